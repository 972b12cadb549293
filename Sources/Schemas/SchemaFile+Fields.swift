import Records

/// What a schema file says becomes an entity schema here. A rule that nobody would check is refused:
/// who wrote it relies on it.
extension SchemaFile {
    func schema() throws(SchemaError) -> EntitySchema {
        let environment = try system()
        var errors = SchemaErrorList()
        let made = fields.compactMap { entry in
            errors.trying { () throws(SchemaError) in try field(entry, of: environment) }
        }
        try errors.throwAll()
        var schema = EntitySchema(
            environment: environment, name: name, label: title ?? name, aliases: aliases,
            primaryKey: primaryKey, fields: made)
        try checkNames(of: schema)
        try setRelations(of: &schema)
        return schema
    }

    private func field(
        _ entry: FieldEntry, of environment: Environment
    ) throws(SchemaError) -> Field {
        // F&O has options of one number: $metadata gives 255 to two time zones.
        if environment != .finops { try entry.checkNumbers() }
        var field = try entry.field(missingValues: missingValues ?? [])
        // F&O has no null: its empty date is 1900-01-01.
        field.isOfFinOps = environment == .finops
        return field
    }

    /// The system whose entity it describes, in whose folder it lies if it lies in that of any.
    private func system() throws(SchemaError) -> Environment {
        let place = place(ofKey: "p2c:environment")
        guard let environment = Environment(rawValue: environment) else {
            throw SchemaError(
                at: place, what: "p2c:environment is \"\(self.environment)\"",
                remedy: "Write sales, finops or cds")
        }
        let folder = String(place.file.split(separator: "/").dropLast().last ?? "")
        guard Environment(rawValue: folder) ?? environment == environment else {
            throw SchemaError(
                at: place,
                what: "The file lies in \(folder)/, and p2c:environment is \"\(environment)\"",
                remedy: "Write \"\(folder)\", or move the file to \(environment)/")
        }
        return environment
    }

    private func checkNames(of schema: EntitySchema) throws(SchemaError) {
        var errors = SchemaErrorList()
        var seen: Set<String> = []
        for entry in fields where !seen.insert(entry.name.foldedName).inserted {
            errors.add(
                SchemaError(
                    at: entry.place, what: "Two fields are named \(entry.name)",
                    remedy: "Keep one of them; upper and lower case count as the same"))
        }
        for key in schema.primaryKey where schema.field(named: key) == nil {
            errors.add(
                SchemaError(
                    at: place(ofKey: "primaryKey"),
                    what: "primaryKey names \(key), which is no field",
                    remedy: schema.remedy(forNoField: key)))
        }
        try errors.throwAll()
    }
}

extension SchemaFile.FieldEntry {
    fileprivate func field(missingValues: [String]) throws(SchemaError) -> Field {
        var field = Field(name: name, type: try fieldType())
        field.title = title
        field.isRequired = constraints.isRequired
        field.isPersonal = isPersonal
        field.isReadOnly = isReadOnly
        field.options = try options(of: field.type)
        field.missingValues = (self.missingValues ?? missingValues).filter { !$0.isEmpty }
        field.lookup = lookup.map { Field.Lookup(targets: $0) }
        field.migrationType = migrationType
        field.currency = currency
        field.source = source
        try checkOptions()
        try checkRulesOfOptions(of: field.type)
        try checkWholeOptions()
        try checkTruths(of: field)
        try setTextRules(of: &field)
        try setFormat(of: &field)
        try setBounds(of: &field)
        return field
    }

    private func setTextRules(of field: inout Field) throws(SchemaError) {
        if let maxLength = constraints.maxLength, maxLength < 1 {
            throw error("the maxLength \(maxLength)")
        }
        if let minLength = constraints.minLength, minLength < 0 {
            throw error("the minLength \(minLength)")
        }
        if let least = constraints.minLength, let most = constraints.maxLength, least > most {
            throw error("the minLength \(least), more than its maxLength \(most)")
        }
        let hasLengths = constraints.maxLength != nil || constraints.minLength != nil
        if hasLengths && field.type != .string && field.type != .option {
            throw error("a length, which only texts have")
        }
        if let pattern = constraints.pattern, Pattern(pattern) == nil {
            throw error("the pattern \"\(pattern)\", which is no regular expression of XML Schema")
        }
        field.maxLength = constraints.maxLength
        field.minLength = constraints.minLength
        field.pattern = constraints.pattern
    }

    /// Throws where a value stands for two options: which is meant cannot be told.
    private func checkOptions() throws(SchemaError) {
        var seen: Set<String> = []
        guard let again = categories.first(where: { !seen.insert($0.value.foldedName).inserted })
        else { return }
        throw SchemaError(
            at: again.place,
            what: "The field \(name) has two options with the value \"\(again.value)\"",
            remedy: "Give each of its categories a value of its own, or take one out")
    }

    /// Throws where the options are none of the type, or what the constraints say of values holds not for
    /// all of them.
    private func checkRulesOfOptions(of type: FieldType) throws(SchemaError) {
        if categories.isEmpty { return }
        switch type {
        case .option, .boolean: break
        default: throw error("categories, which only texts, whole numbers and booleans have")
        }
        let allowed = constraints.allowed
        if !allowed.isEmpty,
            let other = categories.first(where: { option in
                !allowed.contains(where: option.value.isSameName)
            })
        {
            throw SchemaError(
                at: other.place,
                what: "The field \(name) has the option \"\(other.value)\", and its enum has not",
                remedy:
                    "Take the option out, or the enum: the categories are the values of the field")
        }
        guard let most = constraints.maxLength,
            let long = categories.first(where: { $0.value.utf16.count > most })
        else { return }
        throw SchemaError(
            at: long.place,
            what:
                "The field \(name) has the option \"\(long.value)\", longer than its maxLength \(most)",
            remedy: "Correct one of the two")
    }

    /// Throws where an option is no whole number, as the field's type says, and has none beside it: a
    /// package for Sales would get its text.
    private func checkWholeOptions() throws(SchemaError) {
        guard type == "integer" else { return }
        if let text = constraints.allowed.first(where: { Int($0) == nil }), categories.isEmpty {
            throw error("the enum value \"\(text)\", which is no whole number as its type says")
        }
        guard let wrong = categories.first(where: { $0.number == nil && Int($0.value) == nil })
        else { return }
        throw SchemaError(
            at: wrong.place,
            what:
                "The field \(name) has the option \"\(wrong.value)\", which is no whole number as its "
                + "type says",
            remedy: "Give the option its p2c:number, or the field the type string")
    }

    /// Throws where a number stands for two options.
    fileprivate func checkNumbers() throws(SchemaError) {
        var seen: Set<Int> = []
        for category in categories {
            guard let number = category.number, !seen.insert(number).inserted else { continue }
            throw SchemaError(
                at: category.place,
                what: "The field \(name) has two options with the p2c:number \(number)",
                remedy: "Give each of its categories a number of its own, or take one out")
        }
    }

    /// What `format` says, and how numbers are written.
    private func setFormat(of field: inout Field) throws(SchemaError) {
        let format = format ?? "default"
        if ["integer", "number", "boolean", "year", "yearmonth"].contains(type), format != "default"
        {
            throw error("the format \"\(format)\", which its type has not")
        }
        switch field.type {
        case .string where format != "default":
            guard let known = TextFormat(rawValue: format) else {
                throw error("the format \"\(format)\"; texts have email, uri, binary or uuid")
            }
            field.textFormat = known
        case .date, .dateTime, .time:
            if format == "default" || format == "any" { return }
            let text = format.hasPrefix("fmt:") ? String(format.dropFirst(4)) : format
            guard let pattern = MomentPattern(text) else {
                throw error(
                    "the format \"\(format)\", which is not made of %Y, %m, %d and their like")
            }
            field.momentPattern = pattern
        case .integer, .decimal: field.numberStyle = try numberStyle()
        default: break
        }
    }

    private func numberStyle() throws(SchemaError) -> NumberStyle? {
        guard decimalChar != nil || groupChar != nil || bareNumber == false else { return nil }
        var style = NumberStyle()
        if let decimalChar { style.decimalCharacter = try character(decimalChar) }
        if let groupChar { style.groupCharacter = try character(groupChar) }
        style.isBare = bareNumber ?? true
        guard style.groupCharacter != style.decimalCharacter else {
            throw error("the same character before decimals and between groups")
        }
        return style
    }

    private func character(_ text: String) throws(SchemaError) -> UInt8 {
        guard text.utf8.count == 1, let byte = text.utf8.first, !byte.isDigit else {
            throw error("\"\(text)\" where one ASCII character stands that is no digit")
        }
        return byte
    }

    private func setBounds(of field: inout Field) throws(SchemaError) {
        if let scale, scale < 0 { throw error("the p2c:scale \(scale)") }
        if let precision, precision < 1 { throw error("the p2c:precision \(precision)") }
        if let scale, let precision, scale > precision {
            throw error("the p2c:precision \(precision), less than its p2c:scale \(scale)")
        }
        if scale != nil || precision != nil, field.type != .integer, field.type != .decimal {
            throw error("a p2c:scale or p2c:precision, which only numbers have")
        }
        field.scale = scale
        field.precision = precision
        field.minimum = try bound(constraints.minimum, of: field)
        field.maximum = try bound(constraints.maximum, of: field)
        field.exclusiveMinimum = try bound(constraints.exclusiveMinimum, of: field)
        field.exclusiveMaximum = try bound(constraints.exclusiveMaximum, of: field)
        if let least = field.minimum, let most = field.maximum, Self.isMore(least, most, field) {
            throw error("the minimum \(least), more than its maximum \(most)")
        }
        guard field.type != .option else { return }
        for text in constraints.allowed {
            field.allowed.append(
                field.type == .string ? text : try canonical(text, of: field.type, "value"))
        }
    }

    private static func isMore(_ one: String, _ other: String, _ field: Field) -> Bool {
        switch field.type {
        case .integer, .decimal: (Double(one) ?? 0) > (Double(other) ?? 0)
        default: one > other
        }
    }

    /// Throws where a text says yes and no.
    private func checkTruths(of field: Field) throws(SchemaError) {
        guard case .boolean = field.type, let choices = field.choices else { return }
        let yes = Set(choices.texts.filter { $0.index == 0 }.map(\.text.foldedName))
        guard
            let both = choices.texts.first(where: {
                $0.index == 1 && yes.contains($0.text.foldedName)
            })
        else { return }
        throw error("\"\(both.text)\" for true and for false")
    }

    private func error(_ what: String) -> SchemaError {
        SchemaError(
            at: place, what: "The field \(name) has \(what)",
            remedy: "Correct it, or take it out; docs/schemas.md says what p2c checks")
    }

    private func bound(_ text: String?, of field: Field) throws(SchemaError) -> String? {
        guard let text else { return nil }
        switch field.type {
        case .string, .guid, .option, .boolean: throw error("a bound, which its type has not")
        default: return try canonical(text, of: field.type, "bound")
        }
    }

    /// A value of the schema in the form that values of the files are brought to.
    private func canonical(
        _ text: String, of type: FieldType, _ what: String
    ) throws(SchemaError) -> String {
        guard let canonical = ColumnCheck.canonicalText(text, of: type) else {
            throw error("the \(what) \"\(text)\", which is not \(Self.article(of: type))")
        }
        return canonical
    }

    private static func article(of type: FieldType) -> String {
        switch type {
        case .integer, .decimal: "a number"
        case .date: "a day such as 2026-11-23"
        case .dateTime: "a moment such as 2026-11-23T17:30:00Z"
        case .time: "a time such as 17:30:00"
        case .year: "a year"
        case .yearMonth: "a month such as 2026-11"
        default: "of the field's type"
        }
    }

    private func fieldType() throws(SchemaError) -> FieldType {
        let hasOptions = !categories.isEmpty || !constraints.allowed.isEmpty
        switch type ?? "string" {
        case "boolean":
            return .boolean(
                whenTrue: trueValues.first ?? "true", whenFalse: falseValues.first ?? "false")
        case "string", "integer": if hasOptions { return .option }
        default: break
        }
        switch type ?? "string" {
        case "string": return format == "uuid" ? .guid : .string
        case "integer": return .integer
        case "number": return .decimal
        case "date": return .date
        case "datetime": return .dateTime
        case "time": return .time
        case "year": return .year
        case "yearmonth": return .yearMonth
        case "any": return .string
        case let other:
            throw SchemaError(
                at: place, what: "The field \(name) has the type \"\(other)\"",
                remedy:
                    "Write string, integer, number, boolean, date, datetime, time, year, yearmonth or any"
            )
        }
    }

    /// The value that stands for an option in records: of a boolean what it writes for yes or no.
    private func value(
        of category: SchemaFile.Category, _ type: FieldType
    ) throws(SchemaError) -> String {
        guard case .boolean(let whenTrue, let whenFalse) = type else { return category.value }
        if trueValues.contains(where: category.value.isSameName) { return whenTrue }
        if falseValues.contains(where: category.value.isSameName) { return whenFalse }
        guard let truth = ColumnCheck.canonicalText(category.value, of: type) else {
            throw SchemaError(
                at: category.place,
                what:
                    "The field \(name) is a boolean and has the option \"\(category.value)\", which is "
                    + "neither yes nor no",
                remedy: "Write true or false as value; or give the field the type string")
        }
        return truth
    }

    private func options(of type: FieldType) throws(SchemaError) -> [FieldOption] {
        var named: [FieldOption] = []
        for category in categories {
            named.append(
                FieldOption(
                    value: try value(of: category, type), label: category.label,
                    number: category.number.map(String.init)))
        }
        guard case .boolean(let whenTrue, let whenFalse) = type else {
            guard named.isEmpty else { return named }
            return constraints.allowed.map { FieldOption(value: $0) }
        }
        // Every text of the two lists says yes or no; the first of each is the canonical one.
        return named
            + trueValues.dropFirst().map { FieldOption(value: whenTrue, label: $0) }
            + falseValues.dropFirst().map { FieldOption(value: whenFalse, label: $0) }
    }
}

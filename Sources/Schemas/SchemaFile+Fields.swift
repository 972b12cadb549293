import Records

/// What a schema file says becomes an entity schema here. A rule that nobody would check is refused:
/// who wrote it relies on it.
extension SchemaFile {
    func schema() throws(SchemaError) -> EntitySchema {
        guard let environment = Environment(rawValue: environment) else {
            throw SchemaError(
                at: place, what: "p2c:environment is \"\(self.environment)\"",
                remedy: "Write sales, finops or cds")
        }
        guard missingValues ?? [""] == [""] else {
            throw SchemaError(
                at: place, what: "missingValues names other texts than the empty one",
                remedy: "Leave it out: words like NULL are texts")
        }
        var made: [Field] = []
        for entry in fields { made.append(try entry.field()) }
        let schema = EntitySchema(
            environment: environment, name: name, label: title ?? name, aliases: aliases,
            primaryKey: primaryKey, fields: made)
        try checkNames(of: schema)
        return schema
    }

    private func checkNames(of schema: EntitySchema) throws(SchemaError) {
        var seen: Set<String> = []
        for field in schema.fields where !seen.insert(field.name.foldedName).inserted {
            throw SchemaError(
                at: place, what: "Two fields are named \(field.name)",
                remedy: "Keep one of them; upper and lower case count as the same")
        }
        for key in schema.primaryKey where schema.field(named: key) == nil {
            throw SchemaError(
                at: place, what: "primaryKey names \(key), which is no field",
                remedy: "Correct the spelling, or add the field")
        }
    }
}

extension SchemaFile.FieldEntry {
    fileprivate func field() throws(SchemaError) -> Field {
        try checkConstraints()
        var field = Field(name: name, type: try fieldType())
        field.title = title
        field.isRequired = constraints.isRequired
        field.maxLength = constraints.maxLength
        field.minimum = try bound(constraints.minimum)
        field.maximum = try bound(constraints.maximum)
        field.scale = scale
        field.options = options(of: field.type)
        field.lookup = lookup.map { Field.Lookup(targets: $0) }
        field.migrationType = migrationType
        return field
    }

    private func checkConstraints() throws(SchemaError) {
        if let maxLength = constraints.maxLength, maxLength < 1 {
            throw error("the maxLength \(maxLength)")
        }
        if let scale, scale < 0 { throw error("the p2c:scale \(scale)") }
    }

    private func error(_ what: String) -> SchemaError {
        SchemaError(
            at: place, what: "The field \(name) has \(what)",
            remedy:
                "Correct it, or take it out; checked are required, maxLength, minimum, maximum, "
                + "enum and p2c:scale")
    }

    /// A bound as canonical decimal text.
    private func bound(_ text: String?) throws(SchemaError) -> String? {
        guard let text else { return nil }
        var made: [UInt8] = []
        let verdict = Array(text.utf8).withUnsafeBufferPointer {
            DecimalForm.canonicalize($0, into: &made)
        }
        switch verdict {
        case .canonical: return text
        case .rewritten: return String(decoding: made, as: UTF8.self)
        default: throw error("the bound \"\(text)\", which is not a number")
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
        case let other:
            throw SchemaError(
                at: place, what: "The field \(name) has the type \"\(other)\"",
                remedy: "Write string, integer, number, boolean, date or datetime")
        }
    }

    private func options(of type: FieldType) -> [FieldOption] {
        let named = categories.map { category in
            FieldOption(
                value: category.value, label: category.label,
                number: category.number.map(String.init))
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

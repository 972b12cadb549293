import Records

/// What the records of one entity of a file say of its schema.
package struct InferredEntity: Sendable {
    /// What is proposed although a sample cannot prove it.
    package struct Options: Sendable {
        /// The longest value becomes the longest that is allowed.
        package var lengths = false
        /// Few different values become the only ones that are allowed.
        package var enums = false

        package init() {}
    }

    /// A field with what its values have shown.
    package struct Column: Sendable {
        package var field: Field
        /// Records with a value.
        package var filled: Int
        /// The longest value in UTF-16 code units.
        package var longest: Int
        /// Nil where there are many.
        package var distinct: Int?
        /// Why it is a text although it might have been something stricter.
        package var note: String?
    }

    /// The file in messages.
    package var file: String
    package var environment: Environment
    package var name: String
    package var label: String
    package var records: Int
    package var columns: [Column]
    /// Fields that are different in every record, the likeliest key first.
    package var keys: [[String]]
    /// There were too many records to look for keys in all of them.
    package var wasKeySearchCutShort: Bool

    /// Where every facet comes from.
    package var source: String {
        "inferred from \(records) \(records == 1 ? "record" : "records") of \(file)"
    }

    /// A sample of fewer records makes a key of almost every column.
    private static let enoughForKey = 10

    package var schema: EntitySchema {
        EntitySchema(
            environment: environment, name: name, label: label,
            primaryKey: records >= Self.enoughForKey ? keys.first ?? [] : [],
            fields: columns.map(\.field))
    }
}

extension InferredEntity.Column {
    /// The names of columns whose digits are no numbers.
    private static let codeNames = ["phone", "fax", "mobile", "telex", "zip", "postal", "iban"]

    init(
        _ survey: ColumnSurvey, of environment: Environment, records: Int,
        options: InferredEntity.Options
    ) {
        filled = survey.filled
        longest = survey.longest
        distinct = survey.distinct?.count
        field = Field(name: survey.name, type: .string)
        field.isOfFinOps = environment == .finops
        (field.type, note) = Self.type(survey)
        let isDate = field.type == .date || field.type == .dateTime
        let hasNoDates = field.isOfFinOps && isDate && survey.trial.traits.contains(.noDate)
        field.isRequired = records > 0 && survey.filled == records && !hasNoDates
        if field.type == .string, options.enums { propose(survey.distinct ?? [], records) }
        if options.lengths, survey.filled > 0 { limit(survey) }
    }

    /// The strictest type that all values are of, and why it is not a stricter one.
    private static func type(_ survey: ColumnSurvey) -> (FieldType, String?) {
        let (shapes, traits) = (survey.trial.shapes, survey.trial.traits)
        guard survey.filled > 0 else { return (.string, "no record has a value") }
        if shapes.contains(.yesNo) { return (.boolean(whenTrue: "Yes", whenFalse: "No"), nil) }
        if shapes.contains(.trueFalse) {
            return (.boolean(whenTrue: "true", whenFalse: "false"), nil)
        }
        if !shapes.isDisjoint(with: .numbers) {
            let name = survey.name.foldedName
            if shapes.contains(.integer), let code = codeNames.first(where: name.contains) {
                return (.string, "digits, and \"\(code)\" in the name")
            }
            return (shapes.contains(.integer) ? .integer : .decimal, nil)
        }
        if shapes.contains(.guid) { return (.guid, nil) }
        if shapes.contains(.moment) {
            return (traits.contains(.timeOfDay) ? .dateTime : .date, nil)
        }
        if shapes.contains(.time) { return (.time, nil) }
        if traits.contains(.leadingZero) { return (.string, "digits with zeros in front") }
        if traits.contains(.ambiguousDay) {
            return (.string, "days whose month and day could be mistaken")
        }
        if traits.contains(.plusSign) { return (.string, "digits with a + in front") }
        return (.string, nil)
    }

    /// A list is likely where each of its values was seen several times.
    private mutating func propose(_ values: [String], _ records: Int) {
        guard values.count > 1, filled >= values.count * 5 else { return }
        field.type = .option
        field.options = values.sorted().map { FieldOption(value: $0) }
    }

    private mutating func limit(_ survey: ColumnSurvey) {
        switch field.type {
        case .string, .option: field.maxLength = survey.longest
        case .decimal: field.scale = survey.trial.decimals
        default: break
        }
    }
}

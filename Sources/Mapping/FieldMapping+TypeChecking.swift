import Records

/// Whether the values of the source can be values of the destination.
extension FieldMapping {
    /// The complaint about a value that the destination can never take.
    func typeProblems(
        source: EntitySchema, destination: EntitySchema
    ) -> [MappingError] {
        expression == nil
            ? copyProblems(source: source, destination: destination)
            : expressionProblems(source: source, destination: destination)
    }

    private func copyProblems(
        source: EntitySchema, destination: EntitySchema
    ) -> [MappingError] {
        let isCopy = valueTransforms.allSatisfy { if case .default = $0 { true } else { false } }
        guard isCopy, let from = sourceField.flatMap({ source.field(named: $0) }),
            let to = destination.field(named: destinationField)
        else { return [] }
        guard from.type.mayBecome(to.type) else {
            let detail =
                "'\(from.name)' is \(ExpressionType(from).words), and '\(to.name)' is "
                + ExpressionType(to).words
            return [MappingError(.typesDoNotFit, detail, at: place)]
        }
        return otherOptions(from, to)
    }

    /// The complaint about a copy between lists of options that have none in common.
    private func otherOptions(_ from: Field, _ to: Field) -> [MappingError] {
        guard let own = from.choices, let known = to.choices,
            !own.texts.contains(where: { known.value(of: $0.text) != nil })
        else { return [] }
        return [
            MappingError(
                .typesDoNotFit,
                "'\(from.name)' has the values \(own.valueList), and '\(to.name)' has "
                    + known.valueList, at: place
            ).toDo("Add a ValueMap between them, or correct one of the names")
        ]
    }

    /// The complaints about keys of a value map that are one option of the source and have two values.
    func optionsMappedTwice(_ source: EntitySchema?) -> [MappingError] {
        guard case .valueMap(let map)? = valueTransforms.first else { return [] }
        return optionsMappedTwice(in: map.entries, source)
    }

    /// The same of entries that the row's value map has or may get.
    func optionsMappedTwice(
        in entries: [ValueMap.Entry], _ source: EntitySchema?
    ) -> [MappingError] {
        guard let field = sourceField.flatMap({ source?.field(named: $0) }),
            let choices = field.choices
        else { return [] }
        var known: [String: ValueMap.Entry] = [:]
        return entries.compactMap { entry in
            guard let option = choices.value(of: entry.key.withoutBlanks) else { return nil }
            let name = (entry.organization ?? "").foldedName + "\0" + option
            guard let other = known[name] else {
                known[name] = entry
                return nil
            }
            guard other.value != entry.value, other.foldedKey != entry.foldedKey else { return nil }
            return MappingError(
                .valueMapKeyRepeated,
                "the keys '\(other.key)' and '\(entry.key)' are one option of '\(field.name)' and "
                    + "have two values", at: entry.place ?? place)
        }
    }

    private func expressionProblems(
        source: EntitySchema, destination: EntitySchema
    ) -> [MappingError] {
        guard let expression, valueTransforms.isEmpty,
            let type = try? expression.type(in: source),
            let field = destination.field(named: destinationField), !type.fits(field.type)
        else { return [] }
        let detail =
            "the expression is \(type.words), and '\(destinationField)' is "
            + ExpressionType(field).words
        return [
            MappingError(
                .expressionWrong,
                ExpressionError(
                    detail: detail, text: expression.text, range: expression.text.utf8.indexRange),
                at: expression.place ?? place.member("expression", line: nil))
        ]
    }
}

extension FieldType {
    private enum Family { case number, moment, truth, identifier, any }

    private var family: Family {
        switch self {
        case .integer, .decimal: .number
        case .date, .dateTime, .time, .year, .yearMonth: .moment
        case .boolean: .truth
        case .guid: .identifier
        case .string, .option: .any
        }
    }

    /// False where no value of this type is one of the other: a number is no day, yes and no are no
    /// numbers. Texts and options may be anything, and 0 and 1 are no and yes.
    fileprivate func mayBecome(_ other: FieldType) -> Bool {
        switch (family, other.family) {
        case (.any, _), (_, .any): true
        case (.number, .truth): self == .integer
        case (let one, let two): one == two
        }
    }
}

extension Choices {
    /// Some of the values, for messages.
    fileprivate var valueList: String {
        let shown = 3
        let more = values.count > shown ? " and \(values.count - shown) more" : ""
        return values.prefix(shown).map { "\"\($0)\"" }.joined(separator: ", ") + more
    }
}

extension String.UTF8View {
    /// All of it, in bytes.
    fileprivate var indexRange: Range<Int> { 0..<count }
}

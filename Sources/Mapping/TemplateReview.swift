import JSON5
import Records

/// What is worth a look before the first run of a template and yet no mistake, leg by leg.
package struct LegReview: Sendable {
    /// A sentence about a row.
    package struct Remark: Sendable, Equatable {
        package var place: DocumentPlace
        package var text: String
    }

    /// Such as `Sales Accounts > CDS Account`.
    package var route: String
    package var remarks: [Remark] = []
    /// Fields of the source that no row looks at.
    package var unusedFields: [String] = []
    /// Fields of the destination that no row fills, those that it requires apart.
    package var unfilledFields: [String] = []
    package var unfilledRequired: [String] = []
    /// Fields that the destination requires and whose source may be blank, without a Default.
    package var blankRequired: [String] = []

    init(_ leg: Leg, source: EntitySchema, destination: EntitySchema) {
        route = "\(leg.source.displayName) > \(leg.destination.displayName)"
        let used = Set(
            leg.enabledMappings.flatMap(\.sourceFields).map { FieldPath($0).base.foldedName }
                + (leg.sourceFilter?.fieldNames ?? []).map { FieldPath($0).base.foldedName })
        let filled = leg.filledFields
        unusedFields = source.fields.map(\.name).filter { !used.contains($0.foldedName) }
        let unfilled = destination.fields.filter { !filled.contains($0.name.foldedName) }
        unfilledRequired = unfilled.filter(\.isRequired).map(\.name)
        unfilledFields = unfilled.filter { !$0.isRequired }.map(\.name)
        blankRequired = leg.enabledMappings
            .filter { $0.mayLeaveBlank(destination, from: source) }.map(\.destinationField)
        for mapping in leg.enabledMappings {
            let isKey = leg.integrationKey.contains { $0.isSameName(as: mapping.destinationField) }
            remarks += mapping.remarks(source: source, destination: destination, isKey: isKey)
        }
        remarks += leg.remarksOnKey(of: destination)
        remarks += leg.remarksOnCutKeys(source: source, destination: destination)
        remarks += leg.remarksOnExpressions(source: source, destination: destination)
    }
}

extension FieldMapping {
    /// True for a required field that is blank whenever the field of the source is.
    fileprivate func mayLeaveBlank(_ destination: EntitySchema, from source: EntitySchema) -> Bool {
        guard let sourceField, destination.field(named: destinationField)?.isRequired == true,
            source.field(named: FieldPath(sourceField).base)?.isRequired == false
        else { return false }
        return !valueTransforms.contains { $0.fillsBlanks }
    }

    fileprivate func remarks(
        source: EntitySchema, destination: EntitySchema, isKey: Bool
    ) -> [LegReview.Remark] {
        let from = sourceField.flatMap { source.field(named: $0) }
        let to = destination.field(named: destinationField)
        let texts =
            [
                overflow(from, to, isKey: isKey), overflowOfExpression(to, source: source),
                readOnly(to, of: destination),
                source.environment == .sales && destination.environment != .sales
                    ? bareID(from, to) : nil,
                textForNumber(to, source: source), unfitValue(from, to),
                tooManyDecimals(to, source: source), unknownPlaceholder,
                expressionInDefault, fieldInDefault(source), cutTime(from, to),
                unknownOptions(from, to),
                unmappedOptions(from),
            ] + uselessEntries(from) + emptyFiles
        return texts.compactMap { $0 }.map { LegReview.Remark(place: place, text: $0) }
    }

    /// A field that its system fills itself. Microsoft's own templates fill some of those.
    private func readOnly(_ to: Field?, of destination: EntitySchema) -> String? {
        guard let to, to.isReadOnly else { return nil }
        return
            "'\(to.name)' is read-only in \(destination.environment.displayName), which gives it "
            + "itself: this row may have no effect"
    }

    /// The id of a record of Sales where the destination has no lookup to take it.
    private func bareID(_ from: Field?, _ to: Field?) -> String? {
        guard let from, let lookup = from.lookup,
            sourceField?.isSameName(as: from.name) == true,
            !valueTransforms.contains(where: \.hasEntries),
            let to, to.lookup == nil, to.type == .string
        else { return nil }
        return
            "'\(from.name)' is the id of a record of \(lookup.targets.joined(separator: " or ")) in "
            + "Sales. Write '\(from.name).FIELD' for a field of that record"
    }

    /// A text that an expression makes for a number.
    private func textForNumber(_ to: Field?, source: EntitySchema) -> String? {
        guard let to, to.type == .integer || to.type == .decimal, valueTransforms.isEmpty,
            let type = try? expression?.type(in: source), type == .text
        else { return nil }
        return
            "the expression makes text and '\(to.name)' is a number: what is no number is set aside"
    }

    /// A Default that looks as if something else should stand in its place.
    private var unknownPlaceholder: String? {
        for case .default(let text) in valueTransforms {
            if text.isSameName(as: LegCompiler.legalEntityPlaceholder) { continue }
            let rest = text.replacing(LegCompiler.legalEntityPlaceholder, with: "")
            guard let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}")
            else { continue }
            return "the Default writes \"\(rest[open...close])\" as it is: "
                + "only {legalEntity} stands for something else"
        }
        return nil
    }

    /// A Default that calls a function.
    private var expressionInDefault: String? {
        for case .default(let text) in valueTransforms where ValueExpression.calls(in: text) {
            return "the Default writes \"\(text)\" as it is. Write it as expression if it is to be "
                + "computed"
        }
        return nil
    }

    /// A Default that is called like a field of the source.
    private func fieldInDefault(_ source: EntitySchema) -> String? {
        for case .default(let text) in valueTransforms {
            guard let field = source.field(named: text), field.name == text else { continue }
            return
                "the Default writes \"\(text)\" as it is, and a field of the source has that name. Name "
                + "it as sourceField if its value is meant"
        }
        return nil
    }

    /// A moment whose time of day has no place, or a day that gets one.
    private func cutTime(_ from: Field?, _ to: Field?) -> String? {
        guard let from, let to else { return nil }
        switch (from.type, to.type) {
        case (.dateTime, .date):
            return
                "'\(from.name)' has a time of day and '\(to.name)' is a date: the time is cut off"
        case (.date, .dateTime):
            return
                "'\(from.name)' is a date and '\(to.name)' has a time of day: it becomes midnight in UTC, "
                + "the evening before in America"
        default: return nil
        }
    }

    /// A text that may be longer than its destination, and nothing makes it shorter.
    private func overflow(_ from: Field?, _ to: Field?, isKey: Bool) -> String? {
        guard valueTransforms.allSatisfy({ if case .default = $0 { true } else { false } }),
            let from, let to, from.type == .string, to.type == .string, let most = to.maxLength,
            from.lookup == nil
        else { return nil }
        if let length = from.maxLength, length <= most { return nil }
        let length = from.maxLength.map { "up to \($0)" } ?? "any number of"
        return "'\(from.name)' may have \(length) characters and '\(to.name)' takes \(most): "
            + "longer ones are set aside" + (isKey ? "" : ". Truncate would shorten them")
    }
}

extension ValueTransform {
    /// True where a blank value becomes another one.
    fileprivate var fillsBlanks: Bool {
        switch self {
        case .default(let text): !text.isBlank
        case .valueMap(let map): map.entries.contains { $0.key.isBlank && !$0.value.isBlank }
        case .truncate, .countryRegionCode: false
        }
    }
}

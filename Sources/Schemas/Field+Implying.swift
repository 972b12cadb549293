import Records

extension Field {
    /// True when a canonical value of this field is always a canonical value of the other one, so
    /// that it need not be checked again.
    func implies(_ other: Field) -> Bool {
        guard isRequired || !other.isRequired, lookup == nil, other.lookup == nil,
            keepsRareRules(of: other)
        else { return false }
        switch (type, other.type) {
        case (.string, .string): return fits(maxLength, into: other.maxLength)
        case (.integer, .integer), (.integer, .decimal), (.decimal, .decimal):
            return fits(type == .integer ? 0 : scale, into: other.scale)
                && (other.minimum == nil || minimum == other.minimum)
                && (other.maximum == nil || maximum == other.maximum)
        case (.option, .option): return options.allSatisfy { other.hasOption($0.value) }
        case (.option, .string):
            return other.maxLength == nil
        default: return type == other.type
        }
    }

    /// The rules that few fields have are the same in both, or the other field has none of them.
    private func keepsRareRules(of other: Field) -> Bool {
        func keeps<Rule: Equatable>(_ rule: KeyPath<Field, Rule?>) -> Bool {
            other[keyPath: rule] == nil || self[keyPath: rule] == other[keyPath: rule]
        }
        return keeps(\.minLength) && keeps(\.pattern) && keeps(\.textFormat) && keeps(\.precision)
            && keeps(\.exclusiveMinimum) && keeps(\.exclusiveMaximum)
            && (other.allowed.isEmpty || allowed == other.allowed)
            && (other.missingValues.isEmpty || missingValues == other.missingValues)
            && (!other.isOfFinOps || isOfFinOps || !other.type.isMoment)
    }

    private func fits(_ limit: Int?, into other: Int?) -> Bool {
        guard let other else { return true }
        return limit.map { $0 <= other } ?? false
    }

    private func hasOption(_ value: String) -> Bool { options.contains { $0.value == value } }
}

extension FieldType {
    fileprivate var isMoment: Bool { self == .date || self == .dateTime }
}

import Records

/// What a chain of transforms makes of a field that has no source.
enum ConstantOutcome: Equatable {
    case value(String)
    /// Neither a Default nor a blank key fills it.
    case nothing
    /// A value map that lacks the value forbids it.
    case refused(String)
}

extension [ValueTransform] {
    /// The one value that all records get when there is no source.
    ///
    /// `isClosed` says whether a map without a policy of its own refuses values that it lacks.
    func constant(isClosed: Bool = false) -> ConstantOutcome {
        var value: String?
        for transform in self {
            switch transform {
            case .default(let text):
                if value?.isBlank ?? true { value = text }
            case .valueMap(let map):
                if let mapped = map.value(for: value) {
                    value = mapped
                } else if let given = value, !given.isBlank {
                    switch map.policy(isClosed: isClosed) {
                    case .error: return .refused(given)
                    case .null: value = nil
                    case .pass: break
                    }
                }
            }
        }
        return value.map(ConstantOutcome.value) ?? .nothing
    }
}

extension ValueMap {
    /// What becomes of values without an entry, given that the fields hold a closed set or not.
    func policy(isClosed: Bool) -> Unmapped { unmapped ?? (isClosed ? .error : .pass) }

    /// The value of an entry, for values of the template; cells go through `CompiledValueMap`.
    func value(for key: String?) -> String? {
        let key = key ?? ""
        return entries.first { entry in
            entry.key.isSameName(as: key) || entry.key.isBlank && key.isBlank
        }?.value
    }
}

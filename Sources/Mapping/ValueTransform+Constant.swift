import Records

/// What a chain of transforms makes of a field that has no source.
enum ConstantOutcome: Equatable {
    case value(String)
    /// Neither a Default nor a blank key fills it.
    case nothing
    /// A transform forbids the value; the words say why.
    case refused(String, because: String)
}

extension [ValueTransform] {
    /// The one value that all records get when there is no source, or what becomes of the one that
    /// they have.
    func constant(
        _ setting: TransformSetting = TransformSetting(), from start: String? = nil
    ) -> ConstantOutcome {
        var value = start
        var choices = setting.choices
        for transform in self {
            defer { if transform.hasEntries { choices = nil } }
            let found: (value: String?, policy: ValueMap.Unmapped, refusal: String)
            switch transform {
            case .default(let text):
                if value?.isBlank ?? true { value = text }
                continue
            case .truncate:
                if let limit = setting.maxLength {
                    value = value.map { Truncation(limit: limit).cut($0) }
                }
                continue
            case .valueMap(let map):
                found = (
                    map.entries.holding(for: setting.legalEntity, of: choices).value(for: value),
                    map.policy(isClosed: setting.isClosed), "is not in the value map"
                )
            case .countryRegionCode(let codes):
                let own = codes.entries.holding(for: setting.legalEntity).value(for: value)
                found = (
                    own ?? value.flatMap(codes.value), codes.unmapped, "is no country or region"
                )
            }
            if let mapped = found.value {
                value = mapped
            } else if let given = value, !given.isBlank {
                switch found.policy {
                case .error: return .refused(given, because: found.refusal)
                case .null: value = nil
                case .pass: break
                }
            }
        }
        return value.map(ConstantOutcome.value) ?? .nothing
    }
}

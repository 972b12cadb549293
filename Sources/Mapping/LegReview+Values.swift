import Records

extension Leg {
    /// What to know of values that its rows make and that a row of the leg behind it refuses.
    func remarksOnRefusedValues(
        before next: Leg, finding schema: (EntityReference) -> EntitySchema?
    ) -> [LegReview.Remark] {
        let (from, between, to) = (schema(source), schema(destination), schema(next.destination))
        return enabledMappings.flatMap { row in
            let readers = next.enabledMappings.filter {
                $0.sourceField?.isSameName(as: row.destinationField) == true
            }
            return row.madeValues(source: from, destination: between).flatMap { made in
                readers.compactMap { reader in
                    made.refusal(by: reader, source: between, destination: to).map {
                        LegReview.Remark(place: row.place, text: $0)
                    }
                }
            }
        }
    }
}

extension FieldMapping.MadeValue {
    /// That the row of the next leg does not take it; nil where it does.
    fileprivate func refusal(
        by reader: FieldMapping, source: EntitySchema?, destination: EntitySchema?
    ) -> String? {
        guard case .value(let value) = outcome, !value.isBlank,
            case .refused(let refused, let reason) = reader.outcome(
                of: value, source: source, destination: destination)
        else { return nil }
        let origin = place.map { " (\($0.fileAndLine))" } ?? ""
        return
            "\(maker)\(origin) makes \"\(refused)\", which \(reason) for '\(reader.destinationField)' "
            + "(\(reader.place.fileAndLine)): such records are set aside. Correct it, or add it there"
    }
}

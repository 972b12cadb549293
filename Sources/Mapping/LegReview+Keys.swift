import Records

extension Leg {
    /// What to know of the last leg of a task that ends in CDS.
    var remarksOnEnd: [LegReview.Remark] {
        guard destination.environment == .cds else { return [] }
        return [
            LegReview.Remark(
                place: place,
                text:
                    "the task ends in CDS: nothing reaches Sales or Fin and Ops. Add a leg that starts "
                    + "from \(destination.displayName)")
        ]
    }

    /// What to know of a key by other fields than those by which Fin and Ops or CDS tell records apart.
    func remarksOnKey(of schema: EntitySchema) -> [LegReview.Remark] {
        func withoutCompany(_ fields: [String]) -> Set<String> {
            Set(
                fields.filter { !$0.isSameName(as: "dataAreaId") && !$0.isOrganizationName }
                    .map { FieldPath($0).base.foldedName })
        }
        let own = withoutCompany(schema.primaryKey)
        guard schema.environment != .sales, !own.isEmpty, own != withoutCompany(integrationKey)
        else { return [] }
        let (key, primaryKey) = (quotedList(integrationKey), quotedList(schema.primaryKey))
        return [
            LegReview.Remark(
                place: keyPlace ?? place,
                text:
                    "the integration key is \(key), and the primaryKey of \(schema.name) is \(primaryKey): "
                    + "records that share the former become one, and two may get the same of the latter. "
                    + "Name the same fields in both, unless this is meant"
            )
        ]
    }

    /// What keeps the records from a Configuration Migration package.
    func remarksOnPackages(of schema: EntitySchema) -> [LegReview.Remark] {
        guard schema.environment == .sales,
            let obstacle = schema.packageObstacle(
                filling: enabledMappings.map { FieldPath($0.destinationField).base })
        else { return [] }
        return [
            LegReview.Remark(
                place: place,
                text: "a Configuration Migration package cannot have these records. \(obstacle)")
        ]
    }

    /// What to know of a key by which p2c does not find the ids that Sales has given. Lines, and records
    /// whose key lies behind lookups, have no other key.
    func remarksOnIDs(of schema: EntitySchema) -> [LegReview.Remark] {
        let known = schema.businessKey
        let key = quotedList(integrationKey)
        let isOther = integrationKey.contains { key in
            FieldPath(key).isLookup || schema.primaryKey.contains { $0.isSameName(as: key) }
        }
        guard schema.environment == .sales, !schema.primaryKey.isEmpty, !isOther,
            !schema.foreignKeys.contains(where: \.isHeader),
            integrationKey.map(\.foldedName) != [known?.foldedName]
        else { return [] }
        let keys = known.map { "'\($0)' of its p2c:alternateKeys" }
        let text =
            "the ids of existing records of \(schema.name) are found by "
            + (keys ?? "p2c:alternateKeys of one field, which its schema lacks")
            + ", and the integration key is \(key): every record gets an id that p2c makes"
        return [LegReview.Remark(place: keyPlace ?? place, text: text)]
    }

    /// What to know of keys that lose a part of what they are made of.
    func remarksOnCutKeys(source: EntitySchema, destination: EntitySchema) -> [LegReview.Remark] {
        keysThatAreCut(source: source, destination: destination)
            + enabledMappings.filter { row in
                row.expression?.keepsAPart == true
                    && integrationKey.contains { $0.isSameName(as: row.destinationField) }
            }.map { row in
                LegReview.Remark(
                    place: row.place,
                    text:
                        "'\(row.destinationField)' belongs to the integration key, and its expression keeps a "
                        + "part of what it reads: two records that are alike in this get one key")
            }
    }

    private func keysThatAreCut(
        source: EntitySchema, destination: EntitySchema
    ) -> [LegReview.Remark] {
        enabledMappings.filter { row in
            let (most, length) = (
                destination.field(named: row.destinationField)?.maxLength,
                row.sourceField.flatMap { source.field(named: $0)?.maxLength }
            )
            return row.valueTransforms.contains(.truncate)
                && (length ?? .max) > (most ?? .max)
                && integrationKey.contains { $0.isSameName(as: row.destinationField) }
        }.map { row in
            LegReview.Remark(
                place: row.place,
                text:
                    "'\(row.destinationField)' belongs to the integration key, and Truncate cuts it: two "
                    + "records whose texts begin alike get one key")
        }
    }
}

extension ValueExpression {
    /// True where it calls a function that gives several values the same result.
    fileprivate var keepsAPart: Bool {
        let partial: [ExpressionFunction] = [
            .substring, .indexof, .length, .day, .month, .year, .hour, .minute, .second, .round,
            .floor, .ceiling,
        ]
        return nodes.contains { node in
            if case .call(let function) = node.kind { partial.contains(function) } else { false }
        }
    }
}

private func quotedList(_ fields: [String]) -> String {
    fields.map { "'\($0)'" }.joined(separator: ", ")
}

import Records

/// What one record has in one package and not in another.
package struct RecordDifference: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case added, removed, changed
    }

    package struct Field: Sendable, Equatable {
        package var name: String
        package var before: FieldValue
        package var after: FieldValue
    }

    package var kind: Kind
    /// The entity's label.
    package var entity: String
    /// The key as people read it.
    package var key: String
    /// The fields that differ; none for a record that was removed.
    package var fields: [Field]
}

/// How many records of an entity differ.
package struct DifferenceCounts: Sendable, Equatable {
    package var entity: String
    package var added = 0
    package var removed = 0
    package var changed = 0
    package var same = 0
    /// Records without a key, which have no partner.
    package var withoutKey = 0

    /// Nothing differs.
    package var isSame: Bool { added + removed + changed + withoutKey == 0 }
}

extension RecordDifference {
    /// The first line of differences as CSV.
    package static let csvHeader = "entity,key,difference,field,before,after\r\n"

    /// A row for each field that differs, one for a record that was removed. Both kinds of nothing
    /// are blank.
    package var csv: String {
        let start = [entity, key, kind.rawValue]
        let rows =
            fields.isEmpty
            ? [start + ["", "", ""]]
            : fields.map { start + [$0.name, $0.before.text ?? "", $0.after.text ?? ""] }
        return rows.map(EditedTable.line).joined()
    }
}

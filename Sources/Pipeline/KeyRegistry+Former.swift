import Mapping
import Records
import Schemas
import Store

/// What Sales has deleted or renumbered and the other system still has: p2c deletes nothing there.
extension KeyRegistry {
    /// What was deleted or renumbered of each table, read once.
    final class FormerRecords {
        private let store: CommonDataStore
        private let company: String
        private var deleted: [String: Set<String>] = [:]
        private var keys: [String: [String: String]] = [:]

        init(_ store: CommonDataStore, company: String) {
            self.store = store
            self.company = company
        }

        /// The ids of those that were deleted, of a table by its logical name.
        func deletedIDs(of table: String) throws -> Set<String> {
            if let ids = deleted[table] { return ids }
            let ids = try store.deletedIDs(of: table, company: company)
            deleted[table] = ids
            return ids
        }

        /// The ids of records by the numbers that they had before.
        func ids(byFormerKeyOf table: String) throws -> [String: String] {
            if let keys = keys[table] { return keys }
            let found = try store.formerKeys(of: table, company: company)
            keys[table] = found
            return found
        }
    }

    /// Notes that Sales has deleted records of a table.
    func noteDeleted(_ ids: [String], of schema: EntitySchema) throws {
        guard schema.environment == .sales else { return }
        for id in ids.map(\.asIdentifier) where id.isGUID {
            try store.noteDeleted(id, of: schema.name, company: company)
        }
    }

    /// Notes of the rows, whose ids are in that column, that Sales has them again.
    func bringBack(_ rows: [Int], of batch: RecordBatch, ids: Int, _ schema: EntitySchema) throws {
        let deleted = try former.deletedIDs(of: schema.name)
        if deleted.isEmpty { return }
        for row in rows {
            let id = batch.text(of: batch.columns[ids].cells[row])?.asIdentifier ?? ""
            guard deleted.contains(id) else { continue }
            try store.noteUndeleted(id, of: schema.name, company: company)
        }
    }

    /// Says of rows on their way to Sales that it has deleted the records, or gave them other numbers.
    func formerRecords(of batch: RecordBatch, rows: [Int], plan: TaskPlan) throws -> [RowIssue] {
        let table = plan.destination
        guard table.environment == .sales, let key = table.businessKey,
            let keys = batch.columnIndex(named: key)
        else { return [] }
        let deleted = try former.deletedIDs(of: table.name)
        let renumbered = try former.ids(byFormerKeyOf: table.name)
        if deleted.isEmpty && renumbered.isEmpty { return [] }
        return try rows.compactMap { row in
            guard let text = batch.text(of: batch.columns[keys].cells[row])?.withoutTrailingSpaces
            else { return nil }
            if let id = try record(ofTable: table.name, withKey: text)?.id {
                return deleted.contains(id) ? Self.deleted(row, field: key, id: id) : nil
            }
            guard let id = renumbered[text.foldedName], let now = try record(withID: id) else {
                return nil
            }
            return RowIssue(
                row: row, field: key, code: .formerNumber,
                detail:
                    "it was the number of \(id), which is \"\(now.key)\" now: Sales gets a new record"
            )
        }
    }

    private static func deleted(_ row: Int, field: String, id: String) -> RowIssue {
        RowIssue(
            row: row, field: field, code: .recordOfDeleted,
            detail: "Sales has deleted it, and makes it anew as \(id) with what this package has")
    }

    /// Says of rows with lookups to records that Sales has deleted.
    func deletedTargets(
        of lookups: [OpenLookup], among references: [Reference]
    ) throws -> [RowIssue] {
        let gone = try references.filter { reference in
            guard let table = schemas.schema(.sales, named: reference.table)?.name else {
                return false
            }
            return try former.deletedIDs(of: table).contains(reference.id)
        }
        if gone.isEmpty { return [] }
        return lookups.flatMap { lookup in
            lookup.rows.compactMap { row, value in
                let text = lookup.values[value]
                let target = gone.first {
                    lookup.isOf(table: $0.table)
                        && ($0.id == text || $0.key.isSameName(as: text))
                }
                return target.map {
                    RowIssue(
                        row: row, field: lookup.field, code: .recordOfDeleted,
                        detail: "it refers to \($0.table) \"\($0.key)\", which Sales has deleted")
                }
            }
        }
    }
}

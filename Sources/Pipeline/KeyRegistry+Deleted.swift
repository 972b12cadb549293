import Mapping
import Records
import Schemas
import Store

/// What Sales has deleted and the other system still has: p2c deletes nothing there.
extension KeyRegistry {
    /// Which records of a table are deleted, read once.
    final class DeletedIDs {
        private let store: CommonDataStore
        private let company: String
        private var known: [String: Set<String>] = [:]

        init(_ store: CommonDataStore, company: String) {
            self.store = store
            self.company = company
        }

        /// Of a table by its logical name.
        func ids(of table: String) throws -> Set<String> {
            if let ids = known[table] { return ids }
            let ids = try store.deletedIDs(of: table, company: company)
            known[table] = ids
            return ids
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
        let deleted = try deletedIDs.ids(of: schema.name)
        if deleted.isEmpty { return }
        for row in rows {
            let id = batch.text(of: batch.columns[ids].cells[row])?.asIdentifier ?? ""
            guard deleted.contains(id) else { continue }
            try store.noteUndeleted(id, of: schema.name, company: company)
        }
    }

    /// Says of rows on their way to Sales that it has deleted the records.
    func deletedRecords(of batch: RecordBatch, rows: [Int], plan: TaskPlan) throws -> [RowIssue] {
        let table = plan.destination
        guard table.environment == .sales, let key = table.businessKey,
            let keys = batch.columnIndex(named: key)
        else { return [] }
        let deleted = try deletedIDs.ids(of: table.name)
        if deleted.isEmpty { return [] }
        return try rows.compactMap { row in
            guard let text = batch.text(of: batch.columns[keys].cells[row]),
                let id = try record(ofTable: table.name, withKey: text)?.id, deleted.contains(id)
            else { return nil }
            return RowIssue(
                row: row, field: key, code: .recordOfDeleted,
                detail:
                    "Sales has deleted it, and makes it anew as \(id) with what this package has")
        }
    }

    /// Says of rows with lookups to records that Sales has deleted.
    func deletedTargets(
        of lookups: [OpenLookup], among references: [Reference]
    ) throws -> [RowIssue] {
        let gone = try references.filter { reference in
            guard let table = schemas.schema(.sales, named: reference.table)?.name else {
                return false
            }
            return try deletedIDs.ids(of: table).contains(reference.id)
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

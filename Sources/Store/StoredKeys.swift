import Records

/// The store of a workspace for somebody who only asks which records there are. Nothing is written,
/// and a run that is at work is neither waited for nor disturbed.
package final class StoredKeys {
    private let database: Database

    /// Opens the store in that file.
    package init(path: String) throws(StoreError) {
        database = try Database(path: path, isReadOnly: true)
    }

    /// The values of those fields, one batch after the other, under the names of the fields; nothing
    /// when the store has no such entity or the entity lacks a field.
    package func visit(
        _ entity: String, fields: [String], _ body: (RecordBatch) throws -> Void
    ) throws {
        let present = try fieldNames(of: entity)
        guard fields.allSatisfy({ name in present.contains { $0.isSameName(as: name) } }) else {
            return
        }
        let columns = fields.map(SQL.quoted).joined(separator: ", ")
        let select = try database.statement("SELECT \(columns) FROM \(SQL.quoted(entity))")
        defer { select.reset() }
        try visit(select, fields: fields, body)
    }

    /// The ids that records of a table of Sales are known to have, one batch after the other, under the
    /// name of the field.
    package func visitIDs(
        of table: String, field: String, _ body: (RecordBatch) throws -> Void
    ) throws {
        let select = try database.statement("SELECT id FROM p2c_record_id WHERE entity = ?")
        defer { select.reset() }
        select.bind(1, table)
        try visit(select, fields: [field], body)
    }

    /// True when the id of a record of the table is known.
    package func knowsIDs(of table: String) throws(StoreError) -> Bool {
        try database.integer(
            "SELECT 1 FROM p2c_record_id WHERE entity = ? LIMIT 1", about: table) != nil
    }

    private func visit(
        _ select: Statement, fields: [String], _ body: (RecordBatch) throws -> Void
    ) throws {
        var batch = Self.empty(fields)
        while try select.step() {
            for column in fields.indices {
                let index = Int32(column)
                let cell = select.isNull(index) ? Cell.null : batch.append(select.bytes(index))
                batch.columns[column].cells.append(cell)
            }
            batch.positions.append(RecordPosition(byte: 0, line: 0))
            guard batch.bytes.count >= 1 << 17 else { continue }
            try body(batch)
            batch = Self.empty(fields)
        }
        if batch.rowCount > 0 { try body(batch) }
    }

    /// The fields that the entity's table has; none when there is no table.
    package func fieldNames(of entity: String) throws(StoreError) -> [String] {
        let select = try database.statement("SELECT name FROM pragma_table_info(?)")
        defer { select.reset() }
        select.bind(1, entity)
        var names: [String] = []
        while try select.step() { names.append(select.text(0) ?? "") }
        return names
    }

    private static func empty(_ fields: [String]) -> RecordBatch {
        RecordBatch(columns: fields.map { Column(name: $0, cells: []) })
    }
}

import Records

/// The records of an entity of CDS one batch after the other, in the order in which they first came.
package final class StoredRecords {
    private let select: Statement
    private let fields: [String]
    private var count = 0
    private var isAtEnd = false

    /// Of the records with that value of a field; of all where none is given. Nil when the store has
    /// no such entity or field.
    package init?(
        _ store: CommonDataStore, entity: String, where field: (name: String, value: String)? = nil
    ) throws(StoreError) {
        fields = try store.fieldNames(of: entity)
        if fields.isEmpty { return nil }
        var sql = "SELECT p2c_nulls"
        sql += fields.map { ", " + SQL.quoted($0) }.joined()
        sql += " FROM \(SQL.quoted(entity))"
        if let field {
            guard fields.contains(where: field.name.isSameName) else { return nil }
            sql += " WHERE \(SQL.quoted(field.name)) = ?1 COLLATE NOCASE"
        }
        select = try store.database.statement(sql + " ORDER BY rowid")
        if let field { select.bind(1, field.value) }
    }

    deinit { select.reset() }

    /// Nil after the last.
    package func next() throws(StoreError) -> RecordBatch? {
        var batch = RecordBatch(
            columns: fields.map { Column(name: $0, cells: []) }, firstRecord: count)
        while !isAtEnd, batch.bytes.count < 1 << 17, batch.rowCount < 4_096 {
            // A statement that was stepped behind its end would begin again.
            isAtEnd = try !select.step()
            if isAtEnd { break }
            let nulls = select.bytes(0)
            for field in fields.indices {
                let column = Int32(field + 1)
                let cell: Cell
                if !select.isNull(column) {
                    cell = batch.append(select.bytes(column))
                } else {
                    cell = NullBits.isSet(field, in: nulls) ? .null : .absent
                }
                batch.columns[field].cells.append(cell)
            }
            batch.positions.append(RecordPosition(byte: 0, line: 0))
        }
        count += batch.rowCount
        return batch.rowCount > 0 ? batch : nil
    }
}

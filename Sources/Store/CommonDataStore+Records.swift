import Records

/// What an upsert did.
package struct UpsertCounts: Sendable, Equatable {
    /// Records that the store has for the first time or with another value than before.
    package var changed = 0
    /// Records that the store had like this.
    package var unchanged = 0
    /// Records that lacked fields and were completed from the store, among both.
    package var completed = 0

    package init() {}

    package static func += (total: inout UpsertCounts, part: UpsertCounts) {
        total.changed += part.changed
        total.unchanged += part.unchanged
        total.completed += part.completed
    }
}

extension CommonDataStore {
    /// Puts the kept records into the entity's table by integration key, within the package
    /// transaction.
    ///
    /// The batch comes back complete: a field that a record lacks, and that the store knows of the
    /// same record, has the stored value; columns that only the store has are appended. A field that
    /// was never given stays absent. Fields that the table lacks are added to it. Where a field comes
    /// twice in the batch, the first counts.
    package func upsert(
        _ entity: String, key: [String], batch: inout RecordBatch, fates: [RowFate]
    ) throws(StoreError) -> UpsertCounts {
        precondition(fates.count == batch.rowCount, "Every record has a fate.")
        let run = runOfOpenPackage
        let table = try table(of: entity, key: key, fields: batch.columns.map(\.name))
        let columns = batch.addMissingColumns(of: table)
        var rows = RowCells(batch, columns: columns)
        var keyText = KeyText(columns: key, of: batch)
        var counts = UpsertCounts()
        var upsert = RecordUpsert(
            into: table, run: run, noting: try ValueSourceNotes(entity: entity, in: database))
        defer { upsert.end() }
        for row in 0..<batch.rowCount where fates[row].isKept {
            keyText.read(row, of: batch)
            if rows.hasAbsent(in: row) {
                counts.completed +=
                    try complete(row, &rows, keyText, &batch, columns, table) ? 1 : 0
            }
            let isChanged = try upsert.put(
                rows[row], of: batch, key: keyText.bytes, number: batch.firstRecord + row + 1)
            counts.changed += isChanged ? 1 : 0
            counts.unchanged += isChanged ? 0 : 1
        }
        return counts
    }

    /// True when the entity has a record of that key, in the form of `KeyText`.
    package func holds(_ entity: String, key: [UInt8]) throws(StoreError) -> Bool {
        guard try !fieldNames(of: entity).isEmpty else { return false }
        let select = try database.statement(
            "SELECT 1 FROM \(SQL.quoted(entity)) WHERE p2c_key = ?")
        defer { select.reset() }
        key.withUnsafeBytes { _ = select.bindText(1, $0) }
        return try select.step()
    }

    /// Gives the record the stored values of the fields that it lacks. False when it is not stored.
    private func complete(
        _ row: Int, _ rows: inout RowCells, _ key: KeyText, _ batch: inout RecordBatch,
        _ columns: [Int], _ table: EntityTable
    ) throws(StoreError) -> Bool {
        let select = table.select
        defer { select.reset() }
        key.bytes.withUnsafeBytes { _ = select.bindText(1, $0) }
        guard try select.step() else { return false }
        let nulls = select.bytes(EntityTable.firstColumn - 1)
        for field in 0..<table.fields.count where rows[row, field].isAbsent {
            let column = EntityTable.firstColumn + Int32(field)
            let cell: Cell
            if !select.isNull(column) {
                cell = batch.append(select.bytes(column))
            } else if NullBits.isSet(field, in: nulls) {
                cell = .null
            } else {
                continue
            }
            rows[row, field] = cell
            batch.columns[columns[field]].cells[row] = cell
        }
        return true
    }
}

extension RecordBatch {
    /// Appends a column of absent cells for each field of the table that the batch lacks. Returns the
    /// column of each field.
    fileprivate mutating func addMissingColumns(of table: EntityTable) -> [Int] {
        var places = [Int?](repeating: nil, count: table.fields.count)
        for (column, name) in columns.map(\.name).enumerated() {
            guard let field = table.index(of: name), places[field] == nil else { continue }
            places[field] = column
        }
        return table.fields.indices.map { field in
            if let column = places[field] { return column }
            let cells = [Cell](repeating: .absent, count: rowCount)
            columns.append(Column(name: table.fields[field], cells: cells))
            return columns.count - 1
        }
    }
}

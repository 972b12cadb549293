import CSQLite
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
        var nulls = NullBits(width: table.fields.count)
        var counts = UpsertCounts()
        table.upsert.bind(3, run.rawValue)
        // As long as records come that the store knows, it is asked first.
        var mayBeKnown = true
        var walk = DigestWalk(table.digests)
        defer { walk.end() }
        for row in 0..<batch.rowCount where fates[row].isKept {
            keyText.read(row, of: batch)
            if rows.hasAbsent(in: row) {
                counts.completed +=
                    try complete(row, &rows, keyText, &batch, columns, table) ? 1 : 0
            }
            let digest = table.digest.digest(of: rows[row], in: batch.bytes)
            if mayBeKnown {
                let answer = try walk.ask(keyText.bytes, for: digest)
                mayBeKnown = answer != .none
                if answer == .same {
                    counts.unchanged += 1
                    continue
                }
            }
            nulls.read(rows[row])
            keyText.bytes.withUnsafeBytes { _ = table.upsert.bindText(1, $0) }
            digest.withBytes { _ = table.upsert.bindBlob(2, $0) }
            table.upsert.bind(4, batch.firstRecord + row + 1)
            nulls.bind(to: table.upsert, 5)
            let changed = try store(rows[row], of: batch, by: table.upsert)
            counts.changed += changed
            counts.unchanged += 1 - changed
            mayBeKnown = changed == 0
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

    /// Runs the upsert with the record's texts, which SQLite reads where they are.
    private func store(
        _ cells: ArraySlice<Cell>, of batch: RecordBatch, by upsert: Statement
    ) throws(StoreError) -> Int {
        try batch.bytes.withUnsafeBufferPointer { bytes throws(StoreError) in
            var parameter = EntityTable.firstField
            var failures: Int32 = 0
            for cell in cells {
                failures |= upsert.bind(parameter, cell, in: bytes)
                parameter &+= 1
            }
            if failures != 0 { throw StoreError.ofLastCall(on: upsert) }
            return try upsert.run()
        }
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
        let nulls = select.bytes(0)
        for field in 0..<table.fields.count where rows[row, field].isAbsent {
            let column = Int32(field + 1)
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

extension Statement {
    /// Binds the cell's text where it is; it must stay there until the statement has run.
    @inline(__always)
    fileprivate func bind(
        _ parameter: Int32, _ cell: Cell, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Int32 {
        guard cell.isText else { return bindNull(parameter) }
        let range = cell.range
        precondition(range.upperBound <= bytes.count, "A cell points into its batch.")
        guard let start = bytes.baseAddress else {
            return bindText(parameter, UnsafeRawBufferPointer(start: nil, count: 0))
        }
        let text = UnsafeRawPointer(start + range.lowerBound).assumingMemoryBound(to: CChar.self)
        return bindStaying(parameter, text, count: range.count)
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

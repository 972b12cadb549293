import Records

/// What an upsert did.
package struct UpsertCounts: Sendable, Equatable {
    /// Records that the store has for the first time or with another value than before.
    package var changed = 0
    /// Records that the store had like this.
    package var unchanged = 0
    /// Records that lacked fields and were completed from the store, among both.
    package var completed = 0
    /// The values that records had and have no more.
    package var cleared: [ClearedValue] = []

    package init() {}
}

/// A value of a record of the batch that CDS had and has no more.
package struct ClearedValue: Sendable, Equatable {
    package var row: Int
    package var field: String
}

extension CommonDataStore {
    /// Completes the kept records and keeps them.
    package func upsert(
        _ entity: String, key: [String], batch: inout RecordBatch, fates: [RowFate]
    ) throws(StoreError) -> UpsertCounts {
        let completed = try complete(&batch, of: entity, key: key, fates: fates)
        var counts = try keep(batch, as: entity, key: key, fates: fates)
        counts.completed = completed
        return counts
    }

    /// Completes the kept records by what the store knows of them, within the package transaction.
    /// Returns how many lacked something and were known.
    ///
    /// A field that a record lacks has the stored value afterwards; columns that only the store has are
    /// appended, and fields that the table lacks are added to it. A field that was never given stays
    /// absent. Where a field comes twice in the batch, the first counts.
    package func complete(
        _ batch: inout RecordBatch, of entity: String, key: [String], fates: [RowFate]
    ) throws(StoreError) -> Int {
        precondition(fates.count == batch.rowCount, "Every record has a fate.")
        let table = try table(of: entity, key: key, fields: batch.columns.map(\.name))
        let columns = batch.addMissingColumns(of: table)
        var keyText = KeyText(columns: key, of: batch)
        var count = 0
        for row in batch.rowsLacking(columns) where fates[row].isKept {
            keyText.read(row, of: batch)
            count += try complete(row, of: &batch, keyText, columns, table) ? 1 : 0
        }
        return count
    }

    /// Puts the kept records into the entity's table by integration key, within the package
    /// transaction. The batch was completed before, and may have lost records since. `rules` is a number
    /// for all that decides what the destination is sent of a record, by which `leaveOutSent` knows it.
    package func keep(
        _ batch: RecordBatch, as entity: String, key: [String], rules: Int? = nil,
        fates: [RowFate]
    ) throws(StoreError) -> UpsertCounts {
        precondition(fates.count == batch.rowCount, "Every record has a fate.")
        let table = try table(of: entity, key: key, fields: batch.columns.map(\.name))
        let columns = batch.places(of: table).compactMap(\.self)
        precondition(columns.count == table.fields.count, "A batch that is kept is complete.")
        let rows = RowCells(batch, columns: columns)
        var keyText = KeyText(columns: key, of: batch)
        var counts = UpsertCounts()
        var upsert = RecordUpsert(
            into: table, run: runOfOpenPackage, rules: rules,
            noting: try ValueSourceNotes(entity: entity, in: database))
        defer { upsert.end() }
        let kept = RowFate.keptRows(of: fates)
        let digests = table.digest.digests(of: kept, in: batch, columns: columns)
        for (row, digest) in zip(kept, digests) {
            keyText.read(row, of: batch)
            let isChanged = try upsert.put(
                rows[row], of: batch, row: row, key: keyText.bytes, digest: digest)
            counts.changed += isChanged ? 1 : 0
            counts.unchanged += isChanged ? 0 : 1
        }
        counts.cleared = upsert.cleared
        return counts
    }

    /// Marks the kept records as unchanged that CDS has like this, and of which the destination was sent
    /// what the rules make of them. The batch was completed before.
    package func leaveOutSent(
        _ batch: RecordBatch, of entity: String, key: [String], rules: Int,
        fates: inout [RowFate]
    ) throws(StoreError) {
        precondition(fates.count == batch.rowCount, "Every record has a fate.")
        let table = try table(of: entity, key: key, fields: batch.columns.map(\.name))
        let columns = batch.places(of: table).compactMap(\.self)
        precondition(columns.count == table.fields.count, "A batch that is compared is complete.")
        var keyText = KeyText(columns: key, of: batch)
        var walk = DigestWalk(table.digests)
        defer { walk.end() }
        let kept = RowFate.keptRows(of: fates)
        // Where one is not known, those behind it mostly are not either: the first goes ahead.
        for rows in [Array(kept.prefix(1)), Array(kept.dropFirst())] {
            let digests = table.digest.digests(of: rows, in: batch, columns: columns)
            for (row, digest) in zip(rows, digests) {
                keyText.read(row, of: batch)
                switch try walk.ask(keyText.bytes, for: digest) {
                case .same: if walk.rules == rules { fates[row] = .unchanged }
                case .other: continue
                case .none: return
                }
            }
        }
    }

    /// Forgets by which rules the destination was sent the entity's records of the keys of the kept rows,
    /// within the package transaction: `leaveOutSent` leaves them in when they come again.
    package func forgetSent(
        _ batch: RecordBatch, of entity: String, key: [String], fates: [RowFate]
    ) throws(StoreError) {
        _ = runOfOpenPackage
        guard try !fieldNames(of: entity).isEmpty else { return }
        let note = try table(of: entity, key: key, fields: []).note
        var text = KeyText(columns: key, of: batch)
        for row in RowFate.keptRows(of: fates) {
            text.read(row, of: batch)
            text.bytes.withUnsafeBytes { _ = note.bindText(1, $0) }
            note.bind(2, nil as Int?)
            try note.run()
        }
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
        _ row: Int, of batch: inout RecordBatch, _ key: KeyText, _ columns: [Int],
        _ table: EntityTable
    ) throws(StoreError) -> Bool {
        let select = table.select
        defer { select.reset() }
        guard try select.step(withText: key.bytes, at: 1) else { return false }
        let nulls = select.bytes(EntityTable.firstColumn - 1)
        for (field, column) in columns.enumerated()
        where batch.columns[column].cells[row].isAbsent {
            let stored = EntityTable.firstColumn + Int32(field)
            if !select.isNull(stored) {
                batch.columns[column].cells[row] = batch.append(select.bytes(stored))
            } else if NullBits.isSet(field, in: nulls) {
                batch.columns[column].cells[row] = .null
            }
        }
        return true
    }
}

extension RecordBatch {
    /// Appends a column of absent cells for each field of the table that the batch lacks. Returns the
    /// column of each field.
    fileprivate mutating func addMissingColumns(of table: EntityTable) -> [Int] {
        places(of: table).enumerated().map { field, place in
            if let place { return place }
            let cells = [Cell](repeating: .absent, count: rowCount)
            columns.append(Column(name: table.fields[field], cells: cells))
            return columns.count - 1
        }
    }

    /// The column of each field of the table, the first where there are two; nil where there is none.
    fileprivate func places(of table: EntityTable) -> [Int?] {
        var places = [Int?](repeating: nil, count: table.fields.count)
        for (column, name) in columns.map(\.name).enumerated() {
            guard let field = table.index(of: name), places[field] == nil else { continue }
            places[field] = column
        }
        return places
    }

    /// The rows that have nothing in one of the columns, in order.
    fileprivate func rowsLacking(_ columns: [Int]) -> [Int] {
        var lacking = [Bool](repeating: false, count: rowCount)
        for column in columns {
            let cells = self.columns[column].cells
            for row in cells.indices where cells[row].isAbsent { lacking[row] = true }
        }
        return lacking.indices.filter { lacking[$0] }
    }
}

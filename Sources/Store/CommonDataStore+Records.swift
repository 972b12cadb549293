import Records

/// CDS records by integration key.
extension CommonDataStore {
    /// The fields that the entity's table has; none when no record of it was kept so far.
    package func fieldNames(of entity: String) throws(StoreError) -> [String] {
        try EntityTable.fields(of: entity, in: database)
    }

    /// Keeps the rows that are kept. A record that is there already is updated; its absent fields
    /// stay, and the batch's absent cells are filled with them, so that the batch has the record as
    /// CDS has it. A record that is there already like this is not written again.
    package func upsert(
        entity: String, batch: inout RecordBatch, keyColumns: [Int], fates: [RowFate]
    ) throws(StoreError) {
        let run = runOfOpenPackage
        let table = try table(of: entity)
        let names = batch.columns.map(\.name)
        try table.widen(to: names)
        try complete(&batch, table: table, keyColumns: keyColumns, fates: fates)
        let seeds = names.map(RecordDigest.seed)
        let select = try table.selectDigest()
        let upsert = try table.upsert(names)
        let first = batch.firstRecord
        let result = batch.bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(StoreError) in
                var key = RecordKey()
                for row in fates.indices where fates[row] == .kept {
                    guard key.read(row: row, of: batch, bytes, columns: keyColumns) else {
                        continue
                    }
                    let digest = RecordDigest(row: row, of: batch, bytes, seeds: seeds)
                    if try Self.isStored(digest, key: key, select) { continue }
                    key.bytes.withUnsafeBytes { _ = upsert.bindText(1, $0) }
                    digest.withBytes { _ = upsert.bindBlob(2, $0) }
                    upsert.bind(3, run.rawValue)
                    upsert.bind(4, first + row + 1)
                    Self.bind(row: row, of: batch, bytes, to: upsert, from: 5)
                    try upsert.run()
                }
            }
        }
        try result.get()
    }

    private func table(of entity: String) throws(StoreError) -> EntityTable {
        if let known = tables[entity.foldedName] { return known }
        let table = try EntityTable(entity, in: database)
        tables[entity.foldedName] = table
        return table
    }

    private static func isStored(
        _ digest: RecordDigest, key: RecordKey, _ select: Statement
    ) throws(StoreError) -> Bool {
        defer { select.reset() }
        key.bytes.withUnsafeBytes { _ = select.bindText(1, $0) }
        guard try select.step() else { return false }
        return digest.isStored(in: select.bytes(0))
    }

    /// Binds a row's cells, absent ones as null. The texts stay where they are until the statement
    /// has run.
    private static func bind(
        row: Int, of batch: borrowing RecordBatch, _ bytes: UnsafeBufferPointer<UInt8>,
        to statement: Statement, from first: Int32
    ) {
        for column in batch.columns.indices {
            let cell = batch.columns[column].cells[row]
            let index = first + Int32(column)
            guard cell.isText, let start = bytes.baseAddress else {
                _ = statement.bindNull(index)
                continue
            }
            let text = UnsafeRawPointer(start + Int(cell.offset)).assumingMemoryBound(
                to: CChar.self)
            _ = statement.bindStaying(index, text, count: cell.count)
        }
    }

    /// Fills absent cells from the stored records. Costs nothing for batches that have none.
    private func complete(
        _ batch: inout RecordBatch, table: EntityTable, keyColumns: [Int], fates: [RowFate]
    ) throws(StoreError) {
        let columns = batch.columns.indices.filter { column in
            batch.columns[column].cells.contains(where: \.isAbsent)
        }
        guard !columns.isEmpty else { return }
        let select = try table.selectFields(columns.map { batch.columns[$0].name })
        var key = RecordKey()
        for row in fates.indices where fates[row] == .kept {
            let hasKey = batch.bytes.withUnsafeBufferPointer {
                key.read(row: row, of: batch, $0, columns: keyColumns)
            }
            guard hasKey, columns.contains(where: { batch.columns[$0].cells[row].isAbsent }) else {
                continue
            }
            defer { select.reset() }
            key.bytes.withUnsafeBytes { _ = select.bindText(1, $0) }
            guard try select.step() else { continue }
            for (index, column) in columns.enumerated()
            where batch.columns[column].cells[row].isAbsent && !select.isNull(Int32(index)) {
                batch.columns[column].cells[row] = batch.append(select.bytes(Int32(index)))
            }
        }
    }
}

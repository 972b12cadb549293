import Records

/// A record of CDS as it stands.
package struct StoredRecord: Sendable, Equatable {
    /// The run that changed it last, and the record's number in that run's file.
    package var run: RunID
    package var number: Int
    /// The fields in the table's order, those without a value too.
    package var values: [(field: String, value: FieldValue)]

    package static func == (one: StoredRecord, other: StoredRecord) -> Bool {
        one.run == other.run && one.number == other.number
            && one.values.elementsEqual(other.values) { $0 == $1 }
    }

    /// The value of a field, compared without case.
    package func value(of field: String) -> FieldValue {
        values.first { $0.field.isSameName(as: field) }?.value ?? .absent
    }
}

extension CommonDataStore {
    /// How a record stands to what the store has under its key.
    package enum Standing: Sendable, Equatable { case unknown, same, different }

    /// The record of that key, in the form of `KeyText`; nil when there is none.
    package func record(_ entity: String, key: [UInt8]) throws(StoreError) -> StoredRecord? {
        let fields = try fieldNames(of: entity)
        guard !fields.isEmpty else { return nil }
        let columns = fields.map { ", " + SQL.quoted($0) }.joined()
        let select = try database.statement(
            "SELECT p2c_run, p2c_record, p2c_nulls\(columns) FROM \(SQL.quoted(entity)) "
                + "WHERE p2c_key = ?")
        defer { select.reset() }
        guard try select.step(withText: key, at: 1) else { return nil }
        let nulls = Array(select.bytes(2))
        let values = fields.indices.map { field in
            let text = select.text(Int32(field + 3)).map(FieldValue.text)
            let isNull = nulls.withUnsafeBytes { NullBits.isSet(field, in: $0) }
            return (field: fields[field], value: text ?? (isNull ? .null : .absent))
        }
        return StoredRecord(
            run: RunID(select.integer(0)), number: select.integer(1), values: values)
    }

    /// How each record of the batch stands to the entity's records. Absent fields do not count.
    package func standings(
        of batch: RecordBatch, entity: String, key: [String]
    ) throws(StoreError) -> [Standing] {
        guard try !fieldNames(of: entity).isEmpty else {
            return Array(repeating: .unknown, count: batch.rowCount)
        }
        let table = try table(of: entity, key: key, fields: [])
        let digests = RecordDigest(fields: batch.columns.map(\.name)).digests(
            of: Array(0..<batch.rowCount), in: batch, columns: Array(batch.columns.indices))
        var keyText = KeyText(columns: key, of: batch)
        var walk = DigestWalk(table.digests)
        defer { walk.end() }
        var standings: [Standing] = []
        for row in 0..<batch.rowCount {
            keyText.read(row, of: batch)
            switch try walk.ask(keyText.bytes, for: digests[row]) {
            case .none: standings.append(.unknown)
            case .same: standings.append(.same)
            case .other: standings.append(.different)
            }
        }
        return standings
    }

    /// The run that sent the destination the record of that key last; nil when none did.
    package func deliveringRun(
        destination: String, key: [UInt8]
    ) throws(StoreError) -> RunID? {
        let select = try database.statement(
            """
            SELECT run FROM p2c_delivered
            WHERE key = ?1 AND destination = (SELECT id FROM p2c_destination WHERE name = ?2)
            """)
        defer { select.reset() }
        select.bind(2, destination)
        return try select.step(withText: key, at: 1) ? RunID(select.integer(0)) : nil
    }
}

import Records
import Store

/// The keys of an entity that references point to, from all files of the command and, where asked
/// for, from the store.
///
/// F&O numbers its records by company. A record of a company is noted under its key with and without
/// the company, so that a file that does not name the company finds it too.
final class TargetKeys {
    private let seen: SeenKeys
    private var hasOthers = false

    init(keysInMemory: Int) { seen = SeenKeys(keysInMemory: keysInMemory) }

    /// Notes the keys of all records of the batch.
    func note(_ fields: [String], of batch: RecordBatch, company: String?) throws(StoreError) {
        guard fields.allSatisfy({ batch.columnIndex(named: $0) != nil }) else { return }
        var text = KeyText(columns: fields, of: batch, company: company)
        for row in 0..<batch.rowCount {
            text.read(row, of: batch)
            if text.isComplete { try note(text.bytes, companyCount: text.companyCount) }
        }
    }

    private func note(_ key: [UInt8], companyCount: Int) throws(StoreError) {
        _ = try seen.insert(key, record: 1)
        if companyCount == 0 {
            hasOthers = true
        } else {
            _ = try seen.insert(Array(key[companyCount...]), record: 1)
        }
    }

    func contains(_ key: [UInt8], companyCount: Int) throws(StoreError) -> Bool {
        if try seen.contains(key) { return true }
        guard hasOthers, companyCount > 0 else { return false }
        return try seen.contains(key[companyCount...])
    }
}

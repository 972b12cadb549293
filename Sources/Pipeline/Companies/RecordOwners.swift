import Records
import Store

/// The companies of records that were deleted in the source: those that they passed for, which the key
/// registry knows by their ids.
struct RecordOwners {
    let store: CommonDataStore
    let configuration: Configuration

    /// For each deleted record of the batch the numbers of its companies among the legal entities; where
    /// none is known, that of the company which the record still says.
    func companies(of batch: RecordBatch, columns: RecordCompanies?) throws -> [[Int]] {
        guard !batch.deleted.isEmpty else { return [] }
        let rows = RecordBatch(of: batch.deleted, columns: batch.columns.map(\.name))
        return try batch.deleted.enumerated().map { row, record in
            let known = try companies(withID: record.id)
            guard known.isEmpty, case .one(let own)? = columns?.answer(row, in: rows) else {
                return known
            }
            return [own]
        }
    }

    private func companies(withID id: String) throws -> [Int] {
        try configuration.companies.enumerated().filter { _, company in
            try store.record(withID: id.asIdentifier, company: company) != nil
        }.map(\.offset)
    }
}

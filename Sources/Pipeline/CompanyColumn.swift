import Records

/// The column in which files of Finance and Operations say which company a record belongs to: it
/// is there when they were exported across companies.
enum CompanyColumn {
    static let name = "dataAreaId"

    /// Sets records of other companies aside: a package is taken for one legal entity, and records of
    /// two must never be mixed. A blank company is the package's.
    static func setOthersAside(
        than legalEntity: String?, in batch: RecordBatch, fates: inout [RowFate],
        issues: inout [RowIssue]
    ) {
        guard let legalEntity, let column = batch.columnIndex(named: name) else { return }
        let own = legalEntity.utf8.map(\.asciiLowercased)
        for row in RowFate.keptRows(of: fates) {
            let cell = batch.columns[column].cells[row]
            let text = batch.bytes[cell.range].drop { $0 == 0x20 }
            let company = text.prefix { $0 != 0x20 }
            if company.isEmpty || company.map(\.asciiLowercased) == own { continue }
            fates[row] = .quarantined
            issues.append(issue(row, String(decoding: company, as: UTF8.self), legalEntity))
        }
    }

    @inline(never)
    private static func issue(_ row: Int, _ company: String, _ legalEntity: String) -> RowIssue {
        RowIssue(
            row: row, field: name, code: .otherCompany,
            detail: "it is of \(company), the package is taken for \(legalEntity)")
    }
}

import Records
import Schemas

/// Sets records of other companies aside: a package is taken for one legal entity, and records of two
/// must never be mixed.
struct OtherCompanies {
    private let legalEntity: String
    /// The number of the package's company; nil where there is no other.
    private let own: Int?
    private let mapping: OrganizationMapping
    /// Of records of Sales, once their columns are known.
    private var units: RecordCompanies?
    private var isCompiled = false

    /// Nil when the package is taken for no legal entity.
    init?(than legalEntity: String?, configuration: Configuration) {
        guard let legalEntity else { return nil }
        self.legalEntity = legalEntity
        mapping = OrganizationMapping(configuration)
        own = mapping.legalEntities.count > 1 ? mapping.number(of: legalEntity) : nil
    }

    /// A record that does not say its company is the package's; so is one of a business unit that no
    /// row of the settings has.
    mutating func setAside(
        _ batch: RecordBatch, of source: EntitySchema, fates: inout [RowFate],
        issues: inout [RowIssue]
    ) {
        setOtherAreasAside(batch, fates: &fates, issues: &issues)
        guard source.environment == .sales, let own else { return }
        if !isCompiled {
            isCompiled = true
            units = RecordCompanies(
                columns: batch.columns.map(\.name), source: source, mapping: mapping)
        }
        guard let units else { return }
        for row in RowFate.keptRows(of: fates) {
            switch units.answer(row, in: batch) {
            case .blank, .unknown: continue
            case .one(let company) where company == own: continue
            case .several(let companies) where companies.contains(own): continue
            case .one, .several:
                fates[row] = .quarantined
                issues.append(issue(row, units.field, units.text(row, in: batch)))
            }
        }
    }

    /// Whatever the column `dataAreaId` names that is not the package's company is another.
    private func setOtherAreasAside(
        _ batch: RecordBatch, fates: inout [RowFate], issues: inout [RowIssue]
    ) {
        let name = RecordCompanies.legalEntityField
        guard let column = batch.columnIndex(named: name) else { return }
        let own = legalEntity.utf8.map(\.asciiLowercased)
        for row in RowFate.keptRows(of: fates) {
            let cell = batch.columns[column].cells[row]
            let text = batch.bytes[cell.range].drop { $0 == 0x20 }
            let company = text.prefix { $0 != 0x20 }
            if company.isEmpty || company.map(\.asciiLowercased) == own { continue }
            fates[row] = .quarantined
            issues.append(issue(row, name, String(decoding: company, as: UTF8.self)))
        }
    }

    @inline(never)
    private func issue(_ row: Int, _ field: String, _ company: String) -> RowIssue {
        RowIssue(
            row: row, field: field, code: .otherCompany,
            detail: "it is of \(company), the package is taken for \(legalEntity)")
    }
}

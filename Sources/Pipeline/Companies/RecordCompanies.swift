import Mapping
import Records
import Schemas

/// Tells the company of each record of an entity by the columns in which its file says it: in F&O
/// the legal entity, in Sales the business unit of the owner.
struct RecordCompanies {
    /// There in files of F&O that were exported across companies.
    static let legalEntityField = "dataAreaId"
    static let businessUnitField = "owningbusinessunit"

    /// Where the company stands.
    private enum Place {
        case legalEntity(Int)
        /// The business unit's id or name, and its name beside it; a file has one of them at least.
        case businessUnit(value: Int?, name: Int?)
    }

    private let mapping: OrganizationMapping
    private let place: Place
    /// The field, for messages.
    let field: String

    /// Nil when none of the columns says the company.
    init?(columns: [String], source: EntitySchema, mapping: OrganizationMapping) {
        self.mapping = mapping
        let names = SchemaChecker(schema: source, columns: columns).columnNames
        func index(of name: String) -> Int? { names.firstIndex { $0.isSameName(as: name) } }
        field = Self.field(of: source.environment)
        guard source.environment == .sales else {
            guard let column = index(of: field) else { return nil }
            place = .legalEntity(column)
            return
        }
        let value = index(of: field)
        // The first is what Configuration Migration packages have.
        let name = index(of: field + ReferenceResolver.nameSuffix) ?? index(of: field + ".name")
        if value == nil && name == nil { return nil }
        place = .businessUnit(value: value, name: name)
    }

    /// The column that files of the system should have.
    static func field(of environment: Environment) -> String {
        environment == .sales ? businessUnitField : legalEntityField
    }

    /// What the record says.
    func answer(_ row: Int, in batch: borrowing RecordBatch) -> OrganizationMapping.Answer {
        let bytes = batch.bytes.span
        switch place {
        case .legalEntity(let column):
            return mapping.company(
                ofArea: batch.columns[column].cells[row].range, in: bytes)
        case .businessUnit(let value, let name):
            var answer = OrganizationMapping.Answer.blank
            if let value {
                answer = mapping.company(
                    ofUnit: batch.columns[value].cells[row].range, in: bytes)
            }
            guard answer == .blank || answer == .unknown, let name else { return answer }
            let byName = mapping.company(
                ofUnit: batch.columns[name].cells[row].range, in: bytes)
            return byName == .blank ? answer : byName
        }
    }

    /// What the record says its company is, as people read it.
    @inline(never)
    func text(_ row: Int, in batch: RecordBatch) -> String {
        func text(_ column: Int?) -> String? {
            let text = column.flatMap { batch.text(of: batch.columns[$0].cells[row]) }
            return text.flatMap { $0.allSatisfy { $0 == " " } ? nil : $0 }
        }
        switch place {
        case .legalEntity(let column): return "legal entity \"\(text(column) ?? "")\""
        case .businessUnit(let value, let name):
            let id = text(value)
            let known = text(name) ?? id.flatMap { mapping.nameOfUnit(withID: $0) }
            guard let known else { return "business unit \"\(id ?? "")\"" }
            let behind = id.map { $0.isSameName(as: known) ? "" : " (\($0))" } ?? ""
            return "business unit \"\(known)\"\(behind)"
        }
    }

    /// True when the record names a business unit by an id alone that nobody knows.
    @inline(never)
    func isUnknownID(_ row: Int, in batch: RecordBatch) -> Bool {
        guard case .businessUnit(let value?, let name) = place,
            let id = batch.text(of: batch.columns[value].cells[row])?.asIdentifier, id.isGUID
        else { return false }
        let isNamed = name.map { batch.columns[$0].cells[row].count > 0 } ?? false
        return !isNamed && mapping.nameOfUnit(withID: id) == nil
    }
}

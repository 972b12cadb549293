import Mapping
import Records
import Schemas
import Store

/// What lookups of Sales stand for: the store's memory of ids and business keys, for one company.
///
/// Lookups are resolved in this order: the key, if the file carries it itself; a record of the
/// package or of references.csv; a record that passed before, in this package or an earlier one.
struct KeyRegistry {
    private let store: CommonDataStore
    private let company: String
    private let otherCompanies: [String]
    /// The tables of Sales that templates read: records of these arrive some day.
    private let arriving: Set<String>

    /// Nil without a store or a company.
    init?(hub: Hub?, configuration: Configuration, legalEntity: String?) {
        guard let hub, let legalEntity else { return nil }
        store = hub.store
        company = legalEntity
        otherCompanies = configuration.organizations.map(\.legalEntity).filter {
            !$0.isSameName(as: legalEntity)
        }
        arriving = Set(configuration.tablesReadFromSales.map(\.foldedName))
    }

    /// Learns the ids and keys of records from Sales.
    func learn(_ batch: RecordBatch, of schema: EntitySchema, fates: [RowFate]) throws {
        guard schema.environment == .sales, let key = schema.businessKey,
            let ids = schema.primaryKey.first.flatMap({ batch.columnIndex(named: $0) }),
            let keys = batch.columnIndex(named: key)
        else { return }
        let names = schema.nameField.flatMap { batch.columnIndex(named: $0) }
        for row in RowFate.keptRows(of: fates) {
            guard let id = batch.text(of: batch.columns[ids].cells[row])?.asIdentifier,
                id.isGUID, let key = batch.text(of: batch.columns[keys].cells[row]), !key.isEmpty
            else { continue }
            let name = names.flatMap { batch.text(of: batch.columns[$0].cells[row]) }
            try learn(.init(entity: schema.name, id: id, key: key, name: name))
        }
    }

    func learn(_ record: CommonDataStore.KnownRecord) throws {
        try store.learn(record, company: company)
    }

    /// Tells which of the rows of a table of Sales have a key that a record of another company has:
    /// Sales knows a key once.
    func clashes(
        of batch: RecordBatch, rows: [Int], schema: EntitySchema
    ) throws -> [RowIssue] {
        guard !otherCompanies.isEmpty, schema.environment == .sales, let key = schema.businessKey,
            let keys = batch.columnIndex(named: key)
        else { return [] }
        var found: [RowIssue] = []
        for row in rows {
            guard let text = batch.text(of: batch.columns[keys].cells[row]), !text.isEmpty else {
                continue
            }
            for other in otherCompanies
            where try store.record(of: schema.name, withKey: text, company: other) != nil {
                found.append(
                    RowIssue(
                        row: row, field: key, code: .keyOfAnotherCompany,
                        detail: "\(other) has \(schema.name) \"\(text)\" too"))
            }
        }
        return found
    }

    /// The record with that id, as its system writes it.
    func record(withID id: String) throws -> CommonDataStore.KnownRecord? {
        try store.record(withID: id.asIdentifier, company: company)
    }

    /// The record of a table with that business key.
    func record(
        ofTable table: String, withKey key: String
    ) throws -> CommonDataStore.KnownRecord? {
        try store.record(of: table, withKey: key, company: company)
    }

    /// The records behind the values of lookups that the references do not know: by their ids or, in
    /// lookups that are written by key, by these.
    func records(of lookups: [OpenLookup]) throws -> [Reference] {
        var found: [Reference] = []
        for lookup in lookups {
            for value in lookup.values {
                for target in lookup.targets {
                    let known =
                        value.isGUID
                        ? try store.record(withID: value, company: company)
                        : try store.record(of: target.table, withKey: value, company: company)
                    guard let known, known.entity.isSameName(as: target.table) else { continue }
                    found.append(
                        Reference(
                            table: target.table, keyField: target.keyField, key: known.key,
                            id: known.id, name: known.name ?? known.key))
                }
            }
        }
        return found
    }

    /// Whether the records that the lookup points to arrive some day.
    func awaits(_ lookup: OpenLookup) -> Bool {
        lookup.targets.contains { arriving.contains($0.table.foldedName) }
    }
}

extension EntitySchema {
    /// The one field by which people and the other system know the record, besides its id.
    var businessKey: String? { alternateKeys.first { $0.count == 1 }?.first }

    /// The field by which Sales shows the record in lookups; nil where the schema has none of the usual
    /// names.
    var nameField: String? {
        ["name", "fullname"].first { field(named: $0) != nil }
    }
}

extension Configuration {
    /// The tables of Sales that templates which are on begin with.
    var tablesReadFromSales: [String] {
        (templates + companyTemplates).flatMap(\.template.tasks).map { $0.legs[0].source }
            .filter { $0.environment == .sales }
            .compactMap { schemas.schema(.sales, named: $0.entity)?.name }
    }
}

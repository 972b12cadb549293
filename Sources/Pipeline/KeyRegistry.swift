import Mapping
import Records
import Schemas
import Store

/// What lookups of Sales stand for: the store's memory of ids and business keys, for one company.
///
/// Lookups are resolved in this order: the field, if the file carries it itself; a record of the
/// package or of references.csv; a record that passed before, in this package or an earlier one. Of
/// those that passed only the business key and the id are remembered, no other field.
struct KeyRegistry {
    let store: CommonDataStore
    let company: String
    private let otherCompanies: [String]
    let schemas: SchemaCatalogue
    /// The tables of Sales that templates read or fill: records of these arrive some day.
    private let arriving: Set<String>
    let former: FormerRecords
    /// Whether records of the table that the task reads were known when it began.
    private(set) var knewRecords = false
    /// Those that templates read, and those that they deliver by the business key.
    private let arrivingByKey: Set<String>
    /// How to have the records of other tables remembered, by their folded names; for messages.
    private let idle: [String: String]

    /// Nil without a store or a company.
    init?(hub: Hub?, configuration: Configuration, legalEntity: String?) {
        guard let hub, let legalEntity else { return nil }
        store = hub.store
        company = legalEntity
        former = FormerRecords(hub.store, company: legalEntity)
        schemas = configuration.schemas
        otherCompanies = configuration.companies.filter {
            !$0.isSameName(as: legalEntity)
        }
        let read = configuration.tablesReadFromSales
        arriving = Set((read + configuration.tablesFilledInSales).map(\.foldedName))
        arrivingByKey = Set((read + configuration.tablesDeliveredByKey).map(\.foldedName))
        idle = configuration.waysToTakeTables(of: legalEntity)
    }

    /// Comes before the records of a table of Sales.
    mutating func begin(with schema: EntitySchema) throws {
        knewRecords = try store.knowsRecords(of: schema.name, company: company)
    }

    /// True when the key of a record with that id is known, had the record ever come with both.
    func learnsKey(ofID id: String, _ schema: EntitySchema) -> Bool {
        schema.environment == .sales && schema.businessKey != nil && id.asIdentifier.isGUID
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

    /// The number for an id of one of the tables that a lookup leads to, or the ids for a number, where
    /// they are known.
    func otherForms(of text: String, _ targets: [OpenLookup.Target]) throws -> [String] {
        let tables = targets.compactMap(schema(of:)).map(\.name)
        if text.isEmpty || tables.isEmpty { return [] }
        guard text.isGUID else {
            return try tables.compactMap { try record(ofTable: $0, withKey: text)?.id }
        }
        guard let known = try record(withID: text), tables.contains(where: known.entity.isSameName)
        else { return [] }
        return [known.key]
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
            for target in lookup.targets {
                guard let schema = schema(of: target) else { continue }
                for value in lookup.values {
                    if let record = try record(value, of: schema, for: target) {
                        found.append(record)
                    }
                }
            }
        }
        return found
    }

    /// The record that a value of a lookup stands for, by the field behind the lookup.
    private func record(
        _ value: String, of schema: EntitySchema, for target: OpenLookup.Target
    ) throws -> Reference? {
        let known =
            value.isGUID
            ? try store.record(withID: value, company: company)
            : try store.record(of: schema.name, withKey: value, company: company)
        guard let known, known.entity.isSameName(as: schema.name) else { return nil }
        let isKey = schema.businessKey?.isSameName(as: target.keyField) == true
        return Reference(
            table: target.table, keyField: target.keyField, key: isKey ? known.key : known.id,
            id: known.id, name: known.name ?? known.key)
    }

    /// The ids among the lookup's values whose records are not known and arrive some day.
    func awaited(_ lookup: OpenLookup, besides known: Set<String>) throws -> Set<String> {
        let comes = lookup.targets.contains { target in
            schema(of: target).map { arriving.contains($0.name.foldedName) } == true
        }
        guard comes else { return [] }
        let ids = lookup.values.filter { $0.isGUID && !known.contains($0) }
        // Of a record that is known without the field there is nothing more to come.
        return Set(try ids.filter { try record(withID: $0) == nil })
    }

    /// Which values of a destination's lookup are keys whose records are not known and come some day; nil
    /// where none can. The keys of the records of `known` need not be looked for.
    func awaitedKeys(
        of lookup: OpenLookup, knowing known: Set<String>
    ) throws -> AwaitedKeys? {
        let targets = lookup.targets.compactMap { target in
            schema(of: target).map { (target: target, schema: $0) }
        }
        let coming = targets.filter { arrivingByKey.contains($0.schema.name.foldedName) }
        if coming.isEmpty { return nil }
        let values = try lookup.values.filter { value in
            if known.contains(value) { return false }
            return try targets.allSatisfy {
                try record(value, of: $0.schema, for: $0.target) == nil
            }
        }
        return AwaitedKeys(
            lookup: lookup, tables: coming.map(\.schema.name),
            label: coming.map(\.target.table).joined(separator: " or "), values: Set(values))
    }

    /// Says of lookups that found no record what would let them find one, where the templates that take
    /// the records are off, or where they pass and their schema names no key by which p2c could remember
    /// them.
    func explain(_ issues: inout [RowIssue], lookupsOf tables: [EntitySchema]) {
        var remedies: [String: String?] = [:]
        for index in issues.indices
        where issues[index].code.id == IssueCode.referenceNotFound.id {
            guard issues[index].remedy == nil, let field = issues[index].field else { continue }
            let remedy = remedies[field] ?? remedy(ofLookup: field, of: tables)
            remedies[field] = .some(remedy)
            issues[index].remedy = remedy
        }
    }

    private func remedy(ofLookup field: String, of tables: [EntitySchema]) -> String? {
        for target in tables.flatMap({ lookupTargets(of: field, in: $0) }) {
            guard let schema = schemas.schema(.sales, named: target.table) else { continue }
            let isArriving = arriving.contains(schema.name.foldedName)
            if !isArriving, let way = idle[schema.name.foldedName],
                schema.remembers(target.keyField)
            {
                return
                    "\(way): p2c remembers no records of \(schema.name), because no template that "
                    + "is on takes them. Then drop both files again; or add the record to references.csv"
            }
            guard isArriving, schema.alternateKeys.isEmpty,
                schema.primaryKey.first.map(target.keyField.isSameName) != true
            else { continue }
            return "Add \"p2c:alternateKeys\": [[\"\(target.keyField)\"]] to the schema of "
                + "\(schema.name) in schemas/sales/, so that p2c knows the records that passed by that "
                + "field, and drop both files again; or add the record to references.csv"
        }
        return nil
    }

    /// What describes the records of the target, where the field behind the lookup is remembered.
    private func schema(of target: OpenLookup.Target) -> EntitySchema? {
        guard let schema = schemas.schema(.sales, named: target.table),
            schema.remembers(target.keyField)
        else { return nil }
        return schema
    }
}

/// Values of a destination's lookup that name records which are not known yet.
struct AwaitedKeys {
    var lookup: OpenLookup
    /// One of these tables of Sales will have the record.
    var tables: [String]
    /// The tables as the template writes them.
    var label: String
    var values: Set<String>
}

extension EntitySchema {
    /// The field by which Sales shows the record in lookups; nil where the schema has none of the usual
    /// names.
    var nameField: String? {
        ["name", "fullname"].first { field(named: $0) != nil }
    }
}

extension Configuration {
    /// The tables of Sales that templates which are on begin with.
    var tablesReadFromSales: [String] {
        salesTables((templates + companyTemplates).flatMap(\.template.tasks).map(\.legs[0].source))
    }

    /// The tables of Sales that templates which are on end with.
    var tablesFilledInSales: [String] {
        let tasks = (templates + companyTemplates).flatMap(\.template.tasks)
        return salesTables(tasks.map { $0.legs[$0.legs.count - 1].destination })
    }

    /// For each table of Sales that only templates take which do not run for the company: which ones to
    /// let run, as a command.
    func waysToTakeTables(of legalEntity: String) -> [String: String] {
        var names: [String: [String]] = [:]
        for entry in knownTemplates + excludedTemplates
        where !templates.contains(where: { $0.folder == entry.folder }) {
            let ends = entry.template.tasks.flatMap {
                [$0.legs[0].source] + $0.legs.map(\.destination)
            }
            for table in salesTables(ends).uniqued {
                names[table.foldedName, default: []].append("\"\(entry.template.name)\"")
            }
        }
        let isOfProjects = projects.contains { $0.covers(legalEntity) }
        return names.mapValues { names in
            let list = names.joined(separator: " or ")
            return isOfProjects
                ? "Add \(list) to a project of \(legalEntity) in p2c.json" : "Switch \(list) on"
        }
    }

    private func salesTables(_ entities: [EntityReference]) -> [String] {
        entities.filter { $0.environment == .sales }
            .compactMap { schemas.schema(.sales, named: $0.entity)?.name }
    }

    /// The tables of Sales of which templates that are on deliver records by the business key, so that
    /// their ids are known from then on.
    var tablesDeliveredByKey: [String] {
        (templates + companyTemplates).flatMap(legsToSales).compactMap { leg, schema in
            guard let key = schema.businessKey, leg.integrationKey.count == 1,
                leg.integrationKey[0].isSameName(as: key)
            else { return nil }
            return schema.name
        }
    }
}

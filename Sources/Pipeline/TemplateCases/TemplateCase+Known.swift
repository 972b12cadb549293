import Folders
import Mapping
import Records
import Store

extension TemplateCase {
    /// Puts the records of `known/` into CDS, as an earlier run would have brought them, also by
    /// templates that are not on. Blank values were never given.
    func keepKnownRecords(
        in store: CommonDataStore, _ configuration: Configuration,
        others: [Configuration.EnabledTemplate]
    ) throws {
        for name in try tableNames(in: "known") {
            let file = "\(path)/known/\(name).csv"
            let table = try EditedTable(Paths.read(file), file: file, needing: [])
            guard let (entity, key) = keptEntity(named: name, configuration) else {
                throw noLeg(fills: name, file: file, configuration, others: others)
            }
            for field in key where table.column(field) == nil {
                throw ViewError(
                    "\(file): the first line lacks the column \"\(field)\" of the integration key")
            }
            try check(table, file: file, entity: entity, configuration)
            try keep(table, as: entity, key: key, in: store)
        }
    }

    /// Throws at what would be kept and never be found: a column that the entity lacks, a record of an
    /// organization that no company of the case has.
    private func check(
        _ table: EditedTable, file: String, entity: String, _ configuration: Configuration
    ) throws(ViewError) {
        let schema = configuration.schemas.schema(.cds, named: entity)
        let names = schema?.fields.map(\.name) ?? []
        for name in table.columns where !names.has(name) {
            throw ViewError(
                "\(file): CDS \(entity) has no field \"\(name)\"."
                    + NearNames.hint(for: name, among: names) + " Correct the first line")
        }
        guard let column = table.column("Organization_OrganizationId") else { return }
        let known = configuration.organizations.map(\.cdsOrganization)
        for row in table.rows where !known.has(row.values[column]) {
            throw ViewError(
                "\(file):\(row.line): \"\(row.values[column])\" is no organization of the case, which "
                    + "has \(known.joined(separator: ", ")). Correct it, or give the case a p2c.json "
                    + "with that company")
        }
    }

    /// The entity of CDS, by its schema's name, and the key by which the template keeps it.
    private func keptEntity(
        named name: String, _ configuration: Configuration
    ) -> (entity: String, key: [String])? {
        guard let schema = configuration.schemas.schema(.cds, named: name) else { return nil }
        let leg = configuration.templates.lazy.compactMap {
            $0.template.leg(filling: schema, configuration.schemas)
        }.first
        return leg.map { (schema.name, $0.integrationKey) }
    }

    private func keep(
        _ table: EditedTable, as entity: String, key: [String], in store: CommonDataStore
    ) throws {
        var batch = RecordBatch(columns: table.columns.map { Column(name: $0, cells: []) })
        for row in table.rows {
            for (column, text) in row.values.enumerated() {
                let cell = text.isEmpty ? Cell.absent : batch.append(text.utf8)
                batch.columns[column].cells.append(cell)
            }
            batch.positions.append(RecordPosition(byte: 0, line: UInt32(row.line)))
        }
        let run = try store.beginRun(
            source: "known/\(entity).csv", legalEntity: nil, configuration: "",
            started: Self.time)
        try store.beginPackage(run)
        _ = try store.upsert(
            entity, key: key, batch: &batch,
            fates: [RowFate](repeating: .kept, count: batch.rowCount))
        try store.commitPackage(RunResult(outcome: .completed), publications: [])
        try store.close(run, finished: Self.time)
    }
}

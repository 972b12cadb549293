import Formats
import Records
import Schemas

/// The tables of Sales in a package that no task takes, such as products: of their records the ids and
/// business keys are learnt, because lookups of this package and of later ones lead to them.
struct UntakenTables {
    let package: SourcePackage
    let configuration: Configuration
    let legalEntity: String?
    let registry: KeyRegistry
    let observer: Observer

    /// Learns what the entity has, within the package transaction, and says so in words: `2 ids learnt`.
    /// Nil where there is nothing to learn. What cannot be read holds the package up no more than the
    /// entity does that is not converted.
    func learn(_ entity: PackageEntity) throws -> String? {
        guard let schema = configuration.schema(for: entity, of: package),
            schema.environment == .sales, schema.businessKey != nil
        else { return nil }
        do {
            let count = try learn(entity, as: schema)
            return count == 0 ? nil : "\(count) id\(count == 1 ? "" : "s") learnt"
        } catch let error as FormatError {
            return "its ids cannot be read: \(error.issue.detail)"
        }
    }

    private func learn(_ entity: PackageEntity, as schema: EntitySchema) throws -> Int {
        let reader = try package.makeReader(for: entity)
        var others = OtherCompanies(than: legalEntity, configuration: configuration)
        var checker: SchemaChecker?
        var count = 0
        while var batch = try reader.next() {
            if observer.shouldStop() { throw PipelineError.stopped }
            var fates = [RowFate](repeating: .kept, count: batch.rowCount)
            var issues: [RowIssue] = []
            others?.setAside(batch, of: schema, fates: &fates, issues: &issues)
            let canonical =
                checker ?? SchemaChecker(schema: schema, columns: batch.columns.map(\.name))
            checker = canonical
            // A record that breaks a rule has its id and key all the same.
            var checked = fates
            canonical.check(&batch, fates: &checked, issues: &issues)
            count += try registry.learn(batch, of: schema, fates: fates).count
        }
        return count
    }
}

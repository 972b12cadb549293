import Formats
import Records
import Schemas

/// The records of one entity of a file with every value in the canonical form of its field, so that
/// `1` and `1.0` are one value. What breaks a rule of the schema stays as it is.
final class CanonicalRecords {
    let entity: PackageEntity
    /// Nil where no schema describes the entity.
    let schema: EntitySchema?
    private let reader: any RecordReader
    private var checker: SchemaChecker?

    init(_ entity: PackageEntity, of package: SourcePackage, schema: EntitySchema?) throws {
        self.entity = entity
        self.schema = schema
        reader = try package.makeReader(for: entity)
    }

    /// What people call the entity.
    var label: String { schema?.label ?? entity.name }

    /// Nil after the last.
    func next() throws -> RecordBatch? {
        guard var batch = try reader.next() else { return nil }
        if let unreadable = batch.unreadable.first { throw FormatError(unreadable.issue) }
        guard let schema else { return batch }
        let checker =
            self.checker
            ?? SchemaChecker(schema: schema, columns: batch.columns.map(\.name))
        self.checker = checker
        var fates = [RowFate](repeating: .kept, count: batch.rowCount)
        var issues: [RowIssue] = []
        checker.check(&batch, fates: &fates, issues: &issues)
        return batch
    }

    /// The fields by which people know a record, as far as the file has them all: a business key, the
    /// primary key, what is left of it without the company, another key.
    func keyFields(in batch: RecordBatch) -> [String] {
        guard let schema else { return [] }
        let primary = schema.primaryKey.filter { batch.columnIndex(named: $0) != nil }
        let candidates =
            (schema.businessKey.map { [[$0]] } ?? []) + [schema.primaryKey, primary]
            + schema.alternateKeys
        return candidates.first { fields in
            !fields.isEmpty && fields.allSatisfy { batch.columnIndex(named: $0) != nil }
        } ?? []
    }
}

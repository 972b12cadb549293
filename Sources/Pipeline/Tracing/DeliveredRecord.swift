import Formats
import Records
import Store

/// A record as a delivered package has it.
enum DeliveredRecord {
    /// The values by their folded names of the record with that key in one of the files; nil when none
    /// has it.
    static func values(
        of schema: EntitySchema, keyFields: [String], key: [UInt8], in files: [String],
        configuration: Configuration
    ) throws -> [String: FieldValue]? {
        for file in files {
            let package = try SourcePackage.open(
                path: file, name: fileName(of: file), limits: configuration.limits,
                formats: configuration.formats)
            for entity in package.entities
            where entity.hasFile && entity.isOne(of: schema, in: package.kind) {
                let records = try CanonicalRecords(entity, of: package, schema: schema)
                while let batch = try records.next() {
                    var text = KeyText(columns: keyFields, of: batch)
                    for row in 0..<batch.rowCount {
                        text.read(row, of: batch)
                        if text.bytes == key { return values(of: row, in: batch) }
                    }
                }
            }
        }
        return nil
    }

    private static func values(of row: Int, in batch: RecordBatch) -> [String: FieldValue] {
        Dictionary(
            batch.columns.map { ($0.name.foldedName, FieldValue($0.cells[row], in: batch)) },
            uniquingKeysWith: { first, _ in first })
    }
}

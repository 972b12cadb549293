import Records
import Store

/// The keys of one entity of one package, across all its files: which record has none, which has that
/// of an earlier one, and which is equal to an earlier one altogether.
///
/// A primary key may be blank in part but not as a whole, as frictionless has it. A unique or an
/// alternate key counts only where all its parts have values: what is blank equals nothing. A key
/// that the file does not have all columns of is not looked at. Records that have no key at all are
/// compared field by field.
final class EntityKeys {
    private enum Kind { case primary, unique, alternate }

    private struct Key {
        var kind: Kind
        var fields: [String]
        var mayBeBlank: Bool
        var seen: SeenKeys
    }

    private let keys: [Key]
    private let company: String?
    private let records: SeenKeys
    private var files = NumberedFiles()

    init(_ schema: EntitySchema, keysInMemory: Int) {
        var keys: [Key] = []
        func add(_ fields: [String], _ kind: Kind) {
            let isKnown = keys.contains { $0.fields.map(\.foldedName) == fields.map(\.foldedName) }
            if fields.isEmpty || isKnown { return }
            keys.append(
                Key(
                    kind: kind, fields: fields,
                    mayBeBlank: Self.mayBeBlank(fields.compactMap(schema.field)),
                    seen: SeenKeys(keysInMemory: keysInMemory)))
        }
        add(schema.primaryKey, .primary)
        for fields in schema.uniqueKeys { add(fields, .unique) }
        for fields in schema.alternateKeys { add(fields, .alternate) }
        self.keys = keys
        company = schema.companyField
        records = SeenKeys(keysInMemory: keysInMemory)
    }

    /// Sales gives its ids itself, and a required field that is blank was told of.
    private static func mayBeBlank(_ fields: [Field]) -> Bool {
        fields.allSatisfy { $0.type == .guid } || fields.contains(where: \.isRequired)
    }

    /// Makes room for about that many records.
    func makeRoom(for expected: Int, columns: RecordBatch) {
        for key in keys where hasColumns(of: key, columns) { key.seen.makeRoom(for: expected) }
    }

    /// The records that follow are of that file.
    func begin(_ file: String) { files.begin(file) }

    /// Checks all records of a batch, also those that break another rule.
    func check(_ batch: RecordBatch, issues: inout [RowIssue]) throws(StoreError) {
        let before = files.before(batch)
        files.count(batch)
        var hasNoKey = [Bool](repeating: true, count: batch.rowCount)
        for key in keys where hasColumns(of: key, batch) {
            var noted = SeenKeys.Noted()
            var text = KeyText(columns: key.fields, of: batch, company: company)
            for row in 0..<batch.rowCount {
                text.read(row, of: batch)
                if key.kind == .primary ? !text.isBlank : text.isComplete {
                    noted.append(text.bytes, of: row)
                    hasNoKey[row] = false
                } else if key.kind == .primary && !key.mayBeBlank {
                    issues.append(Self.blank(row, key.fields))
                    hasNoKey[row] = false
                }
            }
            for (row, first) in try key.seen.insert(noted, before: before) {
                issues.append(repeated(row, key, first: first))
            }
        }
        let rows = hasNoKey.indices.filter { hasNoKey[$0] }
        guard !rows.isEmpty else { return }
        for (row, first) in try records.insertRecords(of: batch, rows: rows, before: before) {
            issues.append(
                RowIssue(
                    row: row, field: nil, code: .duplicateRecord,
                    detail: "\(files.place(of: first)) is equal in every field"))
        }
    }

    private func hasColumns(of key: Key, _ batch: RecordBatch) -> Bool {
        key.fields.allSatisfy { batch.columnIndex(named: $0) != nil }
    }

    @inline(never)
    private static func blank(_ row: Int, _ fields: [String]) -> RowIssue {
        RowIssue(
            row: row, field: fields.first, code: .blankKey,
            detail: fields.joined(separator: ", ")
                + (fields.count == 1 ? " is blank" : " are blank"))
    }

    @inline(never)
    private func repeated(_ row: Int, _ key: Key, first: Int) -> RowIssue {
        RowIssue(
            row: row, field: key.fields.first,
            code: key.kind == .alternate ? .repeatedAlternateKey : .duplicateKey,
            detail: "\(files.place(of: first)) has the same \(key.fields.joined(separator: ", "))")
    }
}

extension EntitySchema {
    /// The column that says which company a record belongs to, in files that were exported across
    /// companies; nil for entities without companies.
    var companyField: String? {
        environment == .finops ? field(named: RecordCompanies.legalEntityField)?.name : nil
    }

    /// Tells schemas apart.
    var id: String { "\(environment.rawValue)/\(name.foldedName)" }
}

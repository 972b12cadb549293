import Formats
import Glibc
import Mapping
import Records
import Schemas

/// The file that tells the ids which records of the other system have there: currencies, units.
/// Columns: `table,keyField,key,id,name`.
enum ReferenceFile {
    private static let columns = ["table", "keyField", "key", "id", "name"]

    /// Throws where a row can be no reference,
    /// because a lookup by it would fail every night, or lead to nothing in Sales.
    static func read(_ path: String, schemas: SchemaCatalogue) throws(FormatError) -> [Reference] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw FormatError(
                Issue(.referencesUnusable, String(cString: strerror(errno)), file: path))
        }
        let source = FileBytes(descriptor: descriptor, name: path, closesDescriptor: true)
        let reader = CSVReader(source, file: path, dialect: Dialect())
        let names = try reader.columnNames()
        let indexes = columns.compactMap { column in names.firstIndex { $0.isSameName(as: column) }
        }
        guard indexes.count == columns.count else {
            throw FormatError(
                Issue(
                    .referencesUnusable,
                    "The first line must name the columns \(columns.joined(separator: ","))",
                    file: path))
        }
        var found = FoundReferences(schemas: schemas)
        while let batch = try reader.next() {
            if let bad = batch.unreadable.first { throw FormatError(bad.issue) }
            for row in 0..<batch.rowCount {
                let texts = indexes.map { batch.text(of: batch.columns[$0].cells[row]) ?? "" }
                let line = Int(batch.positions[row].line)
                let reference = Reference(
                    table: texts[0], keyField: texts[1], key: texts[2], id: texts[3],
                    name: texts[4])
                if let problem = found.add(reference, line: line) {
                    throw FormatError(
                        Issue(.referencesUnusable, problem, file: path, line: line))
                }
            }
        }
        return found.references
    }
}

/// The references of the rows so far.
private struct FoundReferences {
    let schemas: SchemaCatalogue
    private(set) var references: [Reference] = []
    private var earlier: [[String]: (id: String, line: Int)] = [:]
    private var units: [String: (key: String, line: Int)] = [:]

    init(schemas: SchemaCatalogue) { self.schemas = schemas }

    /// Takes a row. Returns what is wrong with it, if anything is.
    mutating func add(_ reference: Reference, line: Int) -> String? {
        if let problem = Self.problem(of: reference, in: schemas) { return problem }
        let identity = [reference.table, reference.keyField, reference.key].map(\.foldedName)
        let known = earlier[identity] ?? (reference.id, line)
        guard known.id.isSameName(as: reference.id) else {
            return
                "\"\(reference.key)\" of \(reference.table) has another id in line \(known.line). Two "
                + "records of one key cannot be told apart"
        }
        earlier[identity] = known
        if let problem = sharedUnit(reference, line: line) { return problem }
        references.append(reference)
        return nil
    }

    /// Other records may have several names; a business unit tells a company.
    private mutating func sharedUnit(_ reference: Reference, line: Int) -> String? {
        guard reference.table.isSameName(as: "businessunit") else { return nil }
        let owner = units[reference.id.foldedName] ?? (reference.key, line)
        units[reference.id.foldedName] = owner
        if owner.key.isSameName(as: reference.key) { return nil }
        return
            "\(reference.id) is the id of \"\(owner.key)\" in line \(owner.line) already. Two business "
            + "units have never one id"
    }

    private static func problem(of reference: Reference, in schemas: SchemaCatalogue) -> String? {
        var ignored: [UInt8] = []
        let id = Array(reference.id.utf8)
        if id.withUnsafeBufferPointer({ GUIDForm.canonicalize($0, into: &ignored) }) == .wrong {
            return "\"\(reference.id)\" is no GUID, which the id of a record in Sales is"
        }
        if let schema = schemas.schema(.sales, named: reference.table) {
            return keyFieldProblem(of: reference, in: schema)
        }
        let tables = schemas.lookupTables
        if tables.contains(where: { $0.isSameName(as: reference.table) }) { return nil }
        let hint = NearNames.hint(for: reference.table, among: tables)
        return "No schema of schemas/sales/ is of the table \"\(reference.table)\", and none has a "
            + "lookup to it" + (hint.isEmpty ? "" : "." + hint.dropLast())
    }

    private static func keyFieldProblem(
        of reference: Reference, in schema: EntitySchema
    ) -> String? {
        guard schema.field(named: reference.keyField) == nil else { return nil }
        let hint = NearNames.hint(for: reference.keyField, among: schema.fields.map(\.name))
        return "\(schema.name) has no field \"\(reference.keyField)\", the keyField of this row"
            + (hint.isEmpty ? "" : "." + hint.dropLast())
    }
}

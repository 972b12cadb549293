import Formats
import Glibc
import Mapping
import Records

/// The file that tells the ids which records of the other system have there: currencies, units.
/// Columns: `table,keyField,key,id,name`.
enum ReferenceFile {
    private static let columns = ["table", "keyField", "key", "id", "name"]

    /// `tables` are those of Sales that lookups may lead to. Throws where a row can be no reference,
    /// because a lookup by it would fail every night, or lead to nothing in Sales.
    static func read(_ path: String, tables: [String]) throws(FormatError) -> [Reference] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw FormatError(
                Issue(.referencesUnusable, String(cString: strerror(errno)), file: path))
        }
        let source = FileBytes(descriptor: descriptor, name: path, closesDescriptor: true)
        let reader = CSVReader(source, file: path, dialect: Dialect())
        var found: [Reference] = []
        while let batch = try reader.next() {
            if let bad = batch.unreadable.first { throw FormatError(bad.issue) }
            let indexes = columns.compactMap { batch.columnIndex(named: $0) }
            guard indexes.count == columns.count else {
                throw FormatError(
                    Issue(
                        .referencesUnusable,
                        "The first line must name the columns \(columns.joined(separator: ","))",
                        file: path))
            }
            for row in 0..<batch.rowCount {
                let texts = indexes.map { batch.text(of: batch.columns[$0].cells[row]) ?? "" }
                let reference = Reference(
                    table: texts[0], keyField: texts[1], key: texts[2], id: texts[3],
                    name: texts[4])
                if let problem = problem(of: reference, tables: tables) {
                    throw FormatError(
                        Issue(
                            .referencesUnusable, problem, file: path,
                            line: Int(batch.positions[row].line)))
                }
                found.append(reference)
            }
        }
        return found
    }

    private static func problem(of reference: Reference, tables: [String]) -> String? {
        var ignored: [UInt8] = []
        let id = Array(reference.id.utf8)
        if id.withUnsafeBufferPointer({ GUIDForm.canonicalize($0, into: &ignored) }) == .wrong {
            return "\"\(reference.id)\" is no GUID, which the id of a record in Sales is"
        }
        if tables.contains(where: { $0.isSameName(as: reference.table) }) { return nil }
        return "No schema of schemas/sales/ is of the table \"\(reference.table)\", and none has a "
            + "lookup to it." + NearNames.hint(for: reference.table, among: tables)
    }
}

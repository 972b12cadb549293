import Formats
import Glibc
import Mapping
import Records

/// The file that tells the ids which records of the other system have there: currencies, units.
/// Columns: `table,keyField,key,id,name`.
enum ReferenceFile {
    private static let columns = ["table", "keyField", "key", "id", "name"]

    static func read(_ path: String) throws(FormatError) -> [Reference] {
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
                found.append(
                    Reference(
                        table: texts[0], keyField: texts[1], key: texts[2], id: texts[3],
                        name: texts[4]))
            }
        }
        return found
    }
}

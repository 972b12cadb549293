import Formats
import Records

/// Everything that a reader says about a text.
struct CSVReading: Equatable, CustomStringConvertible {
    struct Record: Equatable {
        var values: [String?]
        var byte: Int
        var line: Int
    }

    struct Unreadable: Equatable {
        var code: String
        /// The line that the issue names.
        var line: Int
        var byte: Int
        var raw: String
    }

    var columns: [String] = []
    var records: [Record] = []
    var unreadable: [Unreadable] = []
    var warnings: Set<String> = []

    var rows: [[String?]] { records.map(\.values) }

    var description: String {
        (["columns \(columns)"] + records.map { "\($0)" } + unreadable.map { "\($0)" }
            + ["\(warnings.sorted())"]).joined(separator: "\n")
    }
}

/// Reads to the end and checks what every batch must be like.
func readCSV(
    _ bytes: [UInt8], dialect: Dialect = Dialect(), limits: ReadLimits = ReadLimits(),
    chunkSize: Int = .max, batchSize: Int = 128 << 10
) throws(FormatError) -> CSVReading {
    let reader = CSVReader(
        MemoryBytes(bytes, chunkSize: chunkSize), file: "a.csv", entity: "Things",
        dialect: dialect, limits: limits, batchSize: batchSize)
    var reading = CSVReading()
    reading.columns = try reader.columnNames()
    while let batch = try reader.next() {
        precondition(batch.firstRecord == reading.records.count, "Batches follow each other")
        precondition(batch.columns.map(\.name) == reading.columns, "Batches have the same columns")
        for row in 0..<batch.rowCount {
            reading.records.append(
                .init(
                    values: batch.columns.map { batch.text(of: $0.cells[row]) },
                    byte: Int(batch.positions[row].byte), line: Int(batch.positions[row].line)))
        }
        for record in batch.unreadable {
            reading.unreadable.append(
                .init(
                    code: record.issue.code.id, line: record.issue.line!,
                    byte: Int(record.position.byte), raw: batch.text(of: record.raw)!))
        }
        reading.warnings.formUnion(reader.takeWarnings().map(\.code.id))
    }
    reading.warnings.formUnion(reader.takeWarnings().map(\.code.id))
    return reading
}

func readCSV(_ text: String, dialect: Dialect = Dialect()) throws(FormatError) -> CSVReading {
    try readCSV(Array(text.utf8), dialect: dialect)
}

/// What reading throws.
func csvError(
    _ bytes: [UInt8], dialect: Dialect = Dialect(), limits: ReadLimits = ReadLimits(),
    batchSize: Int = 128 << 10
) -> Issue? {
    do throws(FormatError) {
        _ = try readCSV(bytes, dialect: dialect, limits: limits, batchSize: batchSize)
        return nil
    } catch {
        return error.issue
    }
}

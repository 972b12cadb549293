import Formats
import Records

/// The records of one entity that have errors, in full, as CSV with a reason column: to be mended and
/// checked again. Up to a limit they are held for the report; when there are more, all of them are in
/// a file beside it.
struct FailingRecords {
    /// What a report may still hold.
    struct Budget {
        var records: Int
        var bytes: Int
        /// How many files may still be made beside it.
        var files: Int
    }

    /// Makes the file for all records when there are too many: what writes into it, and its name.
    typealias MakeFile = () throws -> (sink: any ByteSink, name: String)

    private(set) var count = 0
    private(set) var embeddedCount = 0
    private(set) var embedded: [UInt8] = []
    private(set) var fileName: String?
    private var file: (any ByteSink)?
    /// There are too many files; further records are only counted.
    private var isCutOff = false
    private let columns: [String]
    private let makeFile: MakeFile

    /// So many records are encoded at once.
    private static let chunkSize = 64
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// `columns` as the file spells them.
    init(columns: [String], makeFile: @escaping MakeFile) throws {
        self.columns = columns + [ReturnPackage.reasonField]
        self.makeFile = makeFile
        // Excel takes a file without the mark for one in the code page of the machine.
        embedded = Self.byteOrderMark + (try encode(RecordBatch(), rows: [], withHeader: true))
    }

    /// Takes the rows as they were read, then the unreadable records of the batch.
    mutating func take(
        _ batch: RecordBatch, rows: [Int], reasons: [Int: String], budget: inout Budget
    ) throws {
        try takeRows(of: batch, rows: rows, reasons: reasons, budget: &budget)
        for record in batch.unreadable {
            try take(record, raw: batch.text(of: record.raw) ?? "", budget: &budget)
        }
    }

    private mutating func takeRows(
        of batch: RecordBatch, rows: [Int], reasons: [Int: String], budget: inout Budget
    ) throws {
        guard !rows.isEmpty else { return }
        var batch = batch
        var cells = [Cell](repeating: .null, count: batch.rowCount)
        for row in rows {
            let reason = "line \(batch.positions[row].line): \(reasons[row] ?? "")"
            cells[row] = batch.append(reason.utf8)
        }
        batch.columns.append(Column(name: ReturnPackage.reasonField, cells: cells))
        var start = 0
        while start < rows.count {
            let most = file == nil && budget.records > 0 ? budget.records : Self.chunkSize
            let end = min(start + min(Self.chunkSize, most), rows.count)
            let bytes = try encode(batch, rows: Array(rows[start..<end]))
            try place(bytes, records: end - start, budget: &budget)
            start = end
        }
    }

    /// A record that could not be cut into fields has its text behind the reason.
    private mutating func take(
        _ record: UnreadableRecord, raw: String, budget: inout Budget
    ) throws {
        let issue = record.issue
        let reason =
            "line \(record.position.line): \(issue.code.id) \(issue.detail). The record: \(raw)"
        var batch = RecordBatch()
        batch.positions = [record.position]
        batch.columns = columns.map { Column(name: $0, cells: [.null]) }
        batch.columns[columns.count - 1].cells = [batch.append(reason.utf8)]
        try place(try encode(batch, rows: [0]), records: 1, budget: &budget)
    }

    private mutating func place(
        _ bytes: [UInt8], records: Int, budget: inout Budget
    ) throws {
        count += records
        if file == nil, !isCutOff, records <= budget.records, bytes.count <= budget.bytes {
            embedded += bytes
            embeddedCount += records
            budget.records -= records
            budget.bytes -= bytes.count
            return
        }
        if file == nil, !isCutOff {
            isCutOff = budget.files == 0
            if !isCutOff { try beginFile(&budget) }
        }
        try file?.write(bytes)
    }

    private mutating func beginFile(_ budget: inout Budget) throws {
        budget.files -= 1
        let made = try makeFile()
        (file, fileName) = (made.sink, made.name)
        try made.sink.write(embedded)
    }

    mutating func finish() throws {
        try file?.finish()
    }

    private func encode(
        _ batch: RecordBatch, rows: [Int], withHeader: Bool = false
    ) throws -> [UInt8] {
        let sink = MemorySink()
        var dialect = Dialect()
        if !withHeader { dialect.header = .none }
        let writer = try CSVWriter(
            sink, dialect: dialect, fieldNames: columns, file: "", bufferSize: 16 << 10)
        if !rows.isEmpty { try writer.write(batch, rows: rows) }
        try writer.finish()
        return sink.bytes
    }
}

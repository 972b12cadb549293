import CSystem
import Records

/// Writes records as delimited text in UTF-8.
///
/// Nothing, absent or null, becomes no text at all, and empty text becomes two qualifiers, so that
/// a reader can tell them apart. A value stands in qualifiers only where it must: for a delimiter,
/// qualifier or line break in it, or, unless told otherwise, a space at either end. For another
/// encoding and a byte order mark give it the sink that `DelimitedOutput` makes.
package final class CSVWriter: RecordWriter {
    private let sink: any ByteSink
    let dialect: Dialect
    private let fieldNames: [String]
    private let file: String
    private let lineEnd: [UInt8]
    private var buffer: OutputBuffer
    private var block: RowBlock
    private var isAtStart = true
    private var recordCount = 0

    /// `file` stands in messages. The header, where the dialect has one, is written first.
    /// `quotesOuterSpaces` protects values from readers that trim them.
    package init(
        _ sink: any ByteSink, dialect: Dialect, fieldNames: [String], file: String,
        quotesOuterSpaces: Bool = true, bufferSize: Int = 256 << 10
    ) throws(FormatError) {
        precondition(dialect.contradiction == nil, "A dialect is checked where it is set")
        precondition(!fieldNames.isEmpty, "A file has a column at least")
        self.sink = sink
        self.dialect = dialect
        self.fieldNames = fieldNames
        self.file = file
        lineEnd = dialect.lineEnd.bytes
        buffer = OutputBuffer(
            dialect: dialect, quotesOuterSpaces: quotesOuterSpaces, size: bufferSize)
        block = RowBlock(width: fieldNames.count)
        try writeHeader()
    }

    /// Empty lines stand where the dialect has lines before the header.
    private func writeHeader() throws(FormatError) {
        guard case .line(let line) = dialect.header else { return }
        for _ in 1..<line { try sink.write(lineEnd) }
        isAtStart = line == 1
        var batch = RecordBatch()
        batch.columns = fieldNames.map { Column(name: $0, cells: [batch.append($0.utf8)]) }
        batch.positions = [RecordPosition(byte: 0, line: 1)]
        try write(batch, rows: [0])
        recordCount = 0
    }

    package func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError) {
        precondition(
            batch.columns.count == fieldNames.count, "A batch has the columns of the writer")
        var start = 0
        while start < rows.count {
            let end = min(start + block.rowsAtOnce, rows.count)
            block.fill(batch, rows[start..<end])
            try writeBlock(batch.bytes, records: end - start)
            start = end
        }
    }

    package func finish() throws(FormatError) {
        try flush()
        try sink.finish()
    }

    /// Appends a record that could not be read, as the file had it, and why: for quarantine files,
    /// whose last column is the reason. Without a reason it is the record alone.
    package func writeRaw(
        _ raw: some Collection<UInt8>, reason: String?
    ) throws(FormatError) {
        try flush()
        var line = Array(raw)
        try protectStart(of: line)
        if let reason {
            line.append(dialect.delimiter)
            line += reasonText(reason)
        }
        line += lineEnd
        try sink.write(line)
        recordCount += 1
    }

    private func reasonText(_ reason: String) -> [UInt8] {
        guard let qualifier = dialect.qualifier else {
            // Nothing can protect them, so they become spaces.
            return reason.utf8.map {
                p2c_is_special($0, dialect.delimiter, dialect.delimiter) ? 0x20 : $0
            }
        }
        let escape = dialect.escape ?? qualifier
        let text = reason.utf8.flatMap { $0 == qualifier || $0 == escape ? [escape, $0] : [$0] }
        return [qualifier] + text + [qualifier]
    }

    // MARK: Blocks of records

    private func writeBlock(_ bytes: [UInt8], records: Int) throws(FormatError) {
        var written = 0
        let width = fieldNames.count
        while written < records {
            let outcome = block.cells.withUnsafeBufferPointer { block in
                bytes.withUnsafeBufferPointer { bytes in
                    buffer.append(
                        UnsafeBufferPointer(rebasing: block[written * width..<records * width]),
                        of: bytes, width: width)
                }
            }
            written += outcome.records
            recordCount += outcome.records
            if let column = outcome.unwritable { throw needsQualifier(column) }
            if written < records { try makeRoom(outcome.roomWanted) }
        }
    }

    private func makeRoom(_ wanted: Int) throws(FormatError) {
        try flush()
        buffer.grow(to: wanted)
    }

    private func flush() throws(FormatError) {
        var failure: FormatError?
        buffer.withBytes { bytes in
            do throws(FormatError) {
                if !bytes.isEmpty { try protectStart(of: bytes) }
                try sink.write(bytes)
            } catch { failure = error }
        }
        if let failure { throw failure }
        buffer.removeAll()
    }

    /// Writes a byte order mark before a file whose first value begins with that character.
    private func protectStart(of bytes: some Sequence<UInt8>) throws(FormatError) {
        guard isAtStart else { return }
        isAtStart = false
        if !dialect.hasByteOrderMark, bytes.looksMarked {
            try sink.write(TextEncoding.utf8.byteOrderMark)
        }
    }

    private func needsQualifier(_ column: Int) -> FormatError {
        FormatError(
            Issue(
                .valueNeedsQualifier,
                "record \(recordCount + 1) has a delimiter or line break in "
                    + "\(fieldNames[column]), and the format has no text qualifier",
                file: file, record: recordCount + 1, field: fieldNames[column]))
    }
}

extension LineEnd {
    package var bytes: [UInt8] {
        switch self {
        case .crlf: [0x0D, 0x0A]
        case .lf: [0x0A]
        case .cr: [0x0D]
        }
    }
}

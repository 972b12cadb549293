import Records

/// Writes records as lines of one width, in UTF-8; for another encoding give it the sink that
/// `FixedWidthLayout.makeSink` makes.
///
/// A value stands at the start of its column, without the blanks around it, and blanks fill the
/// rest. Both kinds of nothing, and empty text, are blanks. A value that does not fit throws before
/// the file is completed.
package final class FixedWidthWriter: RecordWriter {
    private let sink: any ByteSink
    private let layout: FixedWidthLayout
    private let file: String
    private let lineEnd: [UInt8]
    /// Where the values of each of the layout's columns are in a batch; nil for nowhere.
    private let places: [Int?]
    private let columnCount: Int
    private var buffer: [UInt8] = []
    private var isAtStart = true
    private var recordCount = 0

    private static let bufferSize = 256 << 10

    /// `file` stands in messages. Throws when the layout lacks one of the fields; columns of the
    /// layout that are no field stay blank.
    package init(
        _ sink: any ByteSink, layout: FixedWidthLayout, fieldNames: [String], file: String
    ) throws(FormatError) {
        self.sink = sink
        self.layout = layout
        self.file = file
        lineEnd = layout.lineEnd?.bytes ?? []
        columnCount = fieldNames.count
        for name in fieldNames
        where !layout.fields.contains(where: { $0.name.isSameName(as: name) }) {
            throw FormatError(
                Issue(
                    .fixedColumnMissing,
                    "\(name) is none of " + layout.columnNames.joined(separator: ", "), file: file,
                    field: name))
        }
        places = layout.fields.map { field in
            fieldNames.firstIndex { $0.isSameName(as: field.name) }
        }
        appendHeader()
    }

    package func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError) {
        precondition(batch.columns.count == columnCount, "A batch has the columns of the writer")
        for row in rows {
            try append(batch, row)
            recordCount += 1
            if buffer.count >= Self.bufferSize { try flush() }
        }
    }

    /// Appends a record that could not be read, as the file had it.
    package func writeRaw(_ raw: some Collection<UInt8>) throws(FormatError) {
        buffer.append(contentsOf: raw)
        buffer += lineEnd
        recordCount += 1
        if buffer.count >= Self.bufferSize { try flush() }
    }

    package func finish() throws(FormatError) {
        try flush()
        try sink.finish()
    }

    private func flush() throws(FormatError) {
        if isAtStart, !layout.hasByteOrderMark, buffer.looksMarked {
            try sink.write(TextEncoding.utf8.byteOrderMark)
        }
        try sink.write(buffer)
        buffer.removeAll(keepingCapacity: true)
        isAtStart = false
    }

    /// Blank lines stand before the header; names that are too long for their columns are cut off.
    private func appendHeader() {
        guard case .line(let line) = layout.header else { return }
        for number in 1...line {
            var width = 0
            for field in layout.fields where number == line {
                appendBlanks(field.range.lowerBound - width)
                let name = String(
                    String.UnicodeScalarView(
                        field.name.unicodeScalars.prefix(field.range.count)))
                buffer += Array(name.utf8)
                width = field.range.lowerBound + name.unicodeScalars.count
            }
            appendBlanks(layout.width - width)
            buffer += lineEnd
        }
    }

    private func append(_ batch: RecordBatch, _ row: Int) throws(FormatError) {
        var width = 0
        for (index, place) in places.enumerated() {
            guard let place else { continue }
            let value = trimmed(batch.columns[place].cells[row].range, of: batch.bytes)
            if value.isEmpty { continue }
            let range = layout.fields[index].range
            appendBlanks(range.lowerBound - width)
            let (length, isWritable) = measure(value, of: batch.bytes)
            guard isWritable else { throw lineBreak(index) }
            guard length <= range.count else { throw tooLong(index, length) }
            buffer.append(contentsOf: batch.bytes[value])
            width = range.lowerBound + length
        }
        appendBlanks(layout.width - width)
        buffer += lineEnd
    }

    private func appendBlanks(_ count: Int) {
        buffer.append(contentsOf: repeatElement(0x20, count: count))
    }

    private func trimmed(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        while start < end, bytes[start] == 0x20 { start += 1 }
        return start..<end
    }

    /// How many characters the value has, and whether a line can hold it.
    private func measure(
        _ range: Range<Int>, of bytes: [UInt8]
    ) -> (length: Int, isWritable: Bool) {
        var length = 0
        var isWritable = true
        for at in range {
            let byte = bytes[at]
            if byte & 0xC0 != 0x80 { length += 1 }
            if byte == 0x0A || byte == 0x0D || byte == 0 { isWritable = false }
        }
        return (length, isWritable)
    }

    @inline(never)
    private func tooLong(_ index: Int, _ length: Int) -> FormatError {
        let field = layout.fields[index]
        return FormatError(
            Issue(
                .fixedValueTooLong,
                "\(field.name) of record \(recordCount + 1) has \(length) characters, its column "
                    + "\(field.range.count)", file: file, record: recordCount + 1,
                field: field.name))
    }

    @inline(never)
    private func lineBreak(_ index: Int) -> FormatError {
        let name = layout.fields[index].name
        return FormatError(
            Issue(
                .fixedValueWithLineBreak,
                "\(name) of record \(recordCount + 1) holds a line break or a NUL", file: file,
                record: recordCount + 1, field: name))
    }
}

extension FixedWidthLayout {
    /// A sink that takes UTF-8 and passes it on in the layout's encoding.
    package func makeSink(
        to sink: any ByteSink, name: String
    ) throws(FormatError) -> any ByteSink {
        try DelimitedOutput.makeSink(for: textDialect, to: sink, name: name)
    }

    /// A dialect of the same encoding in which nothing is quoted.
    var textDialect: Dialect {
        var dialect = Dialect()
        dialect.encoding = encoding
        dialect.hasByteOrderMark = hasByteOrderMark
        dialect.qualifier = nil
        return dialect
    }
}

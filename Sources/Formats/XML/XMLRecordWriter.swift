import Records

/// Writes an entity file as F&O does: one element a record, its fields as elements or as
/// attributes, names in upper case, no line breaks between them.
///
/// Null and empty text look the same in XML, as in F&O itself; an absent field is left out.
package final class XMLRecordWriter: RecordWriter {
    private let sink: any ByteSink
    private let file: String
    private let fieldNames: [String]
    private let parts: [Part]
    private let place: XMLEscaping.Place
    private let recordStart: [UInt8]
    private let recordEnd: [UInt8]
    private var output: [UInt8] = []
    private var recordCount = 0

    /// What surrounds the values of one field.
    private struct Part {
        var start: [UInt8]
        var end: [UInt8]
        /// The whole of a field without a value.
        var empty: [UInt8]
    }

    private static let flushBytes = 64 << 10

    /// `style` is one of the XML formats. Fails when a name cannot be the name of an XML element.
    package init(
        sink: any ByteSink, style: SourceFormat, entity: String, fieldNames: [String], file: String
    ) throws(FormatError) {
        self.sink = sink
        self.file = file
        self.fieldNames = fieldNames
        let inElements = style == .xmlElement
        place = inElements ? .element : .attribute
        let record = try Self.elementName(entity, file: file)
        recordStart = Array((inElements ? "<\(record)>" : "<\(record)").utf8)
        recordEnd = Array((inElements ? "</\(record)>" : " />").utf8)
        var parts: [Part] = []
        for name in fieldNames {
            parts.append(Self.part(try Self.elementName(name, file: file), inElements: inElements))
        }
        self.parts = parts
        output = [0xEF, 0xBB, 0xBF]
        output += "<?xml version=\"1.0\" encoding=\"utf-8\"?><Document>".utf8
    }

    package func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError) {
        precondition(
            batch.columns.count == parts.count, "The batch has the columns of the writer.")
        for row in rows {
            recordCount += 1
            output += recordStart
            for column in parts.indices {
                let cell = batch.columns[column].cells[row]
                if !cell.isAbsent { try append(cell, of: batch, column: column) }
            }
            output += recordEnd
            if output.count >= Self.flushBytes { try flush() }
        }
    }

    package func finish() throws(FormatError) {
        output += "</Document>".utf8
        try flush()
        try sink.finish()
    }

    private func append(_ cell: Cell, of batch: RecordBatch, column: Int) throws(FormatError) {
        guard cell.count > 0 else {
            output += parts[column].empty
            return
        }
        output += parts[column].start
        let isWritten = batch.bytes.withUnsafeBufferPointer { bytes in
            XMLEscaping.append(
                UnsafeBufferPointer(rebasing: bytes[cell.range]), at: place, to: &output)
        }
        guard isWritten else { throw unwritable(batch.bytes[cell.range], column: column) }
        output += parts[column].end
    }

    private func flush() throws(FormatError) {
        try sink.write(output)
        output.removeAll(keepingCapacity: true)
    }

    @inline(never)
    private func unwritable(_ text: ArraySlice<UInt8>, column: Int) -> FormatError {
        let character = text.withUnsafeBufferPointer { XMLEscaping.firstUnwritable(in: $0) }
        return FormatError(
            Issue(
                .xmlUnwritable, "The value holds \(XMLEscaping.name(of: character ?? 0))",
                file: file,
                record: recordCount, field: fieldNames[column]))
    }

    private static func part(_ name: String, inElements: Bool) -> Part {
        inElements
            ? Part(
                start: Array("<\(name)>".utf8), end: Array("</\(name)>".utf8),
                empty: Array("<\(name) />".utf8))
            : Part(
                start: Array(" \(name)=\"".utf8), end: [UInt8(ascii: "\"")],
                empty: Array(" \(name)=\"\"".utf8))
    }

    private static func elementName(_ name: String, file: String) throws(FormatError) -> String {
        let upper = name.uppercased()
        let isName =
            upper.unicodeScalars.first.map { $0.properties.isXIDStart || $0 == "_" } ?? false
        guard isName, upper.unicodeScalars.allSatisfy({ isNameScalar($0) }) else {
            throw FormatError(
                Issue(
                    .xmlUnwritableName,
                    "\(name.debugDescription) holds other characters than "
                        + "letters, digits and _", file: file, field: name))
        }
        return upper
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isXIDContinue || scalar == "-" || scalar == "."
    }
}

import Records

/// Writes records as a workbook of one sheet, in the way of F&O: every value a text inside its
/// cell, no cell for nothing, always the same bytes for the same records.
package final class ExcelRecordWriter: RecordWriter {
    /// Lets texts pass that are longer than Excel allows. Records that are given back must not be
    /// lost for the length of a value.
    var allowsLongTexts = false
    private let archive: ZipStream
    private let sheet: any ByteSink
    private let file: String
    private let fieldNames: [String]
    private let letters: [[UInt8]]
    private var output: [UInt8] = []
    private var rowNumber = 0
    /// The row's number and what follows it in a cell's reference.
    private var referenceEnd: [UInt8] = []

    private static let flushBytes = 64 << 10

    /// `sheetName` is one that Excel allows. `file` stands in messages.
    package init(
        sink: any ByteSink, sheetName: String, fieldNames: [String], file: String
    ) throws(FormatError) {
        guard fieldNames.count <= ExcelReference.columnLimit else {
            throw FormatError(
                Issue(
                    .excelTooManyColumns,
                    "there are \(fieldNames.count) columns, Excel ends at "
                        + "\(ExcelReference.columnLimit)", file: file))
        }
        self.file = file
        self.fieldNames = fieldNames
        letters = fieldNames.indices.map { Array(ExcelReference.letters(ofColumn: $0).utf8) }
        archive = ZipStream(sink, name: file)
        for (name, text) in ExcelSkeleton.parts(sheetName: sheetName) {
            let entry = try archive.addEntry(name)
            try entry.write(Array(text.utf8))
            try entry.finish()
        }
        sheet = try archive.addEntry(ExcelSkeleton.sheetPart)
        output += ExcelSkeleton.sheetStart.utf8
        try writeHeader()
    }

    package func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError) {
        precondition(
            batch.columns.count == fieldNames.count, "The batch has the columns of the writer.")
        for row in rows {
            try beginRow()
            for column in fieldNames.indices {
                let cell = batch.columns[column].cells[row]
                if cell.isText { try append(batch.bytes, cell.range, column: column) }
            }
            try endRow()
        }
    }

    /// Appends a record that could not be read, as its reader gave it, and why: the last column is
    /// the reason.
    func writeRaw(_ raw: some Collection<UInt8>, reason: String) throws(FormatError) {
        try beginRow()
        output += raw
        let reason = Array(reason.utf8)
        try append(reason, 0..<reason.count, column: fieldNames.count - 1)
        try endRow()
    }

    package func finish() throws(FormatError) {
        output += ExcelSkeleton.sheetEnd.utf8
        try flush()
        try sheet.finish()
        try archive.finish()
    }

    private func writeHeader() throws(FormatError) {
        try beginRow()
        for (column, name) in fieldNames.enumerated() {
            let bytes = Array(name.utf8)
            try append(bytes, 0..<bytes.count, column: column)
        }
        try endRow()
    }

    private func beginRow() throws(FormatError) {
        guard rowNumber < ExcelReference.rowLimit else {
            throw FormatError(
                Issue(
                    .excelTooManyRows, "Excel ends at row \(ExcelReference.rowLimit)", file: file))
        }
        rowNumber += 1
        referenceEnd = Array("\(rowNumber)\"".utf8)
        output += "<row r=\"".utf8
        output += referenceEnd
        output.append(UInt8(ascii: ">"))
    }

    private func endRow() throws(FormatError) {
        output += "</row>".utf8
        if output.count >= Self.flushBytes { try flush() }
    }

    private func append(
        _ bytes: [UInt8], _ range: Range<Int>, column: Int
    ) throws(FormatError) {
        if range.count > ExcelCellXML.textLimit, !allowsLongTexts {
            try checkLength(bytes, range, column: column)
        }
        output += "<c r=\"".utf8
        output += letters[column]
        output += referenceEnd
        bytes.withUnsafeBufferPointer {
            ExcelCellXML.appendText(UnsafeBufferPointer(rebasing: $0[range]), to: &output)
        }
    }

    private func checkLength(
        _ bytes: [UInt8], _ range: Range<Int>, column: Int
    ) throws(FormatError) {
        let length = bytes.withUnsafeBufferPointer {
            TextForm.utf16Length(UnsafeBufferPointer(rebasing: $0[range]))
        }
        guard length > ExcelCellXML.textLimit else { return }
        throw FormatError(
            Issue(
                .excelTextTooLong,
                "The value has \(length) characters, Excel ends at \(ExcelCellXML.textLimit)",
                file: file, record: rowNumber - 1, field: fieldNames[column]))
    }

    private func flush() throws(FormatError) {
        try sheet.write(output)
        output.removeAll(keepingCapacity: true)
    }
}

import Records

/// Reads the records of a worksheet. Its first row that is not blank names the columns.
///
/// Texts come as they are, numbers as plain decimals of the digits that Excel shows, dates in ISO
/// form, booleans as `true` and `false`, formulas by the value that was stored with them. A cell
/// that is not there is null. Rows and columns that are hidden are data; of merged cells the first
/// one has the value. Blank rows are passed over.
///
/// A record's line is the number of its row; its byte lies in the sheet's part of the workbook.
package final class ExcelRecordReader: RecordReader {
    private let parser: XMLParser
    private var assembler: ExcelRowAssembler
    private let file: String
    private let entity: String
    private var warnings: [Issue]
    private var isAtEnd = false

    init(
        _ sheet: any ByteSource, values: ExcelValues, file: String, entity: String,
        limits: ReadLimits, chunkBytes: Int, passedRows: Int = 0
    ) throws(FormatError) {
        self.file = file
        self.entity = entity
        parser = try XMLParser(sheet, file: file, limits: limits, chunkBytes: chunkBytes)
        warnings = parser.warnings
        assembler = ExcelRowAssembler(
            values: values, file: file, entity: entity, limits: limits, passedRows: passedRows)
    }

    package func next() throws(FormatError) -> RecordBatch? {
        guard !isAtEnd else { return nil }
        while true {
            if try assembler.takeSteps(of: parser.tape) { return assembler.takeBatch() }
            parser.tape.cutAll()
            assembler.taken = 0
            guard try parser.readOn() else { break }
        }
        isAtEnd = true
        guard assembler.header != nil else {
            throw FormatError(
                Issue(.excelNoHeader, "The sheet is empty", file: file, entity: entity))
        }
        warnings += assembler.summary()
        return assembler.hasRecords ? assembler.takeBatch() : nil
    }

    /// The columns, once the header was read.
    var columnNames: [String]? { header?.names }

    /// Nil until it was read.
    var header: ExcelHeader? { assembler.header }

    package func takeWarnings() -> [Issue] {
        defer { warnings = [] }
        return warnings
    }
}

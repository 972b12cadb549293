import Records

/// The integration key of a record as one text, in the form in which equal keys are equal bytes.
///
/// F&O and Sales compare keys without case and without trailing spaces. So each part loses its
/// trailing spaces and its ASCII letters become small; the parts are joined by the unit separator
/// 0x1F, and a separator inside a part is marked by 0x1E so that it stays one. A part that is null,
/// absent or has no column is blank. Letters beyond ASCII are compared as they are.
///
/// Where records belong to companies, the company stands before the key and a 0x1D behind it; a
/// record without a company has neither.
package struct KeyText {
    private static let separator: UInt8 = 0x1F
    private static let mark: UInt8 = 0x1E

    private static let companyEnd: UInt8 = 0x1D

    /// The company, where there is one, and the key.
    package private(set) var bytes: [UInt8] = []
    /// How many of the bytes are the company's.
    package private(set) var companyCount = 0
    private var parts = 0

    /// Not a single part has a text.
    package var isBlank: Bool { parts == 0 }
    /// Every part has a text.
    package var isComplete: Bool { parts == columns.count }
    /// The parts before the first that has no text, with what parts them from it; all bytes where every
    /// part has one.
    package var known: ArraySlice<UInt8> { bytes[..<knownCount] }
    private var knownCount = 0

    private let columns: [Int?]
    private let company: Int?

    /// The key of batches that have the columns of this one.
    package init(columns names: [String], of batch: RecordBatch, company: String? = nil) {
        precondition(!names.isEmpty, "An integration key has at least one part.")
        columns = names.map { batch.columnIndex(named: $0) }
        self.company = company.flatMap { batch.columnIndex(named: $0) }
    }

    /// Takes the key of that row.
    package mutating func read(_ row: Int, of batch: RecordBatch) {
        bytes.removeAll(keepingCapacity: true)
        if let company { append(batch.columns[company].cells[row], of: batch) }
        if !bytes.isEmpty { bytes.append(KeyText.companyEnd) }
        companyCount = bytes.count
        parts = 0
        for (part, column) in columns.enumerated() {
            if part > 0 { bytes.append(KeyText.separator) }
            if parts == part { knownCount = bytes.count }
            if let column { append(batch.columns[column].cells[row], of: batch) }
        }
        if isComplete { knownCount = bytes.count }
    }

    private mutating func append(_ cell: Cell, of batch: RecordBatch) {
        let start = bytes.count
        batch.bytes.withUnsafeBufferPointer { text in
            var range = cell.range
            while !range.isEmpty, text[range.upperBound - 1] == UInt8(ascii: " ") {
                range = range.dropLast()
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[range]))
        }
        guard bytes.count > start else { return }
        parts += 1
        var isPlain = true
        bytes.withUnsafeMutableBufferPointer { bytes in
            for index in start..<bytes.count {
                let byte = bytes[index]
                isPlain = isPlain && byte != KeyText.separator && byte != KeyText.mark
                bytes[index] = byte.asciiLowercased
            }
        }
        if !isPlain { markSeparators(from: start) }
    }

    private mutating func markSeparators(from start: Int) {
        let part = Array(bytes[start...])
        bytes.removeLast(part.count)
        for byte in part {
            if byte == KeyText.separator || byte == KeyText.mark { bytes.append(KeyText.mark) }
            bytes.append(byte)
        }
    }
}

import Records

/// The columns that a sheet's header row names.
struct ExcelHeader {
    /// The columns that batches have.
    private(set) var names: [String] = []
    /// By the columns of the sheet: the place in `names`, or `leftOut`.
    private(set) var places: [Int] = []
    /// The number of its row.
    let line: Int
    /// How many columns Sales keeps for itself.
    private(set) var privateCount = 0

    /// The place of a column that is not read.
    static let leftOut = -1
    /// The start of the names of the columns that "Export to Excel" of Sales hides.
    private static let privateStart = "(do not modify)"

    /// The header of these texts, one a column of the sheet. Blank ones at the end are no columns.
    init(_ texts: [String], line: Int, file: String, entity: String) throws(FormatError) {
        self.line = line
        var seen: [String: Int] = [:]
        func failure(_ code: IssueCode, _ detail: String) -> FormatError {
            FormatError(Issue(code, detail, file: file, entity: entity, line: line))
        }
        func cell(_ column: Int) -> String { "\(ExcelReference.letters(ofColumn: column))\(line)" }
        for (column, text) in texts.enumerated() {
            let name = Self.trimmed(text)
            if name.isEmpty {
                throw failure(.blankColumnName, "\(cell(column)) of the header has no name")
            }
            if let first = seen.updateValue(column, forKey: name.foldedName) {
                throw failure(
                    .duplicateColumnName,
                    "\(cell(first)) and \(cell(column)) are both named “\(name)”")
            }
            let isPrivate = name.foldedName.hasPrefix(Self.privateStart)
            if isPrivate { privateCount += 1 }
            if isPrivate || name.isSameName(as: reasonFieldName) {
                places.append(Self.leftOut)
            } else {
                places.append(names.count)
                names.append(name)
            }
        }
        if names.isEmpty { throw failure(.excelNoHeader, "Row \(line) names no column") }
    }

    /// Without what people and Excel put around names: spaces, line breaks, no-break spaces, quotes
    /// and stray byte order marks.
    private static func trimmed(_ text: String) -> String {
        let around: Set<Unicode.Scalar> = [
            " ", "\t", "\n", "\r", "\u{A0}", "\u{FEFF}", "\"",
        ]
        var scalars = Substring(text).unicodeScalars
        while let first = scalars.first, around.contains(first) { scalars.removeFirst() }
        while let last = scalars.last, around.contains(last) { scalars.removeLast() }
        return String(scalars)
    }
}

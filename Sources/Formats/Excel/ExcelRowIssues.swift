import Records

/// Says what is wrong with rows of a sheet.
struct ExcelRowIssues {
    let file: String
    let entity: String

    /// Why a row cannot be read.
    enum Reason {
        case cell(ExcelCell.Fault)
        /// A cell behind the last column that a sheet can have.
        case beyond
        /// Two cells in one place.
        case twice
    }

    struct Fault {
        var reason: Reason
        /// From 0.
        var column: Int
        var field: String?
        /// The start of what the cell holds.
        var text: String
    }

    func issue(_ fault: Fault, position: RecordPosition) -> Issue {
        let cell = "\(ExcelReference.letters(ofColumn: fault.column))\(position.line)"
        let (code, detail) = Self.words(fault, cell: cell)
        return Issue(
            code, detail, file: file, entity: entity, line: Int(position.line),
            byte: Int(position.byte), field: fault.field)
    }

    private static func words(_ fault: Fault, cell: String) -> (IssueCode, String) {
        switch fault.reason {
        case .beyond:
            (.excelBadReference, "a cell of row \(cell.filter(\.isNumber)) lies behind column XFD")
        case .twice: (.excelBadReference, "\(cell) stands in the row twice")
        case .cell(.error): (.excelErrorValue, "\(cell) is \(fault.text)")
        case .cell(.number): (.excelBadNumber, "\(cell) holds “\(fault.text)” as a number")
        case .cell(.date): (.excelBadDate, "\(cell) shows the number \(fault.text) as a date")
        case .cell(.missingText): (.excelBadText, "\(cell) wants the text number \(fault.text)")
        case .cell(.neverCalculated):
            (.excelFormulaWithoutValue, "\(cell) has a formula and no value")
        case .cell(.kind):
            (.excelBadCell, "\(cell) holds “\(fault.text)” in a way that is not known")
        }
    }

    @inline(never)
    func tooLong(line: Int, limit: Int) -> FormatError {
        FormatError(
            Issue(
                .excelRecordTooLong, "row \(line) has more than \(limit) bytes", file: file,
                entity: entity, line: line))
    }

    @inline(never)
    func tooManyColumns(_ count: Int, line: Int, limit: Int) -> FormatError {
        FormatError(
            Issue(
                .excelTooManyColumns, "the header has \(count) columns, the limit is \(limit)",
                file: file, entity: entity, line: line))
    }
}

/// What is counted over a whole sheet, to be said once.
struct ExcelTally {
    enum Kind: Int, CaseIterable {
        case misnumberedRow, unnamedColumn, lostDigits
    }

    private var counts = [Int](repeating: 0, count: Kind.allCases.count)
    private var firsts = [(line: Int, column: Int)](
        repeating: (0, 0), count: Kind.allCases.count)

    mutating func note(_ kind: Kind, line: Int, column: Int = 0) {
        if counts[kind.rawValue] == 0 { firsts[kind.rawValue] = (line, column) }
        counts[kind.rawValue] += 1
    }

    func issues(_ place: ExcelRowIssues, privateColumns: Int) -> [Issue] {
        var issues = Kind.allCases.compactMap { kind -> Issue? in
            let count = counts[kind.rawValue]
            guard count > 0 else { return nil }
            let first = firsts[kind.rawValue]
            let cell = "\(ExcelReference.letters(ofColumn: first.column))\(first.line)"
            let (code, detail) =
                switch kind {
                case .misnumberedRow:
                    (IssueCode.excelRowNumbers, "\(count) × row number, first in row \(first.line)")
                case .unnamedColumn:
                    (.excelValuesWithoutColumn, "\(count) × cell, first \(cell)")
                case .lostDigits:
                    (.excelDigitsLost, "\(count) × number, first in \(cell)")
                }
            return Issue(
                code, detail, file: place.file, entity: place.entity, line: first.line)
        }
        if privateColumns > 0 {
            issues.append(
                Issue(
                    .excelColumnsLeftOut, "\(privateColumns) × column “(Do Not Modify) …”",
                    file: place.file, entity: place.entity))
        }
        return issues
    }
}

import Records

/// What the value of a lookup turned out to be.
enum LookupOutcome: Equatable {
    case blank
    case record(Int)
    case ambiguous
    case unknown

    /// From the number that a table of a `LookupTable` gave.
    init(_ number: Int?) {
        self =
            switch number {
            case nil: .unknown
            case LookupTable.ambiguous: .ambiguous
            case .some(let number): .record(number)
            }
    }
}

/// Finds the records behind the cells of a lookup in the source, by id or by name.
struct LookupColumns: Sendable {
    /// The lookup's own column: an id or a name.
    let valueColumn: Int?
    /// The companion that Configuration Migration packages have: always a name.
    let nameColumn: Int?

    /// Nil when the file has neither column of `base`.
    init?(_ base: String, among columns: ColumnIndex) {
        valueColumn = columns[base]
        nameColumn = columns[base + ReferenceResolver.nameSuffix]
        if valueColumn == nil && nameColumn == nil { return nil }
    }

    /// One outcome a row; the rows that are not kept are not looked up.
    func outcomes(
        of columns: [Column], in bytes: Span<UInt8>, table: LookupTable, fates: [RowFate]
    ) -> [LookupOutcome] {
        var outcomes = Array(repeating: LookupOutcome.blank, count: fates.count)
        for row in fates.indices where fates[row].isKept {
            let value = valueColumn.map { columns[$0].cells[row] } ?? .absent
            let name = nameColumn.map { columns[$0].cells[row] } ?? .absent
            outcomes[row] = Self.outcome(value, name, in: bytes, table: table)
        }
        return outcomes
    }

    /// True where the record has neither the lookup nor its companion.
    func areAbsent(_ row: Int, of columns: [Column]) -> Bool {
        [valueColumn, nameColumn].allSatisfy { $0.map { columns[$0].cells[row].isAbsent } ?? true }
    }

    /// The cell whose text stands for the record in messages.
    func shownCell(of columns: [Column], row: Int, in bytes: [UInt8]) -> Cell {
        let cells = [valueColumn, nameColumn].compactMap { $0.map { columns[$0].cells[row] } }
        return cells.first { !$0.isBlank(in: bytes.span) } ?? .null
    }

    private static func outcome(
        _ value: Cell, _ name: Cell, in bytes: Span<UInt8>, table: LookupTable
    ) -> LookupOutcome {
        var outcome = LookupOutcome.blank
        if !value.isBlank(in: bytes) {
            let id = value.rangeWithoutBraces(in: bytes)
            let number =
                table.keysByID.value(of: id, in: bytes)
                ?? table.keysByName.value(of: value.range, in: bytes)
            outcome = LookupOutcome(number)
        }
        guard outcome == .blank || outcome == .unknown, !name.isBlank(in: bytes) else {
            return outcome
        }
        return LookupOutcome(table.keysByName.value(of: name.range, in: bytes))
    }
}

extension Cell {
    /// The text's range without the braces that some write round a GUID.
    fileprivate func rangeWithoutBraces(in bytes: Span<UInt8>) -> Range<Int> {
        guard count >= 2, bytes[range.lowerBound] == UInt8(ascii: "{"),
            bytes[range.upperBound - 1] == UInt8(ascii: "}")
        else { return range }
        return range.lowerBound + 1..<range.upperBound - 1
    }
}

/// Texts of references that a batch holds already, so that each is appended once.
struct PlacedReferences {
    private let table: LookupTable
    private let text: (Reference) -> String
    private var cells: [Int: Cell] = [:]

    init(_ table: LookupTable, _ text: @escaping (Reference) -> String) {
        self.table = table
        self.text = text
    }

    /// The cell of a record's text, appended to `bytes` the first time.
    mutating func cell(ofRecord number: Int, in bytes: inout [UInt8]) -> Cell {
        if let placed = cells[number] { return placed }
        let start = bytes.count
        if let row = table[number] { bytes.append(contentsOf: text(row).utf8) }
        let cell = Cell(offset: start, count: bytes.count - start)
        cells[number] = cell
        return cell
    }
}

extension RowIssue {
    /// The complaint about a lookup's value that is no record, or several; else nil.
    @inline(never)
    init?(
        _ outcome: LookupOutcome, row: Int, field: String, value: String, tables: [String]
    ) {
        let table = tables.joined(separator: " or ")
        switch outcome {
        case .unknown:
            self.init(
                row: row, field: field, code: .referenceNotFound,
                detail: "\(value) is no record of \(table) in the references")
        case .ambiguous:
            self.init(
                row: row, field: field, code: .referenceAmbiguous,
                detail: "\(value) stands for several records of \(table) in the references")
        case .blank, .record: return nil
        }
    }
}

/// One field of many records.
package struct Column: Sendable {
    /// The field's name as the source spells it, or as the schema does once it is known.
    package var name: String
    package var cells: [Cell]

    package init(name: String, cells: [Cell]) {
        self.name = name
        self.cells = cells
    }
}

/// Where a record began in the file that it came from.
@frozen
package struct RecordPosition: Equatable, Sendable {
    /// Bytes from the start of the entity's file, counted in UTF-8 (a file in another encoding is
    /// transcoded first).
    package var byte: UInt64
    /// Lines from the start of the entity's file; the first is 1.
    package var line: UInt32

    @inlinable
    package init(byte: UInt64, line: UInt32) {
        self.byte = byte
        self.line = line
    }
}

/// A record that could not be cut into fields. It is counted as read and goes to quarantine.
package struct UnreadableRecord: Sendable {
    package var position: RecordPosition
    /// The record's bytes in the batch as the file had them, without the line break.
    package var raw: Cell
    package var issue: Issue

    package init(position: RecordPosition, raw: Cell, issue: Issue) {
        self.position = position
        self.raw = raw
        self.issue = issue
    }
}

/// Records that a reader leaves out by a named rule. They are counted as read and filtered.
package struct LeftOutRecords: Sendable, Equatable {
    /// The rule, in words for the report.
    package var rule: String
    package var count: Int

    package init(rule: String, count: Int) {
        self.rule = rule
        self.count = count
    }

    /// They were deleted in the source.
    package var areDeleted: Bool {
        rule == DeletedRecord.rule || rule == DeletedRecord.sectionRule
    }
}

/// What is left of a record that was deleted in the source.
package struct DeletedRecord: Sendable, Equatable {
    /// The rules under which they are counted in `leftOut`: the table has a column that says it, or the
    /// file a section of its own.
    package static let rule = "IsDelete = True"
    package static let sectionRule = "deleterecords"

    package var id: String
    /// One a column, nil where there is none.
    package var values: [String?]

    package init(id: String, values: [String?]) {
        self.id = id
        self.values = values
    }
}

extension [LeftOutRecords] {
    /// Adds to the count of the rule.
    package mutating func add(_ part: LeftOutRecords) {
        if let index = firstIndex(where: { $0.rule == part.rule }) {
            self[index].count += part.count
        } else {
            append(part)
        }
    }

    /// Counts that many deleted records under another rule, which is made of theirs.
    package mutating func moveDeleted(_ count: Int, to other: (String) -> String) {
        guard count > 0, let index = firstIndex(where: \.areDeleted) else { return }
        let rule = other(self[index].rule)
        self[index].count -= count
        if self[index].count == 0 { remove(at: index) }
        add(LeftOutRecords(rule: rule, count: count))
    }
}

/// Some hundreds of records as columns of cells over one buffer of bytes.
///
/// The buffer begins with what was read; texts that are made on the way (an unescaped quote, a
/// mapped value) are appended behind it, so that cells made earlier stay valid for ever. To rename,
/// drop, copy or reorder columns moves arrays of cells and touches no text.
package struct RecordBatch: Sendable {
    /// What the cells point into. At most 4 GiB.
    package var bytes: [UInt8]
    /// All have `rowCount` cells.
    package var columns: [Column]
    /// One a record.
    package var positions: [RecordPosition]
    /// Records of the same stretch of the file that are not in `columns`.
    package var unreadable: [UnreadableRecord]
    /// The ordinal of the first record of `positions` among the entity's readable records, from 0.
    package var firstRecord: Int
    /// Records of the same stretch of the file that do not travel.
    package var leftOut: [LeftOutRecords] = []
    /// Records that were deleted in the source; they are counted in `leftOut`.
    package var deleted: [DeletedRecord] = []
    /// The file that the positions are in, for messages, where an entity has several; nil where it is
    /// the entity's.
    package var file: String?
    /// The file is one of those that write moments with AM or PM in the US form, month first: old
    /// Configuration Migration packages and CDM folders.
    package var writesUSMoments = false

    package init(
        bytes: [UInt8] = [], columns: [Column] = [], positions: [RecordPosition] = [],
        unreadable: [UnreadableRecord] = [], firstRecord: Int = 0
    ) {
        self.bytes = bytes
        self.columns = columns
        self.positions = positions
        self.unreadable = unreadable
        self.firstRecord = firstRecord
    }

    package var rowCount: Int { positions.count }

    /// The first column of that name, compared as F&O and Sales do: without case.
    package func columnIndex(named name: String) -> Int? {
        columns.firstIndex { $0.name.isSameName(as: name) }
    }

    /// Appends a text that the source does not hold.
    package mutating func append(_ text: some Collection<UInt8>) -> Cell {
        let offset = bytes.count
        bytes.append(contentsOf: text)
        return Cell(offset: offset, count: bytes.count - offset)
    }

    /// The batch, of which an empty one stays behind: the bytes keep one owner.
    package mutating func moved() -> RecordBatch {
        var batch = RecordBatch()
        swap(&batch, &self)
        return batch
    }

    /// The text of a cell, for messages and tests; nil for both kinds of nothing. Not for loops over
    /// records: it makes a `String`.
    package func text(of cell: Cell) -> String? {
        cell.isText ? String(decoding: bytes[cell.range], as: UTF8.self) : nil
    }
}

/// What became of a record at a stage. Every record read ends with exactly one fate. Public for the
/// reason that `Cell` is.
@frozen
public enum RowFate: UInt8, Sendable {
    /// It goes on to the destination.
    case kept
    /// A named rule of the template keeps it from travelling.
    case filtered
    /// It is set aside with its reason.
    case quarantined
    /// The destination already has it like this.
    case unchanged
    /// It is held until a record that it refers to arrives.
    case waiting

    @inlinable
    public var isKept: Bool {
        switch self {
        case .kept: true
        default: false
        }
    }

    /// The rows that are kept, in order: loops over columns go through these.
    package static func keptRows(of fates: [RowFate]) -> [Int] {
        var rows: [Int] = []
        rows.reserveCapacity(fates.count)
        for row in fates.indices where fates[row].isKept { rows.append(row) }
        return rows
    }
}

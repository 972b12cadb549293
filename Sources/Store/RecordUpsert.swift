import Glibc
import Records

/// Puts the records of one batch into their table one after another, and notes of changed ones which
/// values changed.
///
/// As long as records come that the table has, it is asked for their digests first, which costs less
/// than binding every field. Once one comes that it does not have, inserting is tried first.
struct RecordUpsert {
    private let table: EntityTable
    private let run: RunID
    private let rules: Int?
    private let notes: ValueSourceNotes
    private var walk: DigestWalk
    private var nulls: NullBits
    private var mayBeKnown = true
    /// The values that records had and have no more.
    private(set) var cleared: [ClearedValue] = []

    /// `rules` are those under which the destination is sent the records; nil where it is none that
    /// remembers them.
    init(into table: EntityTable, run: RunID, rules: Int?, noting notes: ValueSourceNotes) {
        self.table = table
        self.run = run
        self.rules = rules
        self.notes = notes
        walk = DigestWalk(table.digests)
        nulls = NullBits(width: table.fields.count)
    }

    /// True when the table has the record for the first time or with another value than before. `cells`
    /// has one for each field of the table, `digest` is of these, `row` is the record's in the batch.
    mutating func put(
        _ cells: ArraySlice<Cell>, of batch: RecordBatch, row: Int, key: [UInt8],
        digest: Fingerprint
    ) throws(StoreError) -> Bool {
        let number = batch.firstRecord + row + 1
        var standing = mayBeKnown ? try walk.ask(key, for: digest) : .none
        mayBeKnown = standing != .none
        if standing == .same { return try noteRules(for: key) }
        nulls.read(cells)
        if standing == .none {
            let inserted = try write(
                cells, of: batch, by: table.insert, key: key, digest: digest, number: number)
            if inserted > 0 { return true }
            mayBeKnown = true
            standing = try walk.ask(key, for: digest)
            if standing == .same { return try noteRules(for: key) }
        }
        try noteChanges(to: cells, of: batch, row: row, key: key, number: number)
        try write(cells, of: batch, by: table.update, key: key, digest: digest, number: number)
        return true
    }

    /// Notes of the record that was asked for last, which did not change, under which rules it is sent.
    private func noteRules(for key: [UInt8]) throws(StoreError) -> Bool {
        if rules == walk.rules { return false }
        key.withUnsafeBytes { _ = table.note.bindText(1, $0) }
        table.note.bind(2, rules)
        try table.note.run()
        return false
    }

    /// Gives the table free.
    mutating func end() { walk.end() }

    /// Runs one of the table's two statements with the record's texts, which SQLite reads where they
    /// are. Returns how many records it changed.
    @discardableResult
    private func write(
        _ cells: ArraySlice<Cell>, of batch: RecordBatch, by statement: Statement, key: [UInt8],
        digest: Fingerprint, number: Int
    ) throws(StoreError) -> Int {
        key.withUnsafeBytes { _ = statement.bindText(1, $0) }
        digest.withBytes { _ = statement.bindBlob(2, $0) }
        statement.bind(3, run.rawValue)
        statement.bind(4, number)
        nulls.bind(to: statement, 5)
        statement.bind(6, rules)
        return try batch.bytes.withUnsafeBufferPointer { bytes throws(StoreError) in
            var parameter = EntityTable.firstField
            var failures: Int32 = 0
            for cell in cells {
                failures |= statement.bind(parameter, cell, in: bytes)
                parameter &+= 1
            }
            if failures != 0 { throw StoreError.ofLastCall(on: statement) }
            return try statement.run()
        }
    }

    /// Notes which values of the record are others than those that the table has.
    private mutating func noteChanges(
        to cells: ArraySlice<Cell>, of batch: RecordBatch, row: Int, key: [UInt8], number: Int
    ) throws(StoreError) {
        let stored = table.select
        defer { stored.reset() }
        guard try stored.step(withText: key, at: 1) else { return }
        try notes.noteOrigin(of: key, run: stored.integer(0), number: stored.integer(1))
        let nulls = stored.bytes(EntityTable.firstColumn - 1)
        for (field, cell) in cells.enumerated() {
            let column = EntityTable.firstColumn + Int32(field)
            let isNull = NullBits.isSet(field, in: nulls)
            if cell.isSame(as: stored, column, isNull: isNull, in: batch.bytes) { continue }
            try notes.noteChange(
                of: table.fields[field], of: key, run: run.rawValue, number: number)
            if cell.range.isEmpty, !stored.bytes(column).isEmpty {
                cleared.append(ClearedValue(row: row, field: table.fields[field]))
            }
        }
    }
}

extension Cell {
    /// Whether the column holds this value; `isNull` tells an empty one apart from one that was never
    /// given.
    fileprivate func isSame(
        as stored: Statement, _ column: Int32, isNull wasNull: Bool, in bytes: [UInt8]
    ) -> Bool {
        guard isText else { return stored.isNull(column) && wasNull == isNull }
        guard !stored.isNull(column) else { return false }
        let text = stored.bytes(column)
        guard text.count == range.count else { return false }
        return bytes[range].withUnsafeBytes { own in
            own.isEmpty || memcmp(own.baseAddress!, text.baseAddress!, own.count) == 0
        }
    }
}

extension Statement {
    /// Binds the cell's text where it is; it must stay there until the statement has run.
    @inline(__always)
    fileprivate func bind(
        _ parameter: Int32, _ cell: Cell, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Int32 {
        guard cell.isText else { return bindNull(parameter) }
        let range = cell.range
        precondition(range.upperBound <= bytes.count, "A cell points into its batch.")
        guard let start = bytes.baseAddress else {
            return bindText(parameter, UnsafeRawBufferPointer(start: nil, count: 0))
        }
        let text = UnsafeRawPointer(start + range.lowerBound).assumingMemoryBound(to: CChar.self)
        return bindStaying(parameter, text, count: range.count)
    }
}

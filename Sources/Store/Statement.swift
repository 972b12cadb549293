import CSQLite

/// A prepared statement. It belongs to the `Database` that prepared it and dies with it.
struct Statement {
    let handle: OpaquePointer

    /// SQLite copies what it is given, so that the caller's memory may go at once.
    nonisolated(unsafe) private static let copying = unsafeBitCast(
        -1, to: sqlite3_destructor_type.self)

    /// Parameters count from 1. Returns what SQLite answers, 0 for good, so that loops can gather it.
    @inline(__always)
    func bindStaying(_ index: Int32, _ text: UnsafePointer<CChar>, count: Int) -> Int32 {
        sqlite3_bind_text(handle, index, text, Int32(truncatingIfNeeded: count), nil)
    }

    @inline(__always)
    func bindNull(_ index: Int32) -> Int32 { sqlite3_bind_null(handle, index) }

    @discardableResult
    func bind(_ index: Int32, _ number: Int) -> Int32 {
        sqlite3_bind_int64(handle, index, Int64(number))
    }

    @discardableResult
    func bind(_ index: Int32, _ number: Int?) -> Int32 {
        guard let number else { return bindNull(index) }
        return bind(index, number)
    }

    /// Copies the text.
    @discardableResult
    func bind(_ index: Int32, _ text: String?) -> Int32 {
        guard var text else { return bindNull(index) }
        return text.withUTF8 { bytes in bindText(index, UnsafeRawBufferPointer(bytes)) }
    }

    /// Copies the bytes, as a text.
    @discardableResult
    func bindText(_ index: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            return sqlite3_bind_text(handle, index, "", 0, Statement.copying)
        }
        return sqlite3_bind_text(
            handle, index, start.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
            Statement.copying)
    }

    /// Copies the bytes.
    @discardableResult
    func bindBlob(_ index: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
        sqlite3_bind_blob(
            handle, index, bytes.baseAddress, Int32(bytes.count), Statement.copying)
    }

    /// Binds the value of a column of the row that `other` is to read, without looking at its type.
    func copyColumn(_ column: Int32, to other: Statement, _ parameter: Int32) {
        sqlite3_bind_value(other.handle, parameter, sqlite3_column_value(handle, column))
    }

    /// Advances; true when there is a row to read, false at the end.
    func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let error = StoreError.ofLastCall(on: self)
            sqlite3_reset(handle)
            throw error
        }
    }

    /// Advances with a text for a parameter, which SQLite reads where it is and only in this step.
    func step(withText text: [UInt8], at parameter: Int32) throws(StoreError) -> Bool {
        try text.withUnsafeBufferPointer { bytes throws(StoreError) in
            if let start = bytes.baseAddress {
                let chars = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
                _ = bindStaying(parameter, chars, count: bytes.count)
            } else {
                bind(parameter, "")
            }
            return try step()
        }
    }

    /// Runs to the end and returns how many rows were changed.
    @discardableResult
    func run() throws(StoreError) -> Int {
        while try step() {}
        let changes = sqlite3_changes(sqlite3_db_handle(handle))
        sqlite3_reset(handle)
        return Int(changes)
    }

    /// Makes the statement ready to be run again; its parameters stay.
    func reset() { sqlite3_reset(handle) }

    var columnCount: Int32 { sqlite3_column_count(handle) }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

    func text(_ column: Int32) -> String? {
        isNull(column) ? nil : String(decoding: bytes(column), as: UTF8.self)
    }

    /// A text's or blob's bytes, valid until the next step or reset; empty for null.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
}

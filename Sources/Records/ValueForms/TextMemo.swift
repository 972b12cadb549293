/// Remembers what was found for a few texts of a column, because choices, codes and states repeat
/// from row to row: to look here costs less than any table.
///
/// Each text has one of sixteen places, and the latest text of a place stays. A text is known by its
/// first and its last eight bytes; only what is longer than both is compared byte by byte:
/// ```
///   "Yes"                   first 'Yes'       last 0
///   "LondonStockExchange"   first 'LondonSt'  last 'Exchange'   between them 'ock'
/// ```
/// Public like `Cell`, so that it is inlined into the loops of other modules.
@frozen
public struct TextMemo {
    @usableFromInline struct Entry {
        @usableFromInline var first: UInt64 = 0
        @usableFromInline var last: UInt64 = 0
        @usableFromInline var text = Cell.absent
        @usableFromInline var value = Cell.absent
        @usableFromInline init() {}
    }

    @usableFromInline var entries = InlineArray<16, Entry>(repeating: Entry())

    @inlinable public init() {}

    /// What was noted for an equal text; nil when that is not known.
    @inlinable
    public func value(of text: Cell, in bytes: UnsafeBufferPointer<UInt8>) -> Cell? {
        let (first, last) = TextMemo.ends(of: text, in: bytes)
        let entry = entries[TextMemo.place(first, last)]
        guard entry.first == first, entry.last == last, text.isText,
            entry.text.length == text.length,
            text.count <= 16 || TextMemo.isEqual(entry.text, text, in: bytes)
        else { return nil }
        return entry.value
    }

    /// Notes what the text stands for. Both cells point into the same bytes as all later texts.
    @inlinable
    public mutating func note(_ text: Cell, in bytes: UnsafeBufferPointer<UInt8>, as value: Cell) {
        var entry = Entry()
        (entry.first, entry.last) = TextMemo.ends(of: text, in: bytes)
        entry.text = text
        entry.value = value
        entries[TextMemo.place(entry.first, entry.last)] = entry
    }

    /// Fibonacci hashing: the upper four bits choose.
    @inlinable
    static func place(_ first: UInt64, _ last: UInt64) -> Int {
        Int(truncatingIfNeeded: ((first ^ last &* 3) &* 0x9E37_79B9_7F4A_7C15) &>> 60)
    }

    @inlinable
    static func ends(
        of text: Cell, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (first: UInt64, last: UInt64) {
        let (start, count) = (Int(text.offset), text.count)
        if count >= 8 {
            return (word(at: start, of: bytes), word(at: start + count - 8, of: bytes))
        }
        if start + 8 > bytes.count { return (slowWord(text, of: bytes), 0) }
        let rest = UInt64(truncatingIfNeeded: 64 &- count &* 8)
        return (count == 0 ? 0 : (word(at: start, of: bytes) &<< rest) &>> rest, 0)
    }

    @inlinable
    static func word(at start: Int, of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        precondition(start >= 0 && start + 8 <= bytes.count, "A cell points into its batch")
        return UnsafeRawPointer(bytes.baseAddress!).loadUnaligned(
            fromByteOffset: start, as: UInt64.self)
    }

    /// The bytes of a short text at the very end of its batch.
    @usableFromInline
    static func slowWord(_ text: Cell, of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        bytes[text.range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    @usableFromInline
    static func isEqual(
        _ one: Cell, _ other: Cell, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        bytes[one.range].elementsEqual(bytes[other.range])
    }
}

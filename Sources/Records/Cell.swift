/// One value of one record: a range of the bytes that its batch holds, or one of two kinds of nothing.
///
/// Three kinds of nothing are told apart: *absent* (the source has no such field: leave the
/// destination alone), *null* (the source says none: clear it) and *empty text* (a value of no
/// bytes). A cell takes 8 bytes; the text itself stays where the source file put it.
///
/// Public, against the rule, because only public code is inlined into other modules, and every loop
/// of the program asks cells; see docs/decisions/0006.
@frozen
public struct Cell: Equatable, Sendable {
    /// Where the text begins in the batch's bytes.
    public var offset: UInt32
    /// The text's length in bytes, or one of the two marks for nothing.
    @usableFromInline var length: UInt32

    @usableFromInline static let absentMark = UInt32.max
    @usableFromInline static let nullMark = UInt32.max - 1

    /// A text of `count` bytes that begins at `offset`.
    @inlinable
    public init(offset: Int, count: Int) {
        self.offset = UInt32(truncatingIfNeeded: offset)
        self.length = UInt32(truncatingIfNeeded: count)
    }

    @inlinable
    init(mark: UInt32) {
        offset = 0
        length = mark
    }

    /// The source has no such field.
    @inlinable public static var absent: Cell { Cell(mark: absentMark) }
    /// The source has the field and says that there is no value.
    @inlinable public static var null: Cell { Cell(mark: nullMark) }

    /// Neither absent nor null; the text may be empty.
    @inlinable public var isText: Bool { length < Cell.nullMark }
    @inlinable public var isAbsent: Bool { length == Cell.absentMark }
    @inlinable public var isNull: Bool { length == Cell.nullMark }

    /// The length in bytes; 0 for both kinds of nothing.
    @inlinable public var count: Int { isText ? Int(length) : 0 }
    /// The bytes' range; empty for both kinds of nothing.
    @inlinable public var range: Range<Int> { Int(offset)..<Int(offset) + count }

    /// True when no text among the cells has more bytes than `limit`. Written without branches, so
    /// that the compiler can look at several cells at once.
    package static func areAll(_ cells: UnsafeBufferPointer<Cell>, within limit: Int) -> Bool {
        var longest: UInt32 = 0
        // The marks for nothing are the two largest numbers: with 2 added they become 0 and 1.
        for cell in cells { longest = max(longest, cell.length &+ 2) }
        return Int(longest) - 2 <= limit
    }
}

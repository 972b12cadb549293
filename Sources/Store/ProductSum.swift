/// A sum of products, 128 bits wide, that stands for the values of a record: the NH family of Black,
/// Halevi, Krawczyk, Krovetz and Rogaway (UMAC, 1999). Two different records have the same sum with a
/// chance of one in 2^64.
///
/// Each pair of 8 bytes gives one product, and no product waits for another. A hash that mixes block
/// after block waits for each of them, which takes twice as long for values as short as most are.
struct ProductSum {
    private var high: UInt64 = 0
    private var low: UInt64 = 0

    /// Adds a pair of numbers; both should have had their key added.
    @inline(__always)
    mutating func add(_ one: UInt64, _ other: UInt64) {
        let product = one.multipliedFullWidth(by: other)
        let sum = low.addingReportingOverflow(product.low)
        low = sum.partialValue
        high = high &+ product.high &+ (sum.overflow ? 1 : 0)
    }

    @inline(__always)
    consuming func finish() -> Fingerprint { Murmur.finish(high, low) }
}

/// A text as numbers of 8 bytes, little-endian, the last filled up with zeros.
struct TextWords {
    private let start: UnsafeRawPointer
    private let count: Int
    /// The 16 bytes behind the text may be read.
    private let isRoomy: Bool

    /// A text within bytes that may be read; it must stay as long as this.
    @inline(__always)
    init(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer) {
        precondition(range.upperBound <= bytes.count, "A cell points into its batch.")
        start = bytes.baseAddress! + range.lowerBound
        count = range.count
        isRoomy = range.upperBound &+ 16 <= bytes.count
    }

    /// The number at that offset; 0 behind the end.
    ///
    /// Where there is room, what is read too much is masked out instead of asking how much is left:
    /// texts have all lengths, and a branch that is guessed wrong takes longer than the rest.
    @inline(__always)
    subscript(offset: Int) -> UInt64 {
        let rest = count &- offset
        guard isRoomy else {
            return rest > 0 ? Murmur.load(start + offset, count: min(rest, 8)) : 0
        }
        let word = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        // A smart shift: by 64 and more it gives zero.
        return UInt64(littleEndian: word) & ((1 << UInt64(8 &* max(rest, 0))) &- 1)
    }
}

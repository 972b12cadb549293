import Records

/// The smallest and the largest of the texts that came, in the order of their kind. Of long texts the
/// first 256 bytes are compared and kept.
struct Extremes {
    static let keptBytes = 256

    private let kind: ProfileKind
    private(set) var smallest: [UInt8] = []
    private(set) var largest: [UInt8] = []
    /// The texts have more bytes than are kept.
    private(set) var isSmallestCut = false
    private(set) var isLargestCut = false
    private var smallestPrefix: UInt64 = 0
    private var largestPrefix: UInt64 = 0
    private(set) var isEmpty = true

    init(_ kind: ProfileKind) { self.kind = kind }

    /// `prefix` is the text's first eight bytes as a number.
    @inline(__always)
    mutating func note(_ text: UnsafeBufferPointer<UInt8>, prefix: UInt64) {
        // Most texts lie between the two already by their first bytes.
        if kind != .number, prefix > smallestPrefix, prefix < largestPrefix { return }
        compare(text, prefix: prefix)
    }

    @inline(never)
    private mutating func compare(_ text: UnsafeBufferPointer<UInt8>, prefix: UInt64) {
        let kept = UnsafeBufferPointer(rebasing: text.prefix(Self.keptBytes))
        if isEmpty || smallest.withUnsafeBufferPointer({ isLess(kept, than: $0) }) {
            Self.replace(&smallest, by: kept)
            isSmallestCut = kept.count < text.count
            smallestPrefix = prefix
        }
        if isEmpty || largest.withUnsafeBufferPointer({ isLess($0, than: kept) }) {
            Self.replace(&largest, by: kept)
            isLargestCut = kept.count < text.count
            largestPrefix = prefix
        }
        isEmpty = false
    }

    private static func replace(_ text: inout [UInt8], by other: UnsafeBufferPointer<UInt8>) {
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: other)
    }

    private func isLess(
        _ one: UnsafeBufferPointer<UInt8>, than other: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        switch kind {
        case .number: DecimalForm.isLess(one, than: other)
        case .moment: Self.isEarlier(one, than: other)
        case .text, .code: one.lexicographicallyPrecedes(other)
        }
    }

    /// Canonical moments are ordered as texts, but for the Z that stands where another one has
    /// decimals: `01:02:03Z` is before `01:02:03.5Z`.
    private static func isEarlier(
        _ one: UnsafeBufferPointer<UInt8>, than other: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        one.lexicographicallyPrecedes(other) { rank($0) < rank($1) }
    }

    private static func rank(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "Z") ? 0 : byte }
}

/// A number of 64 bits for a text, and the text's beginning as a number, read eight bytes at a time.
///
/// The same text has the same hash in every run, so that reports come out the same. Whoever makes
/// texts for it can make two with one hash: then a profile counts them as one.
struct TextHash {
    let hash: UInt64
    /// The first eight bytes, with zeros behind a shorter text, so that numbers are ordered as texts.
    let prefix: UInt64

    private static let first: UInt64 = 0xA076_1D64_78BD_642F
    private static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

    @inline(__always)
    init(_ text: UnsafeBufferPointer<UInt8>) {
        let bytes = UnsafeRawBufferPointer(text)
        let count = bytes.count
        if count < 8 {
            let word = Self.shortWord(bytes)
            prefix = word.byteSwapped
            hash = Self.mixed(word ^ Self.first, UInt64(count) ^ Self.second)
            return
        }
        prefix = bytes.loadUnaligned(as: UInt64.self).byteSwapped
        var mix = Self.first
        var offset = 0
        while offset &+ 8 < count {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            mix = Self.mixed(mix ^ word, Self.second)
            offset &+= 8
        }
        // The last eight bytes, which may overlap those before.
        let word = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        hash = Self.mixed(mix ^ word, UInt64(count) ^ Self.second)
    }

    /// The product of both in 128 bits, folded; the idea of wyhash:
    /// https://github.com/wangyi-fudan/wyhash
    @inline(__always)
    private static func mixed(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let product = one.multipliedFullWidth(by: other)
        return product.high ^ product.low
    }

    /// Up to seven bytes, the first one lowest.
    @inline(__always)
    private static func shortWord(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let count = bytes.count
        if count >= 4 {
            let start = UInt64(bytes.loadUnaligned(as: UInt32.self))
            let end = UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
            // Of the last four bytes those that are not among the first four.
            return start | (end >> UInt64(64 &- 8 &* count)) << 32
        }
        var word: UInt64 = 0
        var index = count
        while index > 0 {
            index &-= 1
            word = word << 8 | UInt64(bytes[index])
        }
        return word
    }
}

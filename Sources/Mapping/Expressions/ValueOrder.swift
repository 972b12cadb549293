import Records

/// How one value stands to another.
enum ValueOrder: UInt8 {
    case less = 0
    case equal
    case greater
    /// One is null, or they are of different kinds.
    case incomparable

    /// The order of two texts, byte by byte, without the case of ASCII letters.
    init(
        _ bytes: Span<UInt8>, _ range: Range<Int>,
        _ otherBytes: Span<UInt8>, _ otherRange: Range<Int>
    ) {
        for step in 0..<min(range.count, otherRange.count) {
            let byte = bytes[range.lowerBound + step].asciiLowercased
            let other = otherBytes[otherRange.lowerBound + step].asciiLowercased
            if byte != other {
                self = byte < other ? .less : .greater
                return
            }
        }
        self =
            range.count == otherRange.count
            ? .equal : range.count < otherRange.count ? .less : .greater
    }
}

import Records

/// A decimal number as it stands in a text, cut into its parts and compared exactly.
struct DecimalText {
    private(set) var isNegative = false
    /// The digits before the point, without leading zeros.
    private var whole: Range<Int>
    /// The digits behind the point, without trailing zeros.
    private var fraction: Range<Int>

    /// Nil when the range holds anything but a sign, digits and a point.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var position = range.lowerBound
        if position < range.upperBound {
            isNegative = bytes[position] == UInt8(ascii: "-")
            if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
        }
        let wholeStart = position
        while position < range.upperBound, bytes[position].isDigit { position += 1 }
        whole = wholeStart..<position
        fraction = position..<position
        if position < range.upperBound, bytes[position] == UInt8(ascii: ".") {
            let fractionStart = position + 1
            position = fractionStart
            while position < range.upperBound, bytes[position].isDigit { position += 1 }
            fraction = fractionStart..<position
        }
        guard position == range.upperBound, !(whole.isEmpty && fraction.isEmpty) else { return nil }
        trim(bytes)
    }

    private mutating func trim(_ bytes: Span<UInt8>) {
        while let first = whole.first, bytes[first] == UInt8(ascii: "0") { whole.removeFirst() }
        while let last = fraction.last, bytes[last] == UInt8(ascii: "0") { fraction.removeLast() }
        if whole.isEmpty && fraction.isEmpty { isNegative = false }
    }

    /// How this number of `bytes` stands to another one of `otherBytes`.
    func order(
        _ bytes: Span<UInt8>, to other: DecimalText, _ otherBytes: Span<UInt8>
    ) -> ValueOrder {
        if isNegative != other.isNegative { return isNegative ? .less : .greater }
        let order = magnitudeOrder(bytes, to: other, otherBytes)
        return isNegative ? order.reversed : order
    }

    private func magnitudeOrder(
        _ bytes: Span<UInt8>, to other: DecimalText, _ otherBytes: Span<UInt8>
    ) -> ValueOrder {
        if whole.count != other.whole.count {
            return whole.count < other.whole.count ? .less : .greater
        }
        let order = ValueOrder(bytes, whole, otherBytes, other.whole)
        return order == .equal
            ? ValueOrder(bytes, fraction, otherBytes, other.fraction) : order
    }
}

/// How a value stands to a literal.
enum ValueOrder: UInt8 {
    case less = 0
    case equal
    case greater
    /// One is null, or they are of different kinds.
    case incomparable

    var reversed: ValueOrder {
        switch self {
        case .less: .greater
        case .greater: .less
        case .equal, .incomparable: self
        }
    }

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

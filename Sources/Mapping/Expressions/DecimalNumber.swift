import Records

/// An exact decimal number of at most 38 digits, in all and behind the point: a whole number and
/// how many of its digits stand behind the point.
struct DecimalNumber: Equatable, Sendable {
    /// Less than 10 to the power of 38, so that there is room for one more digit's carry.
    private(set) var coefficient: Int128
    /// No more than the number needs: 0.50 has 1.
    private(set) var scale: Int

    static let zero = DecimalNumber(whole: 0)
    static let mostDigits = 38
    static let powersOfTen: [UInt128] = (0...mostDigits).reduce(into: []) { powers, _ in
        powers.append(powers.last.map { $0 * 10 } ?? 1)
    }
    static let limit = powersOfTen[mostDigits]

    /// A whole number that is within the limit.
    init(whole: Int128) {
        precondition(whole.magnitude < Self.limit, "A number of ours has at most 38 digits")
        coefficient = whole
        scale = 0
    }

    /// Nil when the number has too many digits. Needless zeros behind the point are taken off.
    init?(isNegative: Bool, _ magnitude: WideNumber, scale: Int) {
        var magnitude = magnitude
        self.scale = scale
        if magnitude.high == 0, magnitude.low <= UInt128(UInt64.max) {
            var small = UInt64(magnitude.low)
            while self.scale > 0, small % 10 == 0 {
                small /= 10
                self.scale -= 1
            }
            magnitude.low = UInt128(small)
        } else {
            while self.scale > 0 {
                let (quotient, remainder) = magnitude.dividedByTen()
                guard remainder == 0 else { break }
                magnitude = quotient
                self.scale -= 1
            }
        }
        guard magnitude.high == 0, magnitude.low < Self.limit, self.scale <= Self.mostDigits else {
            return nil
        }
        coefficient = isNegative ? -Int128(magnitude.low) : Int128(magnitude.low)
    }

    var isNegative: Bool { coefficient < 0 }
    var isZero: Bool { coefficient == 0 }
    var isWhole: Bool { scale == 0 }
    var magnitude: UInt128 { coefficient.magnitude }

    var negated: DecimalNumber {
        var number = self
        number.coefficient = -coefficient
        return number
    }
}

extension DecimalNumber {
    enum Reading: Equatable {
        case number(DecimalNumber)
        case noNumber
        case tooLong
    }

    /// Reads a sign, digits and a point; there are digits on either side of the point.
    static func reading(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Reading {
        var index = range.lowerBound
        var isNegative = false
        if index < range.upperBound {
            isNegative = bytes[index] == UInt8(ascii: "-")
            if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
        }
        let start = index
        while index < range.upperBound, bytes[index].isDigit { index += 1 }
        var end = index
        var fraction = index..<index
        if index < range.upperBound, bytes[index] == UInt8(ascii: ".") {
            fraction = index + 1..<range.upperBound
            end = range.upperBound
            for place in fraction where !bytes[place].isDigit { return .noNumber }
        }
        guard end == range.upperBound, index - start + fraction.count > 0 else { return .noNumber }
        return number(bytes, start..<index, fraction, isNegative: isNegative)
    }

    private static func number(
        _ bytes: Span<UInt8>, _ whole: Range<Int>, _ fraction: Range<Int>, isNegative: Bool
    ) -> Reading {
        var whole = whole
        var fraction = fraction
        while let first = whole.first, bytes[first] == UInt8(ascii: "0") { whole.removeFirst() }
        while let last = fraction.last, bytes[last] == UInt8(ascii: "0") { fraction.removeLast() }
        guard whole.count + (whole.isEmpty ? 0 : fraction.count) <= mostDigits,
            fraction.count <= mostDigits
        else { return .tooLong }
        let magnitude = coefficient(bytes, whole, fraction)
        var number = DecimalNumber.zero
        number.coefficient = isNegative ? -Int128(magnitude) : Int128(magnitude)
        number.scale = fraction.count
        return .number(number)
    }

    private static func coefficient(
        _ bytes: Span<UInt8>, _ whole: Range<Int>, _ fraction: Range<Int>
    ) -> UInt128 {
        guard whole.count + fraction.count > 18 else {
            var small: UInt64 = 0
            for index in whole { small = small &* 10 &+ UInt64(bytes[index] &- 48) }
            for index in fraction { small = small &* 10 &+ UInt64(bytes[index] &- 48) }
            return UInt128(small)
        }
        var large: UInt128 = 0
        for index in whole { large = large * 10 + UInt128(bytes[index] - 48) }
        for index in fraction { large = large * 10 + UInt128(bytes[index] - 48) }
        return large
    }

    /// Appends the canonical text.
    func append(to bytes: inout [UInt8]) {
        if isNegative { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = magnitude
        var digits = 0
        // The digits come from the last to the first and are turned round at the end.
        while rest > 0 || digits <= scale {
            if digits == scale, scale > 0 { bytes.append(UInt8(ascii: ".")) }
            if rest <= UInt128(UInt64.max) {
                let small = UInt64(rest)
                bytes.append(48 + UInt8(truncatingIfNeeded: small % 10))
                rest = UInt128(small / 10)
            } else {
                bytes.append(48 + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            }
            digits += 1
        }
        bytes[start...].reverse()
    }

    /// The canonical text, for messages and tests.
    var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// An exact sum of decimal numbers in canonical form, however long they are.
///
/// Numbers of up to 18 digits are added as integers, those with the same count of decimals together;
/// they become one number when the sum is asked for. Longer ones are added digit by digit.
package struct DecimalSum: Sendable {
    /// By count of decimals. A sum of 10²⁰ numbers of 18 digits fits.
    private var short = InlineArray<19, Int128>(repeating: 0)
    private var long = Digits()

    package init() {}

    /// No amount has more digits; to add up longer ones could be made to take for ever.
    private static let mostDigits = 200

    /// Adds a number; false, and nothing is added, when the text is none in canonical form, or has
    /// more than 200 digits.
    package mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let shape = DecimalForm.Shape(text), shape.whole + shape.decimals <= Self.mostDigits
        else { return false }
        if shape.whole + shape.decimals <= 18 {
            short[shape.decimals] += Int128(Self.integer(text))
        } else {
            long.add(Digits(text, decimals: shape.decimals))
        }
        return true
    }

    /// The digits as one integer, without the point.
    @inline(__always)
    private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var value = 0
        for byte in text where byte.isDigit { value = value &* 10 &+ Int(byte &- 48) }
        return text[0] == UInt8(ascii: "-") ? -value : value
    }

    /// The sum in canonical form.
    package var text: String {
        var sum = long
        for decimals in short.indices where short[decimals] != 0 {
            sum.add(Digits(short[decimals], decimals: decimals))
        }
        return sum.text
    }
}

/// A number as its decimal digits, the lowest first.
private struct Digits: Sendable {
    var isNegative = false
    /// How many of the digits are behind the point.
    var decimals = 0
    var digits: [UInt8] = []

    init() {}

    init(_ text: UnsafeBufferPointer<UInt8>, decimals: Int) {
        isNegative = text.first == UInt8(ascii: "-")
        self.decimals = decimals
        digits = text.reversed().filter(\.isDigit).map { $0 - 48 }
    }

    init(_ value: Int128, decimals: Int) {
        isNegative = value < 0
        self.decimals = decimals
        digits = String(value.magnitude).utf8.reversed().map { $0 - 48 }
    }

    mutating func add(_ other: Digits) {
        var other = other
        let places = max(decimals, other.decimals)
        widen(to: places)
        other.widen(to: places)
        if isNegative == other.isNegative {
            addMagnitude(other.digits)
        } else if isSmaller(than: other) {
            other.subtractMagnitude(digits)
            self = other
        } else {
            subtractMagnitude(other.digits)
        }
    }

    private mutating func widen(to places: Int) {
        digits.insert(contentsOf: repeatElement(0, count: places - decimals), at: 0)
        decimals = places
    }

    private func isSmaller(than other: Digits) -> Bool {
        for place in (0..<max(digits.count, other.digits.count)).reversed() {
            let one = place < digits.count ? digits[place] : 0
            let two = place < other.digits.count ? other.digits[place] : 0
            if one != two { return one < two }
        }
        return false
    }

    private mutating func addMagnitude(_ other: [UInt8]) {
        var carry: UInt8 = 0
        for place in 0..<max(digits.count, other.count) {
            if place == digits.count { digits.append(0) }
            let sum = digits[place] + (place < other.count ? other[place] : 0) + carry
            digits[place] = sum % 10
            carry = sum / 10
        }
        if carry > 0 { digits.append(carry) }
    }

    /// The other one is not larger.
    private mutating func subtractMagnitude(_ other: [UInt8]) {
        var borrow: UInt8 = 0
        for place in digits.indices {
            let taken = (place < other.count ? other[place] : 0) + borrow
            borrow = digits[place] < taken ? 1 : 0
            digits[place] = digits[place] + borrow * 10 - taken
        }
    }

    /// In canonical form: `0.5`, `-12`.
    var text: String {
        let first = digits.firstIndex { $0 != 0 } ?? decimals
        guard let last = digits.lastIndex(where: { $0 != 0 }) else { return "0" }
        let lowest = min(first, decimals)
        var text = isNegative ? "-" : ""
        for place in (lowest...max(last, decimals)).reversed() {
            text += String(place < digits.count ? digits[place] : 0)
            if place == decimals && place > lowest { text += "." }
        }
        return text
    }
}

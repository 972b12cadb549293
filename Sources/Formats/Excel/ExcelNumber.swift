import Records

/// A number of a cell, cut into digits.
///
/// Excel keeps binary numbers of 15 to 17 digits and shows at most 15: it stores `0.1` as
/// `0.10000000000000001` and 10 to the 20th as `1E+20`. So a number that was stored with a point or
/// an exponent is rounded to 15 significant digits, and exponents are written out. A number without
/// both is exact and keeps all its digits: programs that are not Excel store long codes so.
struct ExcelNumber {
    /// Without zeros in front and behind.
    private(set) var digits: [UInt8] = []
    /// How many of the digits stand before the decimal point; negative for zeros behind it.
    private(set) var point = 0
    private(set) var isNegative = false
    /// An integer of which Excel has kept the first 15 digits.
    private(set) var hasLostDigits = false

    private static let precision = 15
    /// A binary number of 64 bits has exponents to 308, and to -324.
    private static let exponentLimit = 400

    var isZero: Bool { digits.isEmpty }

    /// Takes a number. Returns false when the text is none.
    mutating func read(_ text: ArraySlice<UInt8>) -> Bool {
        (isNegative, hasLostDigits, point) = (false, false, 0)
        digits.removeAll(keepingCapacity: true)
        var index = text.startIndex
        if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            index += 1
        }
        var count = 0
        var isBehindPoint = false
        while index < text.endIndex {
            let byte = text[index]
            if byte.isDigit {
                count += 1
                take(byte, isBehindPoint: isBehindPoint)
            } else if byte == UInt8(ascii: "."), !isBehindPoint {
                isBehindPoint = true
            } else {
                break
            }
            index += 1
        }
        guard count > 0 else { return false }
        let isExact = index == text.endIndex && !isBehindPoint
        if index < text.endIndex {
            guard let exponent = Self.exponent(text[index...]) else { return false }
            point += exponent
        }
        settle(isExact: isExact)
        return true
    }

    private mutating func take(_ digit: UInt8, isBehindPoint: Bool) {
        if digits.isEmpty, digit == UInt8(ascii: "0") {
            if isBehindPoint { point -= 1 }
            return
        }
        digits.append(digit)
        if !isBehindPoint { point += 1 }
    }

    private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
        guard text.first?.asciiLowercased == UInt8(ascii: "e") else { return nil }
        var rest = text.dropFirst()
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard let value = ExcelReference.number(rest), value <= exponentLimit else { return nil }
        return isNegative ? -value : value
    }

    private mutating func settle(isExact: Bool) {
        if !isExact, digits.count > Self.precision { round() }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        hasLostDigits = !isExact && point > Self.precision && digits.count == Self.precision
        if isZero { (isNegative, point) = (false, 0) }
    }

    private mutating func round() {
        let isUp = digits[Self.precision] >= UInt8(ascii: "5")
        digits.removeLast(digits.count - Self.precision)
        guard isUp else { return }
        while digits.last == UInt8(ascii: "9") { digits.removeLast() }
        if digits.isEmpty {
            digits.append(UInt8(ascii: "1"))
            point += 1
        } else {
            digits[digits.count - 1] += 1
        }
    }

    /// Appends the number as a plain decimal.
    func append(to output: inout [UInt8]) {
        let zero = UInt8(ascii: "0")
        if isNegative { output.append(UInt8(ascii: "-")) }
        if point <= 0 { output.append(zero) }
        for place in 0..<max(point, 0) {
            output.append(place < digits.count ? digits[place] : zero)
        }
        guard point < digits.count else { return }
        output.append(UInt8(ascii: "."))
        for _ in 0..<max(-point, 0) { output.append(zero) }
        output.append(contentsOf: digits[max(point, 0)...])
    }

    /// The part before the point; nil where it has more than nine digits.
    var whole: Int? {
        guard point <= 9 else { return nil }
        return (0..<max(point, 0)).reduce(0) { value, place in
            value * 10 + (place < digits.count ? Int(digits[place] - UInt8(ascii: "0")) : 0)
        }
    }

    /// The part behind the point in units of 10⁻¹², the rest cut off.
    var trillionths: Int {
        (point..<point + 12).reduce(0) { value, place in
            let digit = digits.indices.contains(place) ? digits[place] : UInt8(ascii: "0")
            return value * 10 + Int(digit - UInt8(ascii: "0"))
        }
    }
}

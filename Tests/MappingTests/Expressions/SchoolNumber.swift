/// A decimal number as a list of digits, with arithmetic as it is done on paper: slow and obvious.
struct SchoolNumber: Equatable {
    var isNegative: Bool
    /// From the first to the last, without needless zeros on either end; one at least.
    private(set) var digits: [Int]
    /// How many of them stand behind the point.
    private(set) var scale: Int

    var isZero: Bool { digits == [0] }

    init(isNegative: Bool, digits: [Int], scale: Int) {
        var digits = digits
        var scale = scale
        while digits.count > scale + 1, digits.first == 0 { digits.removeFirst() }
        while digits.count < scale + 1 { digits.insert(0, at: 0) }
        while scale > 0, digits.last == 0 {
            digits.removeLast()
            scale -= 1
        }
        self.isNegative = isNegative && digits.contains { $0 != 0 }
        self.digits = digits
        self.scale = scale
    }

    /// A text of an optional sign, digits and perhaps a point.
    init(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let digits = text.compactMap(\.wholeNumberValue)
        self.init(
            isNegative: text.hasPrefix("-"), digits: digits.isEmpty ? [0] : digits,
            scale: parts.count == 2 ? parts[1].count : 0)
    }

    var text: String {
        let whole = digits.dropLast(scale).map(String.init).joined()
        let fraction = digits.suffix(scale).map(String.init).joined()
        return (isNegative ? "-" : "") + whole + (scale > 0 ? "." + fraction : "")
    }

    /// Nil when it has more than 38 digits.
    var fitting: SchoolNumber? {
        digits.drop { $0 == 0 }.count <= 38 && scale <= 38 ? self : nil
    }

    static prefix func - (number: SchoolNumber) -> SchoolNumber {
        SchoolNumber(isNegative: !number.isNegative, digits: number.digits, scale: number.scale)
    }

    static func + (one: SchoolNumber, two: SchoolNumber) -> SchoolNumber {
        let (a, b, scale) = aligned(one, two)
        if one.isNegative == two.isNegative {
            return SchoolNumber(isNegative: one.isNegative, digits: sum(a, b), scale: scale)
        }
        return isLess(a, b)
            ? SchoolNumber(isNegative: two.isNegative, digits: difference(b, a), scale: scale)
            : SchoolNumber(isNegative: one.isNegative, digits: difference(a, b), scale: scale)
    }

    static func - (one: SchoolNumber, two: SchoolNumber) -> SchoolNumber { one + -two }

    static func * (one: SchoolNumber, two: SchoolNumber) -> SchoolNumber {
        var product = Array(repeating: 0, count: one.digits.count + two.digits.count)
        for (i, a) in one.digits.reversed().enumerated() {
            for (j, b) in two.digits.reversed().enumerated() { product[i + j] += a * b }
        }
        for place in product.indices.dropLast() {
            product[place + 1] += product[place] / 10
            product[place] %= 10
        }
        return SchoolNumber(
            isNegative: one.isNegative != two.isNegative, digits: product.reversed(),
            scale: one.scale + two.scale)
    }

    /// The quotient cut to a whole number, and what remains.
    func divided(by other: SchoolNumber) -> (whole: SchoolNumber, rest: SchoolNumber) {
        let (a, b, scale) = Self.aligned(self, other)
        let (quotient, rest) = Self.division(a, b)
        return (
            SchoolNumber(
                isNegative: isNegative != other.isNegative, digits: quotient, scale: 0),
            SchoolNumber(isNegative: isNegative, digits: rest, scale: scale)
        )
    }

    func quotient(by other: SchoolNumber, places: Int) -> SchoolNumber {
        let (a, b, _) = Self.aligned(self, other)
        let (quotient, _) = Self.division(a + Array(repeating: 0, count: places + 1), b)
        return SchoolNumber(
            isNegative: isNegative != other.isNegative, digits: quotient, scale: places + 1
        ).rounded(places)
    }

    /// Half away from zero.
    func rounded(_ places: Int) -> SchoolNumber {
        guard scale > places else { return self }
        var kept = Array(digits.dropLast(scale - places))
        if digits[digits.count - (scale - places)] >= 5 { kept = Self.sum(kept, [1]) }
        return SchoolNumber(
            isNegative: isNegative, digits: kept.isEmpty ? [0] : kept, scale: places)
    }

    // MARK: Digits

    private static func aligned(
        _ one: SchoolNumber, _ two: SchoolNumber
    ) -> ([Int], [Int], scale: Int) {
        let scale = max(one.scale, two.scale)
        var a = one.digits + Array(repeating: 0, count: scale - one.scale)
        var b = two.digits + Array(repeating: 0, count: scale - two.scale)
        while a.count < b.count { a.insert(0, at: 0) }
        while b.count < a.count { b.insert(0, at: 0) }
        return (a, b, scale)
    }

    private static func isLess(_ a: [Int], _ b: [Int]) -> Bool {
        let a = a.drop { $0 == 0 }
        let b = b.drop { $0 == 0 }
        return a.count == b.count ? a.lexicographicallyPrecedes(b) : a.count < b.count
    }

    private static func sum(_ a: [Int], _ b: [Int]) -> [Int] {
        var made: [Int] = []
        var carry = 0
        for place in 0..<max(a.count, b.count) + 1 {
            let one = place < a.count ? a[a.count - 1 - place] : 0
            let two = place < b.count ? b[b.count - 1 - place] : 0
            made.insert((one + two + carry) % 10, at: 0)
            carry = (one + two + carry) / 10
        }
        return made
    }

    private static func difference(_ a: [Int], _ b: [Int]) -> [Int] {
        var made: [Int] = []
        var borrowed = 0
        for place in 0..<max(a.count, b.count) {
            let one = place < a.count ? a[a.count - 1 - place] : 0
            let two = (place < b.count ? b[b.count - 1 - place] : 0) + borrowed
            made.insert(one >= two ? one - two : one + 10 - two, at: 0)
            borrowed = one >= two ? 0 : 1
        }
        return made
    }

    private static func division(_ a: [Int], _ b: [Int]) -> (quotient: [Int], rest: [Int]) {
        var quotient: [Int] = []
        var rest: [Int] = []
        for digit in a {
            rest.append(digit)
            var count = 0
            while !isLess(rest, b) {
                rest = difference(rest, b)
                count += 1
            }
            quotient.append(count)
        }
        return (quotient.isEmpty ? [0] : quotient, rest.isEmpty ? [0] : rest)
    }
}

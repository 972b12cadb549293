import Support
import Testing

@testable import Mapping

@Suite struct `Decimal numbers` {
    private func number(_ text: String) -> DecimalNumber? {
        let bytes = Array(text.utf8)
        guard case .number(let number) = DecimalNumber.reading(bytes.span, 0..<bytes.count) else {
            return nil
        }
        return number
    }

    @Test(
        arguments: [
            ("0", "0"), ("-0", "0"), ("00.50", "0.5"), (".5", "0.5"), ("-.5", "-0.5"), ("+7", "7"),
            ("7.", "7"),
            ("-12.340", "-12.34"), ("100", "100"), ("0.001", "0.001"), ("", nil), (".", nil),
            ("-", nil), ("1e5", nil),
            ("1 ", nil), ("1.2.3", nil), ("--1", nil), ("0x1", nil), ("1,5", nil),
            ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
            ("123456789012345678901234567890123456789", nil),
            (
                "-0.12345678901234567890123456789012345678",
                "-0.12345678901234567890123456789012345678"
            ),
            ("1.23456789012345678901234567890123456780", "1.2345678901234567890123456789012345678"),
            ("0.123456789012345678901234567890123456789", nil),
        ] as [(String, String?)])
    func `are read and written`(text: String, canonical: String?) {
        #expect(number(text)?.text == canonical)
    }

    /// Random numbers of up to 38 digits, and short ones that meet more often.
    private static func random(_ random: inout SeededGenerator) -> SchoolNumber {
        let count = Int.random(in: 0...(Bool.random(using: &random) ? 3 : 38), using: &random)
        var digits = (0..<count).map { _ in
            Bool.random(using: &random) ? Int.random(in: 0...9, using: &random) : 0
        }
        let scale = Int.random(in: 0...count, using: &random)
        if digits.isEmpty { digits = [0] }
        return SchoolNumber(isNegative: .random(using: &random), digits: digits, scale: scale)
    }

    /// Against arithmetic on lists of digits, as it is taught in school.
    @Test(arguments: 0..<8)
    func `agree with arithmetic on paper`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<400 {
            let one = Self.random(&random)
            let two = Self.random(&random)
            let a = try #require(number(one.text))
            let b = try #require(number(two.text))
            #expect(a.text == one.text)
            #expect(a.plus(b)?.text == (one + two).fitting?.text, "\(one.text) add \(two.text)")
            #expect(a.minus(b)?.text == (one - two).fitting?.text, "\(one.text) sub \(two.text)")
            #expect(a.times(b)?.text == (one * two).fitting?.text, "\(one.text) mul \(two.text)")
            let order: ValueOrder =
                (one - two).isZero ? .equal : (one - two).isNegative ? .less : .greater
            #expect(a.order(to: b) == order)
            guard !b.isZero else { continue }
            let (whole, rest) = one.divided(by: two)
            #expect(a.wholeQuotient(by: b)?.text == whole.fitting?.text)
            #expect(a.remainder(by: b)?.text == rest.fitting?.text, "\(one.text) mod \(two.text)")
            if let quotient = a.quotient(by: b) {
                let expected = one.quotient(by: two, places: 16)
                if expected.fitting != nil {
                    #expect(quotient.text == expected.text, "\(one.text) div \(two.text)")
                } else {
                    // Fewer places: no farther from the truth than half of the last one.
                    #expect(quotient.magnitude > DecimalNumber.limit / 100)
                }
            }
            let places = Int.random(in: 0...16, using: &random)
            #expect(
                a.rounded(.halfAwayFromZero, places: places).text == one.rounded(places).text,
                "round(\(one.text), \(places))")
        }
    }

    @Test(arguments: 0..<4)
    func `wide numbers divide as they multiply`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<200 {
            let one = UInt128.random(in: 1...(DecimalNumber.limit - 1), using: &random)
            let two = UInt128.random(in: 1...(DecimalNumber.limit - 1), using: &random)
            let rest = UInt128.random(in: 0..<two, using: &random)
            let number = WideNumber(one, times: two) + WideNumber(rest)
            let (quotient, remainder) = number.divided(by: WideNumber(two))
            #expect(quotient == WideNumber(one))
            #expect(remainder == WideNumber(rest))
        }
    }
}

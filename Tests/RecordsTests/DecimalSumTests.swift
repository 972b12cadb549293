import Records
import Support
import Testing

@Suite struct `Decimal sum` {
    @Test(arguments: [
        ([], "0"),
        (["0"], "0"),
        (["1", "2"], "3"),
        (["0.1", "0.2"], "0.3"),
        (["10", "-3.33", "-3.33", "-3.33"], "0.01"),
        (["-0.5", "0.25"], "-0.25"),
        (["100", "-100"], "0"),
        (["999999999999999999", "1"], "1000000000000000000"),
        (["0.000000000000000001", "1"], "1.000000000000000001"),
        (["123456789012345678901234.123456", "0.876544"], "123456789012345678901235"),
        (["-123456789012345678901234", "123456789012345678901234"], "0"),
        (["1", "-10000000000000000000.5"], "-9999999999999999999.5"),
        (["1200", "34"], "1234"),
        (["0.05"], "0.05"),
    ])
    func `is exact`(numbers: [String], expected: String) {
        #expect(sum(numbers).text == expected)
    }

    @Test(arguments: ["", "x", "1,5", "1.", ".5", "+1", "01", "1e3", " 1"])
    func `refuses what is not canonical`(text: String) {
        var total = sum(["5"])
        #expect(!add(text, to: &total))
        #expect(total.text == "5")
    }

    @Test func `refuses numbers that no amount has`() {
        var total = DecimalSum()
        #expect(add(String(repeating: "9", count: 200), to: &total))
        #expect(!add(String(repeating: "9", count: 201), to: &total))
    }

    /// The twin adds integers in the smallest unit that any of the numbers has.
    @Test func `agrees with a sum of integers`() {
        var random = SeededGenerator(seed: 41)
        for _ in 0..<400 {
            let decimals = Int.random(in: 0...8, using: &random)
            var texts: [String] = []
            var total = Int128(0)
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                let digits = Int.random(in: 1...28, using: &random)
                var value = Int128(0)
                for _ in 0..<digits {
                    value = value * 10 + Int128.random(in: 0...9, using: &random)
                }
                if Bool.random(using: &random) { value = -value }
                total += value
                texts.append(Self.text(value, decimals: decimals))
            }
            #expect(sum(texts).text == Self.text(total, decimals: decimals), "\(texts)")
        }
    }

    /// Canonical text of a number of units.
    private static func text(_ value: Int128, decimals: Int) -> String {
        var digits = String(value.magnitude)
        while digits.count <= decimals { digits = "0" + digits }
        let whole = String(digits.dropLast(decimals))
        var fraction = String(digits.suffix(decimals))
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }

    private func sum(_ texts: [String]) -> DecimalSum {
        var total = DecimalSum()
        for text in texts { #expect(add(text, to: &total), "\(text)") }
        return total
    }

    private func add(_ text: String, to total: inout DecimalSum) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { total.add($0) }
    }
}

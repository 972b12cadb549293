import Foundation
import Records
import Support
import Testing

@testable import Formats

@Suite struct `Numbers of a workbook` {
    private func plain(_ text: String) -> String? {
        var number = ExcelNumber()
        guard number.read(Array(text.utf8)[...]) else { return nil }
        var output: [UInt8] = []
        number.append(to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("0.0", "0"), ("1", "1"), ("+1", "1"), ("007", "7"),
        ("12.5", "12.5"), ("12.50", "12.5"), (".5", "0.5"), ("-.5", "-0.5"), ("1.", "1"),
        ("0.10000000000000001", "0.1"), ("0.29999999999999999", "0.3"),
        ("1.1000000000000001", "1.1"), ("9.9999999999999995E-2", "0.1"),
        ("99999999999999.996", "100000000000000"), ("0.99999999999999989", "1"),
        ("1.0000000000000000", "1"), ("1E+05", "100000"), ("1e5", "100000"),
        ("1.5E-3", "0.0015"), ("1E-07", "0.0000001"), ("1.23E2", "123"),
        ("1234567890123456", "1234567890123456"), ("1234567890123456.5", "1234567890123460"),
        ("1.2345678901234568E+18", "1234567890123460000"), ("68720637428", "68720637428"),
        ("1E+20", "100000000000000000000"), ("0E+400", "0"),
        ("4.9406564584124654E-324", "0." + String(repeating: "0", count: 323) + "494065645841247"),
    ])
    func `are plain decimals of fifteen digits`(_ text: String, expected: String) {
        #expect(plain(text) == expected)
    }

    @Test(arguments: [
        "", ".", "-", "+", "e5", "1e", "1e+", "1e401", "1 2", "1,5", "1.2.3", "0x1F", "INF", "NaN",
        "--1", "1-", "1e99999999999999999999",
    ])
    func `are no numbers`(_ text: String) {
        #expect(plain(text) == nil)
    }

    /// The twin lets C write the binary number with 15 digits, as Excel does.
    @Test(arguments: 1...4 as ClosedRange<UInt64>) func `are what a binary number shows`(
        seed: UInt64
    ) throws {
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let digits = Double(Int.random(in: 0..<1_000_000_000_000, using: &numbers))
            let value = digits / pow(10, Double(Int.random(in: -2...12, using: &numbers)))
            let stored = String(format: "%.17g", value)
            let shown = String(format: "%.15g", value)
            let wanted = try #require(Decimal(string: shown))
            #expect(Decimal(string: try #require(plain(stored))) == wanted, "\(stored)")
        }
    }
}

@Suite struct `Dates of a workbook` {
    private func date(_ text: String, _ shown: ExcelDate.Shown, is1904: Bool = false) -> String? {
        var number = ExcelNumber()
        guard number.read(Array(text.utf8)[...]) else { return nil }
        var output: [UInt8] = []
        guard ExcelDate.append(number, shown: shown, is1904: is1904, to: &output) else {
            return nil
        }
        return String(decoding: output, as: UTF8.self)
    }

    @Test(arguments: [
        ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("36526", "2000-01-01"),
        ("36585", "2000-02-29"), ("44562", "2022-01-01"), ("45351", "2024-02-29"),
        ("2958465", "9999-12-31"), ("44562.999999", "2022-01-02"),
        ("44562.0000001", "2022-01-01"), ("44562.541666666664", "2022-01-01T13:00:00"),
        ("44562.99998", "2022-01-01T23:59:58"), ("0.5", "12:00:00"), ("0", "00:00:00"),
        ("60", nil), ("2958466", nil), ("-1", nil), ("1E+30", nil), ("60.5", nil),
    ])
    func `are days`(_ number: String, expected: String?) {
        #expect(date(number, .day) == expected)
    }

    @Test func `are times where the format shows them`() {
        #expect(date("44562", .dayAndTime) == "2022-01-01T00:00:00")
        #expect(date("0.25", .time) == "06:00:00")
        #expect(date("1.25", .time) == "1900-01-01T06:00:00")
        #expect(date("0.99999999", .time) == "1900-01-01T00:00:00")
    }

    @Test func `are counted from 1904 on old Macs`() {
        #expect(date("0", .day, is1904: true) == "1904-01-01")
        #expect(date("43100", .day, is1904: true) == "2022-01-01")
        #expect(date("2957003", .day, is1904: true) == "9999-12-31")
        #expect(date("2957004", .day, is1904: true) == nil)
        #expect(date("0.5", .day, is1904: true) == "1904-01-01T12:00:00")
        #expect(date("0.5", .time, is1904: true) == "12:00:00")
    }

    /// The twin goes from day to day through the calendar.
    @Test func `follow one another through all years`() {
        var (year, month, day) = (1900, 3, 1)
        for number in 61...200_000 {
            let expected = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
            if date("\(number)", .day) != expected {
                Issue.record("\(number) is \(date("\(number)", .day) ?? "nothing")")
                break
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
        }
    }

    @Test(arguments: [
        ("General", ExcelDate.Shown.number), ("0.00", .number),
        ("#,##0.00;[Red]-#,##0.00", .number),
        ("yyyy-mm-dd", .day), ("dd/mm/yyyy;@", .day), ("mmm-yy", .day), ("mmmm", .day),
        ("[$-409]d-mmm-yy", .day), ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", .day),
        ("h:mm AM/PM", .time), ("[h]:mm:ss", .time), ("mm:ss.0", .time), ("[hh]", .time),
        ("[m]", .time), ("[ss]", .time), ("yyyy-mm-dd hh:mm", .dayAndTime),
        ("m/d/yyyy h:mm", .dayAndTime), ("0\" days\"", .number), ("0\\d", .number),
        ("_d0_y", .number), ("*d0", .number), ("[Magenta]0", .number), ("[$kr-41D] 0", .number),
        ("\"y", .number), ("\\", .number), ("[y", .number), ("", .number), ("@", .number),
        ("0.00E+00", .number), ("# ?/?", .number), ("_-* #,##0.00\\ _€_-;\\-* 0", .number),
        ("YYYY", .day),
    ])
    func `are told by the codes of formats`(_ code: String, expected: ExcelDate.Shown) {
        #expect(ExcelNumberFormat.shown(byCode: code) == expected)
    }

    @Test func `are told by the numbers of formats`() {
        let dates = (0...200).filter { ExcelNumberFormat.shown(byBuiltIn: $0) != .number }
        #expect(dates == Array(14...22) + Array(27...36) + Array(45...47) + Array(50...58))
    }

    @Test(arguments: ["2026-11-23", "2026-11-23T13:30:00"])
    func `are known to the check of schemas`(_ text: String) {
        var added: [UInt8] = []
        let verdict = Array(text.utf8).withUnsafeBufferPointer {
            DateForm.canonicalizeMoment($0, into: &added)
        }
        #expect(verdict == .rewritten)
    }
}

@Suite struct `Names of cells` {
    @Test(arguments: [
        ("A1", ExcelReference.Column.at(0)), ("Z9", .at(25)), ("AA1", .at(26)), ("AZ1", .at(51)),
        ("BA1", .at(52)), ("XFD1048576", .at(16_383)), ("b12", .at(1)), ("XFE1", .beyond),
        ("ZZZZZZZZZZZZZZZZZZZZ1", .beyond), ("", .unsaid), ("12", .unsaid), ("$A$1", .unsaid),
        ("é1", .unsaid),
    ])
    func `say the column`(_ name: String, expected: ExcelReference.Column) {
        #expect(ExcelReference.column(of: Array(name.utf8)[...]) == expected)
    }

    @Test func `are made for every column`() {
        for column in 0..<ExcelReference.columnLimit {
            let letters = ExcelReference.letters(ofColumn: column)
            #expect(ExcelReference.column(of: Array(letters.utf8)[...]) == .at(column))
        }
        #expect(ExcelReference.letters(ofColumn: 16_383) == "XFD")
        #expect(ExcelReference.letters(ofColumn: 701) == "ZZ")
    }
}

@Suite struct `Escapes of a workbook` {
    private func decoded(_ text: String) -> String {
        var output: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { ExcelEscapes.appendDecoded($0, to: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    private func encoded(_ text: String) -> String {
        var output: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { ExcelEscapes.appendEncoded($0, to: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    @Test(arguments: [
        ("\u{1}", "_x0001_"), ("a\r\nb", "a_x000D_\nb"), ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"), ("_x004", "_x004"), ("_", "_"),
        ("__x0041_", "__x005F_x0041_"), ("_x0041\u{1}", "_x005F_x0041_x0001_"),
        ("\u{FFFE}\u{FFFF}", "_xFFFE__xFFFF_"), ("\t", "\t"), ("\u{FFFD}", "\u{FFFD}"),
        ("a_b", "a_b"), ("_X0041_", "_X0041_"), ("_x00e9_", "_x005F_x00e9_"), ("", ""),
    ])
    func `go both ways`(_ text: String, escaped: String) {
        #expect(encoded(text) == escaped)
        #expect(decoded(escaped) == text)
    }

    @Test(arguments: [
        ("_x00e9_", "é"), ("_xD83D__xDE00_", "😀"), ("_xD83D_", "_xD83D_"),
        ("_xDE00__xD83D_", "_xDE00__xD83D_"), ("_x00G1_", "_x00G1_"), ("_x0041", "_x0041"),
        ("_x005F_x005F_x0041_", "_x005FA"),
    ])
    func `are resolved`(_ text: String, expected: String) {
        #expect(decoded(text) == expected)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `bring back every text`(seed: UInt64) {
        var numbers = SeededGenerator(seed: seed)
        let pieces = [
            "_", "x", "00", "0041", "_x0041_", "_x005F_", "\u{1}", "\r", "\u{FFFF}", "é", "😀", "a",
        ]
        for _ in 0..<3_000 {
            let count = Int.random(in: 0...8, using: &numbers)
            let text = (0..<count).map { _ in pieces.randomElement(using: &numbers)! }.joined()
            #expect(decoded(encoded(text)) == text)
        }
    }
}

import Records
import Support
import Testing

@testable import Pipeline

/// Profiles against a slow twin that holds all values as texts.
@Suite struct `Column profile` {
    private static func field(_ type: FieldType) -> Field { Field(name: "f", type: type) }

    /// Values of a type, right ones, wrong ones and blanks.
    private static let pools: [(FieldType, [String])] = [
        (
            .string,
            ["", " ", "\u{A0}", "a", "b", "Ünïcö", "😀😀", "twelve bytes", "x y z", "zz", "A"]
        ),
        (.integer, ["", "0", "7", "-7", "12", "-120", "99999", "100000", "abc", "12.5", "007"]),
        (
            .decimal,
            ["", "0", "0.5", "-0.5", "10.25", "9.75", "-10", "1e3", "12345678901234567890"]
        ),
        (
            .date,
            [
                "", "2024-02-29", "2023-02-29", "1999-12-31", "2150-01-01", "31/12/2020",
                "0002-01-01",
            ]
        ),
        (
            .dateTime,
            ["", "2024-02-29T01:02:03Z", "2024-02-29T01:02:03.5Z", "2024-02-29T01:02:04Z", "now"]
        ),
        (.time, ["", "01:02:03", "23:59:59", "01:02:03.5", "25:00:00"]),
        (.guid, ["", "9b8d0c89-1111-2222-3333-444455556666", "x"]),
    ]

    @Test(arguments: 0..<7, 1...8) func `agrees with its twin at every batch size`(
        kind: Int, seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        let (type, pool) = Self.pools[kind]
        let values = (0..<300).map { _ -> String? in
            switch Int.random(in: 0..<20, using: &random) {
            case 0: return nil
            case 1: return Self.made(type, &random)
            default: return pool.randomElement(using: &random)
            }
        }
        let wanted = Self.slowly(values, type)
        for size in [1, 2, 7, 64, 300] {
            let found = Self.profile(values, type, batchSize: size)
            #expect(found == wanted, "\(type), \(size) a batch")
        }
    }

    /// Rare values, so that there are many different ones.
    private static func made(_ type: FieldType, _ random: inout SeededGenerator) -> String {
        let number = Int.random(in: -5000...5000, using: &random)
        return switch type {
        case .integer: "\(number)"
        case .decimal: "\(number).125"
        case .date: "20\(10 + abs(number) % 90)-0\(1 + abs(number) % 9)-1\(abs(number) % 10)"
        default: String(repeating: "wörd ", count: abs(number) % 40) + "\(number)"
        }
    }

    private static func profile(
        _ values: [String?], _ type: FieldType, batchSize: Int
    ) -> ColumnSummary {
        var profile = ColumnProfile(field(type), isPersonal: false, mostPlaces: 1 << 12)
        for start in stride(from: 0, to: values.count, by: batchSize) {
            var batch = RecordBatch()
            let cells = values[start..<min(start + batchSize, values.count)].map { value in
                value.map { batch.append($0.utf8) } ?? .null
            }
            batch.bytes.withUnsafeBufferPointer { profile.take(cells, of: $0) }
        }
        return profile.summary(named: "f")
    }

    // MARK: The twin

    private static func slowly(_ values: [String?], _ type: FieldType) -> ColumnSummary {
        var summary = ColumnSummary(name: "f")
        let filled = values.compactMap { $0 }.filter { text in
            !text.unicodeScalars.allSatisfy { " \u{A0}\t\n\r".unicodeScalars.contains($0) }
        }
        let right = filled.filter { isRight($0, type) }
        summary.filled = filled.count
        summary.empty = values.count - filled.count
        summary.misfits = filled.count - right.count
        summary.distinct.count = Set(filled).count
        let isOrdered = type != .guid
        let ordered = right.sorted { isBefore($0, $1, type) }
        if isOrdered { (summary.smallest, summary.largest) = (ordered.first, ordered.last) }
        let lengths = right.map(\.utf16.count)
        if type == .string, let low = lengths.min(), let high = lengths.max() {
            summary.lengths = low...high
        }
        let counts = Dictionary(grouping: filled, by: \.self).mapValues(\.count)
        summary.frequent = counts.sorted { one, other in
            one.value != other.value
                ? one.value > other.value
                : one.key.utf8.lexicographicallyPrecedes(other.key.utf8)
        }.prefix(5).map { .init(text: shown($0.key), count: $0.value) }
        (summary.spread, summary.bars) = spread(right, type)
        return summary
    }

    private static func shown(_ text: String) -> String {
        text.utf8.count <= 64
            ? text
            : String(decoding: text.utf8.prefix(64), as: UTF8.self)
                .replacing("\u{FFFD}", with: "") + "…"
    }

    private static func isRight(_ text: String, _ type: FieldType) -> Bool {
        switch type {
        case .integer, .decimal:
            let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
            let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count <= 2
                && parts.allSatisfy { part in
                    !part.isEmpty && part.allSatisfy { ("0"..."9").contains($0) }
                } && (parts[0] == "0" || !parts[0].hasPrefix("0"))
        case .date, .dateTime:
            let days = ["2024-02-29", "1999-12-31", "2150-01-01", "0002-01-01"]
            let wrong = ["2023-02-29", "31/12/2020", "now"]
            if wrong.contains(text) { return false }
            return days.contains(String(text.prefix(10))) || type == .date && text.hasPrefix("20")
        case .time: return text != "25:00:00" && text.hasPrefix("0") || text == "23:59:59"
        default: return true
        }
    }

    private static func isBefore(_ one: String, _ other: String, _ type: FieldType) -> Bool {
        switch type {
        case .integer, .decimal:
            if Double(one)! != Double(other)! { return Double(one)! < Double(other)! }
            return false
        case .dateTime:
            let (a, b) = (one.replacing("Z", with: ""), other.replacing("Z", with: ""))
            return a.utf8.lexicographicallyPrecedes(b.utf8)
        default: return one.utf8.lexicographicallyPrecedes(other.utf8)
        }
    }

    /// Bars by their labels, for ranges that every pool here stays within.
    private static func spread(
        _ values: [String], _ type: FieldType
    ) -> (ColumnSummary.Spread, [ColumnSummary.Bar]) {
        switch type {
        case .string:
            let lengths = values.map(\.utf16.count)
            guard let low = lengths.min(), let high = lengths.max() else { return (.lengths, []) }
            if high >= 128 {
                let doublings = (0...20).map { 1 << $0 }.map { start in
                    let count = lengths.count { $0 >= start && $0 < start * 2 }
                    let end = start * 2 - 1
                    return ColumnSummary.Bar(
                        label: start == end ? "\(start)" : "\(start)–\(end)", count: count)
                }
                let first = doublings.firstIndex { $0.count > 0 }!
                let last = doublings.lastIndex { $0.count > 0 }!
                return (.lengths, Array(doublings[first...last]))
            }
            return (.lengths, even(lengths, low, high))
        case .integer, .decimal:
            let sizes = values.map { text -> Int in
                let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
                let whole = digits.split(separator: ".")[0]
                let size = text == "0" ? 0 : whole == "0" ? 1 : min(whole.count, 16) + 1
                return text.hasPrefix("-") ? -size : size
            }
            guard let low = sizes.min(), let high = sizes.max() else { return (.digits, []) }
            let bars = (low...high).map { size in
                ColumnSummary.Bar(label: label(size), count: sizes.count { $0 == size })
            }
            return (.digits, bars)
        case .date, .dateTime:
            let years = values.map { max(1800, Int($0.prefix(4))!) }
            guard let low = years.min(), let high = years.max() else { return (.years, []) }
            return (.years, even(years, low, high, first: 1800))
        case .time:
            let hours = values.map { Int($0.prefix(2))! }
            guard let low = hours.min(), let high = hours.max() else { return (.hours, []) }
            return (.hours, even(hours, low, high, unit: " h"))
        default: return (.none, [])
        }
    }

    private static func even(
        _ values: [Int], _ low: Int, _ high: Int, first: Int = -1, unit: String = ""
    ) -> [ColumnSummary.Bar] {
        let width = (high - low) / 20 + 1
        return stride(from: low, through: high, by: width).map { start in
            let end = min(start + width - 1, high)
            let label =
                start == first
                ? "\(end) and before" : (start == end ? "\(start)" : "\(start)–\(end)") + unit
            return ColumnSummary.Bar(
                label: label, count: values.count { (start...end).contains($0) })
        }
    }

    private static func label(_ size: Int) -> String {
        switch size {
        case 0: "0"
        case 1: "below 1"
        case -1: "above −1"
        case 17: "16 digits or more"
        case -17: "−16 digits or more"
        default:
            (size < 0 ? "−" : "") + "\(abs(size) - 1) digit" + (abs(size) == 2 ? "" : "s")
        }
    }

    // MARK: By hand

    @Test func `masks personal values and leaves the most frequent ones out`() {
        var batch = RecordBatch()
        let cells = ["Åsa Lind", "Bob", "Bob"].map { batch.append($0.utf8) }
        var profile = ColumnProfile(Self.field(.string), isPersonal: true, mostPlaces: 64)
        batch.bytes.withUnsafeBufferPointer { profile.take(cells, of: $0) }
        let summary = profile.summary(named: "f")
        #expect(summary.smallest == "Xxx")
        #expect(summary.largest == "Xxx Xxxx")
        #expect(summary.frequent.isEmpty)
        #expect(summary.distinct == .init(count: 2, isExact: true))
        #expect(summary.lengths == 3...8)
    }

    @Test func `shows no years of personal dates`() {
        var batch = RecordBatch()
        let cells = [batch.append("1931-05-06".utf8)]
        var profile = ColumnProfile(Self.field(.date), isPersonal: true, mostPlaces: 64)
        batch.bytes.withUnsafeBufferPointer { profile.take(cells, of: $0) }
        let summary = profile.summary(named: "f")
        #expect(summary.bars.isEmpty)
        #expect(summary.smallest == "999-99-99")
    }

    @Test(arguments: [
        ("Ann-Kathrin 12", "Xxx-Xxxx 99"), ("12,5O", "99,9X"), ("----", "----"), ("日本語テキスト", "xxx"),
        ("a\u{202E}\nb", "x**x"), ("", ""),
    ])
    func `masks a value as its form`(value: String, form: String) {
        #expect(masked(value) == form)
        #expect(masked(form) == form)
    }

    /// All arrays behind a value, without asking it.
    private static func memory(of value: Any) -> Int {
        switch value {
        case let array as [UInt8]: array.capacity
        case let array as [UInt64]: array.capacity * 8
        case let array as [Int]: array.capacity * 8
        default: Mirror(reflecting: value).children.reduce(0) { $0 + memory(of: $1.value) }
        }
    }

    @Test func `takes no more memory for many different long values`() {
        var profile = ColumnProfile(Self.field(.string), isPersonal: false, mostPlaces: 1 << 12)
        var sizes: [Int] = []
        for round in 0..<20 {
            var batch = RecordBatch()
            let cells = (0..<1000).map { index in
                batch.append("\(round * 1000 + index) \(String(repeating: "x", count: 400))".utf8)
            }
            batch.bytes.withUnsafeBufferPointer { profile.take(cells, of: $0) }
            sizes.append(Self.memory(of: profile))
        }
        #expect(sizes.max()! < 64 << 10, "\(sizes)")
        #expect(sizes.last! == sizes[10])
        let distinct = profile.summary(named: "f").distinct
        #expect(!distinct.isExact)
        #expect(abs(distinct.count - 20_000) < 650, "\(distinct.count)")
    }
}

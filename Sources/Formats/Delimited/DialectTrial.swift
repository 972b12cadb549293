/// How the beginning of a file reads with one delimiter and one qualifier.
struct DialectTrial {
    /// One record, as far as it matters here.
    struct Record {
        var line: Int
        var values: Int
        /// Up to the last value that is not empty.
        var width: Int
    }

    let delimiter: UInt8
    let qualifier: UInt8?
    private(set) var records: [Record] = []
    /// Records that cannot be read so: a quote without its other one, or text behind it.
    private(set) var faults = 0
    /// Qualifiers inside values that do not begin with one.
    private(set) var strays = 0
    /// Values in qualifiers, and those of them that a writer must put there.
    private(set) var enclosed = 0
    private(set) var needed = 0
    /// Values with something in them that stand without qualifiers.
    private(set) var bare = 0
    /// The same for two trials that find the same values.
    private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325

    private let sample: DialectSample

    init(_ sample: DialectSample, delimiter: UInt8, qualifier: UInt8?) {
        self.sample = sample
        self.delimiter = delimiter
        self.qualifier = qualifier
        var at = 0
        var line = sample.firstLine
        while let record = readRecord(&at, &line) {
            if let record { records.append(record) }
        }
    }

    // MARK: How well it explains the sample

    /// Which record is the header, and how many of the others have as many values.
    struct Shape {
        var header: Int
        var columns: Int
        /// 0 for none, 1 for all.
        var fitting: Double
    }

    /// The first record is the header if it has several values. Else the lines before the first
    /// that has are a title, provided that a table of three columns or more follows without a flaw:
    /// two might be sentences.
    var shape: Shape? {
        guard let header = records.firstIndex(where: { $0.values >= 2 }) else { return nil }
        let columns = records[header].values
        let rows = records[(header + 1)...]
        let fitting = rows.count {
            $0.values == columns || $0.values > columns && $0.width <= columns
        }
        let shape = Shape(
            header: header, columns: columns,
            fitting: rows.isEmpty ? 1 : Double(fitting) / Double(rows.count))
        let isTable = columns >= 3 && rows.count >= 2 && fitting == rows.count
        return header == 0 || isTable && faults == 0 ? shape : nil
    }

    /// The share of the records that keep to the shape, less the share of those that cannot be read:
    /// more than a half is an explanation.
    var score: Double {
        guard let shape else { return 0 }
        return shape.fitting - Double(faults) / Double(records.count + faults)
    }

    var explains: Bool { score > 0.5 }

    /// The qualifier does what qualifiers are for, or all values stand in it.
    var hasPlainQualifiers: Bool {
        faults == 0 && strays == 0 && (needed > 0 || enclosed > 1 && bare == 0)
    }

    /// The first line has several values, all of them different and names: letters, digits, underscores,
    /// dots and blanks. A line that does so by one delimiter has no other.
    var beginsWithNames: Bool {
        guard let first = records.first, first.values >= 2 else { return false }
        let names = sample.firstText.split(
            separator: Character(Unicode.Scalar(delimiter)), omittingEmptySubsequences: false
        ).map { part in
            let text = String(part).trimmingBlanks()
            return text.hasPrefix("\"") && text.hasSuffix("\"")
                ? text.dropFirst().dropLast() : text[...]
        }
        let areNames = names.allSatisfy { name in
            name.contains(where: \.isLetter)
                && name.allSatisfy { $0.isLetter || $0.isNumber || "_. ".contains($0) }
        }
        return areNames && Set(names.map { $0.lowercased() }).count == names.count
    }

    // MARK: Reading

    /// Nil behind the last record; a nil record is a blank line or one that cannot be read.
    private mutating func readRecord(_ at: inout Int, _ line: inout Int) -> Record?? {
        guard at < sample.bytes.count else { return nil }
        let start = at
        var record = Record(line: line, values: 0, width: 0)
        repeat {
            if record.values > 0 { at += 1 }
            let open = at
            guard let isEmpty = readValue(&at) else {
                // What may be the cut-off end of the sample is no fault.
                if at == sample.bytes.count, sample.isCut, at - open < DialectSample.size / 8 {
                    return nil
                }
                faults += 1
                at = sample.endOfLine(open)
                return .some(pass(start, &at, &line))
            }
            record.values += 1
            if !isEmpty { record.width = record.values }
            mix(0xFF)
        } while at < sample.bytes.count && sample.bytes[at] == delimiter
        if at == sample.bytes.count, sample.isCut { return nil }
        mix(0xFE)
        let isBlank = at == start
        _ = pass(start, &at, &line)
        return .some(isBlank ? nil : record)
    }

    /// Goes over the line break at `at` and counts the lines from `start` on.
    private func pass(_ start: Int, _ at: inout Int, _ line: inout Int) -> Record? {
        at = sample.behindBreak(at)
        line += sample.breaks(in: start..<at)
        return nil
    }

    /// Whether the value at `at` is empty; nil when it cannot be read. Stands behind it afterwards.
    private mutating func readValue(_ at: inout Int) -> Bool? {
        let bytes = sample.bytes
        if at < bytes.count, bytes[at] == qualifier { return readEnclosed(&at) }
        let start = at
        while at < bytes.count, bytes[at] != delimiter, !sample.isBreak(at) {
            if bytes[at] == qualifier { strays += 1 }
            mix(bytes[at])
            at += 1
        }
        if at > start { bare += 1 }
        return at == start
    }

    private mutating func readEnclosed(_ at: inout Int) -> Bool? {
        let bytes = sample.bytes
        let start = at + 1
        var isNeeded = false
        at = start
        while at < bytes.count {
            if bytes[at] == qualifier {
                guard at + 1 < bytes.count, bytes[at + 1] == qualifier else { break }
                isNeeded = true
                at += 1
            }
            if bytes[at] == delimiter || sample.isBreak(at) { isNeeded = true }
            mix(bytes[at])
            at += 1
        }
        let end = at
        guard end < bytes.count else { return nil }
        at += 1
        guard at == bytes.count || bytes[at] == delimiter || sample.isBreak(at) else { return nil }
        enclosed += 1
        if isNeeded || end == start || bytes[start] == 0x20 || bytes[end - 1] == 0x20 {
            needed += 1
        }
        return end == start
    }

    private mutating func mix(_ byte: UInt8) {
        digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
}

/// The beginning of a text.
struct DialectSample {
    /// How many bytes are looked at.
    static let size = 64 << 10

    let bytes: [UInt8]
    /// The line on which they begin.
    let firstLine: Int
    /// The text goes on behind them.
    let isCut: Bool

    /// The first line that is not blank.
    var firstText: String {
        let line = bytes.drop { $0 == 0x0A || $0 == 0x0D }.prefix { $0 != 0x0A && $0 != 0x0D }
        return String(decoding: line, as: UTF8.self)
    }

    func isBreak(_ at: Int) -> Bool { bytes[at] == 0x0A || bytes[at] == 0x0D }

    func endOfLine(_ start: Int) -> Int {
        bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    }

    func behindBreak(_ at: Int) -> Int {
        guard at < bytes.count else { return at }
        return bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A ? at + 2 : at + 1
    }

    func breaks(in range: Range<Int>) -> Int {
        range.count { at in
            bytes[at] == 0x0A
                || bytes[at] == 0x0D && (at + 1 == bytes.count || bytes[at + 1] != 0x0A)
        }
    }
}

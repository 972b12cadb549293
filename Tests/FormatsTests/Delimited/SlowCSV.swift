import Records

@testable import Formats

/// Reads delimited text the slow and obvious way: one byte after the other of the whole text, one
/// value after the other. `CSVReader` must agree with it. The header, or the first record where
/// there is none, must be plain.
struct SlowCSV {
    let bytes: [UInt8]
    let delimiter: UInt8
    let qualifier: UInt8?
    let escape: UInt8?
    let header: HeaderLine
    let isStrict: Bool
    private(set) var reading = CSVReading()
    /// Why a strict dialect refuses the file.
    private(set) var refusal: CSVReading.Unreadable?
    private var lineEnds: Set<Int> = []

    init(_ text: [UInt8], _ dialect: Dialect) {
        bytes = text
        delimiter = dialect.delimiter
        qualifier = dialect.qualifier
        escape = dialect.escape
        header = dialect.header
        isStrict = dialect.isStrict
        if header == .none { reading.columns = dialect.columnNames }
        var position = headerStart
        if position > 0 { reading.warnings.insert("P2C-CSV-027") }
        while position < bytes.count, refusal == nil { position = readRecord(position) }
        if lineEnds.count > 1 { reading.warnings.insert("P2C-CSV-022") }
    }

    private var headerStart: Int {
        guard case .line(let line) = header else { return 0 }
        return (0...bytes.count).first { self.line($0) == line && (line == 1 || !isPair($0)) }!
    }

    /// Between the CR and the LF of a line end.
    private func isPair(_ at: Int) -> Bool {
        at > 0 && at < bytes.count && bytes[at - 1] == 0x0D && bytes[at] == 0x0A
    }

    private enum Value {
        case text(String?, end: Int)
        case unreadable(String, end: Int, line: Int)
    }

    /// Reads the record at `start` and returns where the next one begins.
    private mutating func readRecord(_ start: Int) -> Int {
        if isBreak(start), !isStrict {
            reading.warnings.insert("P2C-CSV-020")
            return behindBreak(start)
        }
        var values: [String?] = []
        var isOnTrial = false
        var at = start
        while true {
            switch readValue(at, &isOnTrial, start) {
            case .unreadable(let code, let end, let line):
                return refuse(code, start, end, line)
            case .text(let text, let end):
                values.append(text)
                at = end
            }
            if at == bytes.count || bytes[at] != delimiter { break }
            at += 1
        }
        return keep(values, start, at, isOnTrial)
    }

    private mutating func keep(
        _ values: [String?], _ start: Int, _ end: Int, _ isOnTrial: Bool
    ) -> Int {
        if reading.columns.isEmpty {
            guard header == .none else {
                reading.columns = values.map { $0 ?? "" }
                return behindBreak(end)
            }
            reading.columns = values.indices.map { "COLUMN\($0 + 1)" }
        }
        let columns = reading.columns.count
        let fits =
            values.count == columns
            || values.count > columns && values[columns...].allSatisfy { ($0 ?? "").isEmpty }
        let hasNUL = bytes[start..<end].contains(0)
        if hasNUL || !fits {
            let code = hasNUL ? "P2C-CSV-004" : isOnTrial ? "P2C-CSV-002" : "P2C-CSV-001"
            return refuse(code, start, end, line(start))
        }
        if isStrict {
            let code: String? =
                isOnTrial
                ? "P2C-CSV-002"
                : hasStrayQuote(start, end)
                    ? "P2C-CSV-005" : values.count > columns ? "P2C-CSV-001" : nil
            if let code { return refuse(code, start, end, line(start)) }
        }
        if values.count > columns { reading.warnings.insert("P2C-CSV-021") }
        if isOnTrial { reading.warnings.insert("P2C-CSV-026") }
        if hasStrayQuote(start, end) { reading.warnings.insert("P2C-CSV-025") }
        reading.records.append(
            .init(values: Array(values.prefix(columns)), byte: start, line: line(start)))
        return behindBreak(end)
    }

    private mutating func refuse(_ code: String, _ start: Int, _ end: Int, _ line: Int) -> Int {
        let raw = String(decoding: bytes[start..<end], as: UTF8.self)
        reading.unreadable.append(.init(code: code, line: line, byte: start, raw: raw))
        if isStrict { refusal = reading.unreadable[0] }
        return code == "P2C-CSV-003" ? behindBreak(end, isCounted: false) : behindBreak(end)
    }

    private func readValue(_ start: Int, _ isOnTrial: inout Bool, _ record: Int) -> Value {
        guard start < bytes.count, bytes[start] == qualifier else {
            let end = bytes[start...].firstIndex { $0 == delimiter || isBreak($0) } ?? bytes.count
            return .text(end == start ? nil : text(Array(bytes[start..<end])), end: end)
        }
        var value: [UInt8] = []
        var at = start + 1
        while at < bytes.count {
            let byte = bytes[at]
            if byte == escape, at + 1 < bytes.count,
                bytes[at + 1] == qualifier || bytes[at + 1] == escape
            {
                value.append(bytes[at + 1])
                at += 2
                continue
            }
            if byte == qualifier {
                if at + 1 < bytes.count, bytes[at + 1] == qualifier {
                    value.append(byte)
                    at += 2
                    continue
                }
                if at + 1 == bytes.count || bytes[at + 1] == delimiter || isBreak(at + 1) {
                    return .text(text(value), end: at + 1)
                }
                isOnTrial = true
                if let lineEnd = bytes[start..<at].firstIndex(where: { isBreak($0) }) {
                    return .unreadable("P2C-CSV-003", end: lineEnd, line: line(start))
                }
            } else if isOnTrial, isBreak(at) {
                let hasNUL = bytes[record..<at].contains(0)
                return .unreadable(
                    hasNUL ? "P2C-CSV-004" : "P2C-CSV-002", end: at, line: line(record))
            }
            value.append(byte)
            at += 1
        }
        return isOnTrial
            ? .unreadable("P2C-CSV-002", end: bytes.count, line: line(record))
            : .unreadable("P2C-CSV-003", end: bytes.count, line: line(start))
    }

    private func hasStrayQuote(_ start: Int, _ end: Int) -> Bool {
        var at = start
        var unused = false
        while at <= end {
            let isPlain = at == bytes.count || bytes[at] != qualifier
            guard case .text(_, let behind) = readValue(at, &unused, start) else { return false }
            if isPlain, bytes[at..<behind].contains(where: { $0 == qualifier }) { return true }
            at = behind + 1
        }
        return false
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private func isBreak(_ at: Int) -> Bool { at < bytes.count && isBreak(bytes[at]) }

    private mutating func behindBreak(_ at: Int, isCounted: Bool = true) -> Int {
        guard at < bytes.count else { return at }
        let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
        if isCounted { lineEnds.insert(isPair ? 2 : Int(bytes[at])) }
        return at + (isPair ? 2 : 1)
    }

    /// The line of a position, counted from the start of the text.
    private func line(_ position: Int) -> Int {
        var line = 1
        for at in 0..<position where isBreak(at) {
            let isFirstOfPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
            if !isFirstOfPair { line += 1 }
        }
        return line
    }
}

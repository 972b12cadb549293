import Records

@testable import Formats

/// What a reader made of a whole file, for comparison.
struct FixedWidthReading: Equatable {
    struct Row: Equatable {
        var values: [String?]
        var line: Int
        var byte: Int
    }

    struct Unreadable: Equatable {
        var code: String
        var line: Int
        var byte: Int
        var raw: String
    }

    var rows: [Row] = []
    var unreadable: [Unreadable] = []
    /// How many blank lines were told.
    var blankLines = 0
}

extension FixedWidthReading {
    /// Reads with the reader; `chunkSize` is what the source gives at once.
    init(
        _ bytes: [UInt8], _ layout: FixedWidthLayout, chunkSize: Int = .max,
        batchSize: Int = 256 << 10, limits: ReadLimits = ReadLimits()
    ) throws {
        let reader = FixedWidthReader(
            PiecewiseBytes(bytes, pieces: chunkSize), file: "f.txt", layout: layout,
            limits: limits, batchSize: batchSize)
        while let batch = try reader.next() {
            precondition(batch.firstRecord == rows.count)
            precondition(batch.columns.map(\.name) == layout.columnNames)
            for (row, position) in batch.positions.enumerated() {
                rows.append(
                    Row(
                        values: batch.columns.map { batch.text(of: $0.cells[row]) },
                        line: Int(position.line), byte: Int(position.byte)))
            }
            unreadable += batch.unreadable.map {
                Unreadable(
                    code: $0.issue.code.id, line: Int($0.position.line),
                    byte: Int($0.position.byte), raw: batch.text(of: $0.raw) ?? "")
            }
        }
        for warning in reader.takeWarnings() where warning.code == .fixedBlankLines {
            blankLines = Int(warning.detail.prefix { $0.isNumber }) ?? -1
        }
    }

    var values: [[String?]] { rows.map(\.values) }
}

/// Reads a fixed width text the slow and obvious way: all of it as an array of characters.
struct SlowFixedWidth {
    private(set) var reading = FixedWidthReading()
    private let columns: [FixedWidthLayout.Field]
    private let width: Int

    init(_ text: String, _ layout: FixedWidthLayout) {
        columns = layout.fields
        width = layout.width
        var characters = Array(text.unicodeScalars)
        let isLines =
            layout.recordLength.map { length in
                characters.count < length || characters.prefix(length + 1).contains(where: isBreak)
            } ?? true
        if characters.last == "\u{1A}" { characters.removeLast() }
        let passed = if case .line(let line) = layout.header { line } else { 0 }
        var (line, byte, at) = (1, 0, 0)
        while at < characters.count {
            let (record, next) =
                isLines ? Self.line(characters, at) : Self.block(characters, at, width)
            if let record, line > passed { take(record, line: line, byte: byte) }
            byte += Self.text(characters[at..<next]).utf8.count
            line += 1
            at = next
        }
    }

    private static func line(
        _ all: [Unicode.Scalar], _ start: Int
    ) -> (ArraySlice<Unicode.Scalar>?, next: Int) {
        let end = all[start...].firstIndex(where: isBreak) ?? all.count
        if end == all.count { return (all[start..<end], end) }
        let isPair = all[end] == "\r" && end + 1 < all.count && all[end + 1] == "\n"
        return (all[start..<end], end + (isPair ? 2 : 1))
    }

    private static func block(
        _ all: [Unicode.Scalar], _ start: Int, _ width: Int
    ) -> (ArraySlice<Unicode.Scalar>?, next: Int) {
        let block = all[start...].prefix(width)
        let isEnd = block.count < width && block.allSatisfy(isBreak)
        return (isEnd ? nil : block, block.endIndex)
    }

    private mutating func take(_ record: ArraySlice<Unicode.Scalar>, line: Int, byte: Int) {
        let record = Array(record)
        func refuse(_ code: String) {
            reading.unreadable.append(
                .init(code: code, line: line, byte: byte, raw: Self.text(record[...])))
        }
        if record.contains("\u{0}") { return refuse("P2C-FIX-003") }
        if record.allSatisfy({ $0 == " " }) {
            reading.blankLines += 1
            return
        }
        if record.contains(where: isBreak) { return refuse("P2C-FIX-004") }
        let cut = columns.firstIndex {
            record.count > $0.range.lowerBound && record.count < $0.range.upperBound
        }
        if let cut, cut < columns.count - 1 { return refuse("P2C-FIX-001") }
        if record.count <= columns[0].range.lowerBound { return refuse("P2C-FIX-001") }
        if record.dropFirst(width).contains(where: { $0 != " " }) { return refuse("P2C-FIX-002") }
        let values = columns.map { column -> String? in
            var value = record.prefix(column.range.upperBound).dropFirst(column.range.lowerBound)
            while value.first == " " { value.removeFirst() }
            while value.last == " " { value.removeLast() }
            return value.isEmpty ? nil : Self.text(value)
        }
        reading.rows.append(.init(values: values, line: line, byte: byte))
    }

    private static func text(_ characters: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(characters))
    }
}

private func isBreak(_ character: Unicode.Scalar) -> Bool {
    character == "\n" || character == "\r"
}

import Formats
import Fuzzing
import Records

@testable import Formats

/// Reads lines of one width at two cuts, which must agree, and writes them out and reads them back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = FuzzInput(start, count)
    guard let layout = makeLayout(&input) else { return 0 }
    let sizes = [input.byte(), input.byte(), input.byte() * 16]
    let batchSize = input.byte() * 8 + 1
    let text = input.rest
    let whole = read(text, layout, sizes: [text.count], batchSize: 4_096)
    let cut = read(text, layout, sizes: sizes, batchSize: batchSize)
    // Of two reasons for which a file is refused, the cut decides which one is met first.
    let areRefused = whole.failure != nil && cut.failure != nil
    require(areRefused || whole == cut, "Cuts change nothing: \(whole) \(cut)")
    if whole.failure == nil { writeAndReadBack(whole, layout) }
    return 0
}

/// Three columns with or without gaps; nil for one that nobody can write.
private func makeLayout(_ input: inout FuzzInput) -> FixedWidthLayout? {
    var start = 1
    var columns: [FixedWidthLayout.Column] = []
    for name in ["a", "b", "c"] {
        start += input.byte() % 3
        let length = input.byte() % 8 + 1
        columns.append(FixedWidthLayout.Column(name: name, length: length, start: start))
        start += length
    }
    let recordLength = input.pick([nil, start - 1, start + 2])
    guard var layout = try? FixedWidthLayout(columns, recordLength: recordLength) else { return nil }
    layout.encoding = input.pick([.utf8, .utf8, .utf16LittleEndian, .named("WINDOWS-1252")])
    layout.header = input.pick([.none, .none, .line(1), .line(3)])
    return layout
}

private func read(
    _ text: [UInt8], _ layout: FixedWidthLayout, sizes: [Int], batchSize: Int
) -> ReadRecords {
    ReadRecords { () throws(FormatError) in
        FixedWidthReader(
            UnevenBytes(text, sizes: sizes), file: "a.txt", layout: layout, limits: .small,
            batchSize: batchSize)
    }
}

private func writeAndReadBack(_ table: ReadRecords, _ layout: FixedWidthLayout) {
    guard !table.rows.isEmpty else { return }
    var layout = layout
    layout.encoding = .utf8
    layout.header = .none
    var batch = RecordBatch(positions: table.rows.map { _ in RecordPosition(byte: 0, line: 1) })
    for column in table.columns.indices {
        let cells = table.rows.map { row in
            if case .text(let text) = row[column] { batch.append(text) } else { Cell.null }
        }
        batch.columns.append(Column(name: table.columns[column], cells: cells))
    }
    let sink = MemorySink()
    do throws(FormatError) {
        let writer = try FixedWidthWriter(
            sink, layout: layout.withLineEnds, fieldNames: table.columns, file: "b.txt")
        try writer.write(batch, rows: Array(table.rows.indices))
        try writer.finish()
    } catch {
        require(false, "What was read fits: \(error.issue.message)")
    }
    let back = read(sink.bytes, layout.withLineEnds, sizes: [4_096], batchSize: 4_096)
    // A record of nothing but blanks is a blank line, which readers pass over.
    let rows = table.rows.filter { $0.contains { $0 != .null } }
    require(back.rows == rows, "Records come back: \(table) \(back)")
}

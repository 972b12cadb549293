import Formats
import Fuzzing
import Records

/// Reads delimited text at two cuts, which must agree, and writes it out and reads it back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = FuzzInput(start, count)
    let dialect = makeDialect(&input)
    guard dialect.contradiction == nil else { return 0 }
    let sizes = [input.byte(), input.byte(), input.byte() * 16]
    let batchSize = input.byte() * 8 + 1
    let text = input.rest
    let whole = read(text, dialect, sizes: [text.count], batchSize: 4_096)
    let cut = read(text, dialect, sizes: sizes, batchSize: batchSize)
    // Of two reasons for which a file is refused, the cut decides which one is met first.
    let areRefused = whole.failure != nil && cut.failure != nil
    require(areRefused || whole == cut, "Cuts change nothing: \(whole) \(cut)")
    if whole.failure == nil { writeAndReadBack(whole, dialect) }
    return 0
}

private func makeDialect(_ input: inout FuzzInput) -> Dialect {
    var dialect = Dialect()
    dialect.delimiter = input.pick(Array(",;\t|:".utf8))
    dialect.qualifier = input.pick([0x22, 0x22, 0x27, nil])
    dialect.escape = input.pick([nil, nil, 0x5C])
    dialect.lineEnd = input.pick([.crlf, .lf, .cr])
    dialect.encoding = input.pick([
        .utf8, .utf8, .utf16LittleEndian, .utf16BigEndian, .named("WINDOWS-1252"), .named("UTF-7"),
    ])
    dialect.header = input.pick([.line(1), .line(1), .none, .line(3)])
    dialect.isStrict = input.flag()
    return dialect
}

private func read(
    _ text: [UInt8], _ dialect: Dialect, sizes: [Int], batchSize: Int
) -> ReadRecords {
    ReadRecords { () throws(FormatError) in
        CSVReader(
            UnevenBytes(text, sizes: sizes), file: "a.csv", dialect: dialect, limits: .small,
            batchSize: batchSize)
    }
}

private func writeAndReadBack(_ table: ReadRecords, _ dialect: Dialect) {
    // A record of one empty value is a blank line, which readers pass over.
    guard table.columns.count > 1, !table.rows.isEmpty else { return }
    var dialect = dialect
    dialect.encoding = .utf8
    dialect.header = .line(1)
    var batch = RecordBatch(positions: table.rows.map { _ in RecordPosition(byte: 0, line: 1) })
    for column in table.columns.indices {
        let cells = table.rows.map { row in
            if case .text(let text) = row[column] { batch.append(text) } else { Cell.null }
        }
        batch.columns.append(Column(name: table.columns[column], cells: cells))
    }
    let sink = MemorySink()
    do throws(FormatError) {
        let writer = try CSVWriter(
            sink, dialect: dialect, fieldNames: table.columns, file: "b.csv", bufferSize: 64)
        try writer.write(batch, rows: Array(table.rows.indices))
        try writer.finish()
    } catch {
        return  // The dialect has no qualifier, and a value needs one.
    }
    let back = ReadRecords { () throws(FormatError) in
        CSVReader(
            MemoryBytes(sink.bytes), file: "b.csv", dialect: dialect, batchSize: 4_096)
    }
    require(back.columns == table.columns, "Columns come back: \(table) \(back)")
    require(back.rows == table.rows, "Records come back: \(table) \(back)")
}

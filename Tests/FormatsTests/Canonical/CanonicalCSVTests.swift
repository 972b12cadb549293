import Formats
import Records
import Support
import Testing

@Suite struct `Canonical CSV` {
    private func write(
        _ names: [String], _ batches: [RecordBatch], bufferSize: Int = 256 << 10
    ) throws -> [UInt8] {
        let sink = MemorySink()
        let writer = try CSVWriter(
            canonical: sink, fieldNames: names, file: "out.csv", bufferSize: bufferSize)
        for batch in batches { try writer.write(batch, rows: Array(0..<batch.rowCount)) }
        try writer.finish()
        return sink.bytes
    }

    @Test(arguments: [
        (nil, ""), ("", "\"\""), ("a", "a"), (" a ", " a "), ("a,b", "\"a,b\""),
        ("a\"b", "\"a\"\"b\""), ("a\rb", "\"a\rb\""), ("a\nb", "\"a\nb\""), ("a;b\tc", "a;b\tc"),
        ("é🙂", "é🙂"), ("=1+1", "=1+1"), ("007", "007"),
    ])
    func `quotes only where it must`(_ value: String?, _ written: String) throws {
        let bytes = try write(["A", "B"], [makeBatch(["A", "B"], [["x", value]])])
        #expect(String(decoding: bytes, as: UTF8.self) == "A,B\nx,\(written)\n")
    }

    @Test func `has quotes for the nothing that is a whole record`() throws {
        let bytes = try write(["A"], [makeBatch(["A"], [[nil], [""], ["1"]])])
        #expect(String(decoding: bytes, as: UTF8.self) == "A\n\"\"\n\"\"\n1\n")
    }

    /// Absent reads back as null, and a null that is a whole record as empty text: CSV has no more
    /// kinds of nothing.
    private func asRead(_ value: CanonicalTable.Value, isOnlyColumn: Bool) -> String? {
        switch value {
        case .text(let text): text
        case .null, .absent: isOnlyColumn ? "" : nil
        }
    }

    @Test(arguments: [1, 2, 3, 7, 64, 4096])
    func `is read back the same at every chunk and batch size`(_ chunkSize: Int) throws {
        var random = SeededGenerator(seed: UInt64(chunkSize))
        for _ in 0..<120 {
            let table = CanonicalTable(&random, hasNUL: false)
            let batches = table.batches(of: [1, 3, 100].randomElement(using: &random)!)
            let bufferSize = [1, 64, 4096].randomElement(using: &random)!
            let bytes = try write(table.names, batches, bufferSize: bufferSize)
            let reading = try readCSV(
                bytes, dialect: .canonical, chunkSize: chunkSize,
                batchSize: [1, 10, 200, 128 << 10].randomElement(using: &random)!)
            #expect(reading.columns == table.names)
            let isOnlyColumn = table.names.count == 1
            #expect(
                reading.rows.map { $0.map { $0.map { Array($0.utf8) } } }
                    == table.rows.map { row in
                        row.map { asRead($0, isOnlyColumn: isOnlyColumn).map { Array($0.utf8) } }
                    })
            #expect(reading.unreadable.isEmpty)
        }
    }
}

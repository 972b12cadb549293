import Formats
import Foundation
import Records
import Support
import Testing

@Suite struct `JSON lines writer` {
    private func write(
        _ batches: [RecordBatch], bufferSize: Int = 256 << 10
    ) throws -> [UInt8] {
        let sink = MemorySink()
        let writer = JSONLinesWriter(sink, bufferSize: bufferSize)
        for batch in batches { try writer.write(batch, rows: Array(0..<batch.rowCount)) }
        try writer.finish()
        #expect(sink.isFinished)
        return sink.bytes
    }

    private func line(_ name: String, _ cell: (inout RecordBatch) -> Cell) throws -> String {
        var batch = RecordBatch()
        let cell = cell(&batch)
        batch.columns = [Column(name: name, cells: [cell])]
        batch.positions = [RecordPosition(byte: 0, line: 1)]
        return String(decoding: try write([batch]), as: UTF8.self)
    }

    @Test(arguments: [
        ("", #""""#), ("a", #""a""#), ("a\"b\\c", #""a\"b\\c""#), ("a/b", #""a/b""#),
        ("\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F} ", #""\u0000\u0001\b\t\n\u000b\f\r\u001f ""#),
        ("\u{7F}é漢🙂\u{2028}", "\"\u{7F}é漢🙂\u{2028}\""), ("007", #""007""#), ("null", #""null""#),
        ("sixteen bytes ..", #""sixteen bytes ..""#),
        ("sixteen bytes .\n", #""sixteen bytes .\n""#),
        ("\nmore than sixteen\tbytes\n", #""\nmore than sixteen\tbytes\n""#),
    ])
    func `escapes what JSON must have escaped, and nothing else`(
        _ value: String, _ written: String
    ) throws {
        #expect(try line("A") { $0.append(value.utf8) } == "{\"A\":\(written)}\n")
        #expect(try line(value) { _ in .null } == "{\(written):null}\n")
    }

    @Test func `leaves absent fields out and writes null for null`() throws {
        var batch = RecordBatch()
        let text = batch.append("x".utf8)
        batch.columns = [
            Column(name: "A", cells: [.absent, text, .absent]),
            Column(name: "B", cells: [.null, .absent, .absent]),
            Column(name: "C", cells: [text, .null, .absent]),
        ]
        batch.positions = [RecordPosition](repeating: .init(byte: 0, line: 1), count: 3)
        #expect(
            String(decoding: try write([batch]), as: UTF8.self)
                == "{\"B\":null,\"C\":\"x\"}\n{\"A\":\"x\",\"C\":null}\n{}\n")
    }

    @Test func `takes records of several entities, and rows in the order given`() throws {
        let sink = MemorySink()
        let writer = JSONLinesWriter(sink)
        try writer.write(makeBatch(["A"], [["1"], ["2"], ["3"]]), rows: [2, 0])
        try writer.write(makeBatch(["B", "A"], [["4", nil]]), rows: [0])
        try writer.write(makeBatch(["B", "A"], []), rows: [])
        try writer.finish()
        #expect(
            String(decoding: sink.bytes, as: UTF8.self)
                == "{\"A\":\"3\"}\n{\"A\":\"1\"}\n{\"B\":\"4\",\"A\":null}\n")
    }

    /// Foundation's decoder is the slow twin: it reads every line back to the same values.
    @Test(arguments: [1, 2, 3, 7, 64, 4096, 256 << 10])
    func `is read back the same at every buffer and batch size`(_ bufferSize: Int) throws {
        var random = SeededGenerator(seed: UInt64(bufferSize))
        for _ in 0..<120 {
            let table = CanonicalTable(&random, hasNUL: true)
            let batches = table.batches(of: [1, 3, 100].randomElement(using: &random)!)
            let bytes = try write(batches, bufferSize: bufferSize)
            var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            #expect(lines.popLast()?.isEmpty == true)
            try #require(lines.count == table.rows.count)
            for (line, row) in zip(lines, table.rows) {
                let expected = zip(table.names, row).filter { $0.1 != .absent }
                let found = try JSONDecoder().decode(
                    [String: String?].self, from: Data(line))
                #expect(found.count == expected.count)
                for (name, value) in expected {
                    let read = try #require(found[name])
                    let text: String? = if case .text(let text) = value { text } else { nil }
                    #expect(read.map { Array($0.utf8) } == text.map { Array($0.utf8) })
                }
                #expect(names(in: line) == expected.map(\.0))
            }
        }
    }

    /// The keys of an object in their order: by a walk over its characters, slow and plain.
    private func names(in line: ArraySlice<UInt8>) -> [String] {
        var names: [String] = []
        var text: [UInt8]?
        var last: [UInt8] = []
        var isEscaped = false
        for byte in line {
            guard var open = text else {
                if byte == UInt8(ascii: "\"") { text = [] }
                if byte == UInt8(ascii: ":") {
                    let quoted = Data([0x22] + last + [0x22])
                    names.append((try? JSONDecoder().decode(String.self, from: quoted)) ?? "?")
                }
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped {
                last = open
                text = nil
                continue
            }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            open.append(byte)
            text = open
        }
        return names
    }
}

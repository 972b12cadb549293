import Formats
import Foundation
import Records
import Support
import Testing

@testable import Pipeline

@Suite struct `JSON text` {
    @Test func `is indented for people, keys in their order`() {
        var json = JSONText()
        json.beginObject()
        json.add("b", 1)
        json.add("a", nil as String?)
        json.beginArray("list")
        json.add(nil, "x")
        json.beginObject()
        json.end()
        json.end()
        json.add("texts", [])
        json.add("flag", true)
        json.end()
        let text = String(decoding: json.take(), as: UTF8.self)
        #expect(
            text == """
                {
                  "b": 1,
                  "list": [
                    "x",
                    {}
                  ],
                  "texts": [],
                  "flag": true
                }

                """)
    }

    @Test func `is one line where there is a lot of it`() {
        var json = JSONText(isOnOneLine: true)
        json.beginObject()
        json.add("a", ["x", "y,"])
        json.add("b", -7)
        json.end()
        #expect(
            String(decoding: json.take(), as: UTF8.self) == "{\"a\": [\"x\", \"y,\"], \"b\": -7}")
    }

    @Test func `carries every character`() throws {
        let text = String(String.UnicodeScalarView((0..<0x3000).compactMap(Unicode.Scalar.init)))
        var json = JSONText(isOnOneLine: true)
        json.beginObject()
        json.add(text, text)
        json.end()
        let read = try JSONDecoder().decode([String: String].self, from: Data(json.take()))
        #expect(read.first.map { Array($0.value.utf8) } == Array(text.utf8))
        #expect(read.first.map { Array($0.key.utf8) } == Array(text.utf8))
    }
}

@Suite struct `Issues of a document` {
    private let scratch = ScratchFolder()

    private final class Collected: ByteSink {
        var bytes: [UInt8] = []
        func write(_ part: UnsafeRawBufferPointer) { bytes += part }
        func finish() {}
    }

    @Test(arguments: [0, 1, 1_000, 100_000])
    func `are all there, whether in memory or in a file`(count: Int) throws {
        let spool = IssueSpool(temporaryFolder: scratch.path)
        var expected: [UInt8] = []
        for number in 0..<count {
            let text = Array("issue \(number) of many;".utf8)
            expected += text
            spool.append(text)
        }
        #expect(spool.count == expected.count)
        let all = Collected()
        try spool.copy(0..<spool.count, to: all)
        #expect(all.bytes == expected)
        let middle = count / 3..<max(count / 3, expected.count - 5)
        let part = Collected()
        try spool.copy(middle, to: part)
        #expect(part.bytes == Array(expected[middle]))
        #expect(scratch.files().isEmpty)
    }

    @Test func `that cannot be kept stop the work`() throws {
        let spool = IssueSpool(temporaryFolder: scratch.path + "/gone")
        spool.append([UInt8](repeating: 0x20, count: 1 << 20))
        try spool.check()
        spool.append([0x20])
        #expect(throws: (any Error).self) { try spool.check() }
        #expect(throws: (any Error).self) { try spool.copy(0..<1, to: Collected()) }
    }
}

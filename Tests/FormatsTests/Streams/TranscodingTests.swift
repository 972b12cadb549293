import Formats
import Records
import Testing

@Suite struct `Transcoding` {
    static func readAll(_ source: any ByteSource, by size: Int) throws(FormatError) -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: size)
        while true {
            var failure: FormatError?
            var count = 0
            buffer.withUnsafeMutableBytes { bytes in
                do throws(FormatError) { count = try source.read(into: bytes) } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            if count == 0 { return result }
            result += buffer[..<count]
        }
    }

    static let encodings: [TextEncoding] = [
        .utf8, .utf16LittleEndian, .utf16BigEndian, .named("UTF-32LE"), .named("UTF-7"),
        .named("GB18030"),
    ]

    @Test(arguments: encodings.indices, [1, 2, 3, 7, 64, 4096])
    func `there and back gives the text`(_ encoding: Int, chunkSize: Int) throws {
        let encoding = Self.encodings[encoding]
        var random = DelimitedRandom(seed: chunkSize)
        for _ in 0..<30 {
            let text = (0..<random.below(200)).map { _ in
                random.pick(["a", "plain text", "é", "漢", "🙂", "\u{10FFFF}", "\u{FFFD}", "\r\n"])
            }.joined()
            let memory = MemorySink()
            let sink = try TranscodingSink(memory, to: encoding, name: "a")
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                try sink.write(Array(rest.prefix(chunkSize)))
                rest = rest.dropFirst(chunkSize)
            }
            try sink.finish()
            let source = try TranscodedBytes(
                MemoryBytes(memory.bytes, chunkSize: chunkSize), from: encoding, name: "a")
            let back = try Self.readAll(source, by: 1 + random.below(100))
            #expect(String(decoding: back, as: UTF8.self) == text)
        }
    }

    @Test func `UTF-16 is what Swift makes of it`() throws {
        let text = "a\u{7F}\u{80}é\u{7FF}\u{800}漢\u{D7FF}\u{E000}\u{FFFF}\u{10000}🙂\u{10FFFF}"
        let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let memory = MemorySink()
        try TranscodingSink(memory, to: .utf16LittleEndian, name: "a").write(Array(text.utf8))
        #expect(memory.bytes == units)
        let source = try TranscodedBytes(MemoryBytes(units), from: .utf16LittleEndian, name: "a")
        #expect(try Self.readAll(source, by: 5) == Array(text.utf8))
    }

    /// The line breaks of `aé`, CR LF, `b`, CR, `c`, LF and a byte that is bad, in every encoding.
    static let badLines: [(TextEncoding, [UInt8], byte: Int)] = [
        (.named("ASCII"), Array("a\r\nb\rc\n".utf8) + [0xE9], 7),
        (.named("CP1252"), [0xE9] + Array("\r\nb\rc\n".utf8) + [0x81], 7),
        (
            .utf16LittleEndian, "a\r\nb\rc\n".utf16.flatMap { [UInt8($0), 0] } + [0, 0xDC, 0, 0], 14
        ),
        (.named("UTF-32BE"), "a\r\nb\rc\n".utf8.flatMap { [0, 0, 0, $0] } + [0, 0x11, 0, 0], 28),
        (.named("UTF-32BE"), "a\r\nb\rc\n".utf8.flatMap { [0, 0, 0, $0] } + [0, 0], 28),
    ]

    @Test(arguments: badLines.indices, [1, 2, 3, 100])
    func `names the line of a bad byte`(_ index: Int, chunkSize: Int) throws {
        let (encoding, bytes, byte) = Self.badLines[index]
        let source = try TranscodedBytes(
            MemoryBytes(bytes, chunkSize: chunkSize), from: encoding, name: "a")
        let error = #expect(throws: FormatError.self) { _ = try Self.readAll(source, by: 3) }
        #expect(error?.issue.line == 4)
        #expect(error?.issue.byte == byte)
    }

    /// Encoding, bytes, the offset of the first bad one, and what comes before it.
    static let bad: [(TextEncoding, [UInt8], Int, String)] = [
        (.utf16LittleEndian, [0x41, 0, 0x00, 0xDC, 0x42, 0], 2, "A"),
        (.utf16LittleEndian, [0x41, 0, 0x00, 0xD8, 0x42, 0], 2, "A"),
        (.utf16BigEndian, [0, 0x41, 0, 0x42, 0xDC, 0], 4, "AB"),
        (.utf16LittleEndian, [0x41, 0, 0x42], 2, "A"),
        (.utf16LittleEndian, [0x41, 0, 0x3D, 0xD8], 2, "A"),
        (.named("WINDOWS-1252"), [0x41, 0xE9, 0x81, 0x41], 2, "Aé"),
        (.named("SHIFT_JIS"), [0x41, 0x42, 0x8A], 2, "AB"),
        (.utf8, [0x41, 0xC3, 0xA9, 0xFF], 3, "Aé"),
    ]

    @Test(arguments: bad.indices, [1, 2, 100])
    func `names the offset of a bad byte, behind all that is good`(
        _ index: Int, chunkSize: Int
    ) throws {
        let (encoding, bytes, offset, good) = Self.bad[index]
        let source = try TranscodedBytes(
            MemoryBytes(bytes, chunkSize: chunkSize), from: encoding, name: "a", offset: 100)
        var read: [UInt8] = []
        let error = #expect(throws: FormatError.self) {
            while true { read += try Self.readOnce(source) }
        }
        #expect(String(decoding: read, as: UTF8.self) == good)
        #expect(error?.issue.byte == 100 + offset)
    }

    static func readOnce(_ source: any ByteSource) throws(FormatError) -> [UInt8] {
        var byte: [UInt8] = [0]
        var failure: FormatError?
        byte.withUnsafeMutableBytes { bytes in
            do throws(FormatError) { _ = try source.read(into: bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        return byte
    }

    @Test(arguments: ["NO-SUCH", "ASCII//TRANSLIT", "UTF-8//IGNORE", ""])
    func `refuses names that iconv does not know or that replace characters`(_ name: String) {
        // glibc takes the empty name for the locale's own, which is no encoding that settings name.
        let error = #expect(throws: FormatError.self) {
            _ = try TranscodedBytes(MemoryBytes(""), from: .named(name), name: "a")
        }
        #expect(error?.issue.code == .unknownEncoding)
    }
}

@Suite struct `Encoding sniffer` {
    static let cases: [([UInt8], EncodingSniffer.Sign, Int)] = [
        ([], .none, 0), ([0x41], .none, 0), ([0xEF, 0xBB, 0xBF, 0x41], .byteOrderMark(.utf8), 3),
        ([0xEF, 0xBB], .none, 0), ([0xFF, 0xFE], .byteOrderMark(.utf16LittleEndian), 2),
        ([0xFE, 0xFF, 0, 0x41], .byteOrderMark(.utf16BigEndian), 2),
        ([0xFF, 0xFE, 0, 0], .byteOrderMark(.named("UTF-32LE")), 4),
        ([0, 0, 0xFE, 0xFF], .byteOrderMark(.named("UTF-32BE")), 4),
        ([0x3C, 0], .pattern(.utf16LittleEndian), 0), ([0, 0x3C], .pattern(.utf16BigEndian), 0),
        ([0x3C, 0, 0x3F, 0], .pattern(.utf16LittleEndian), 0),
        ([0x41, 0, 0x42, 0], .pattern(.utf16LittleEndian), 0),
        ([0, 0x41, 0, 0x42], .pattern(.utf16BigEndian), 0), ([0x41, 0, 0, 0], .none, 0),
        ([0x3C, 0, 0, 0], .pattern(.named("UTF-32LE")), 0),
        ([0, 0, 0, 0x3C], .pattern(.named("UTF-32BE")), 0),
        ([0x41, 0, 0, 0, 0x42, 0, 0, 0], .pattern(.named("UTF-32LE")), 0),
        ([0, 0, 0, 0x41, 0, 0, 0, 0x42], .pattern(.named("UTF-32BE")), 0),
        ([0x41, 0, 0, 0, 0x42, 0x43, 0, 0], .none, 0),
        ([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], .byteOrderMark(.named("UTF-32LE")), 4),
        ([0x41, 0, 0x42, 0x43], .none, 0), ([0x3C, 0x3F, 0x78, 0x6D], .none, 0),
    ]

    @Test(arguments: cases.indices, [1, 100])
    func `knows the first bytes`(_ index: Int, chunkSize: Int) throws {
        let (first, sign, markLength) = Self.cases[index]
        let bytes = first + (first.count == 4 ? Array("rest".utf8) : [])
        let found = try EncodingSniffer.sniff(MemoryBytes(bytes, chunkSize: chunkSize))
        #expect(found.sign == sign)
        #expect(found.markLength == markLength)
        #expect(try Transcoding.readAll(found.rest, by: 3) == Array(bytes.dropFirst(markLength)))
    }
}

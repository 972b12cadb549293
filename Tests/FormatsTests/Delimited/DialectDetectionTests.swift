import Records
import Testing

@testable import Formats

@Suite struct `Dialect detection` {
    static func detect(_ text: String) throws -> DialectDetection {
        try DialectDetection.detect(MemoryBytes(text), standard: Dialect(), file: "a.csv")
    }

    /// Text, delimiter, qualifier, line of the header.
    static let found: [(String, String, String?, Int)] = [
        ("A,B\n1,2\n", ",", "\"", 1), ("A;B\n1,5;2,5\n", ";", "\"", 1),
        ("A\tB\n1\t2\n", "\t", "\"", 1), ("A|B\n1,2|2\n", "|", "\"", 1),
        ("A:B\n1:2\n", ":", "\"", 1), ("A\n1\n2\n", ",", "\"", 1), ("", ",", "\"", 1),
        ("Note\nhello, world\nwell\n", ";", "\"", 1),
        ("\"A\",\"B\"\n\"1\",\"2\"\n", ",", "\"", 1), ("'A','B'\n'1','2'\n", ",", "'", 1),
        ("A;B\n'1;5';2\n3;4\n", ";", "'", 1), ("A,B\nit's,5 o'clock\n", ",", "\"", 1),
        ("A,B\n'tis,2\n3,'4\n", ",", "\"", 1), ("A,B\n'New',2\n", ",", "\"", 1),
        ("A,B\n\"x,2\n\"y,3\n\"z,4\n", ",", nil, 1), ("A,B\n1,2,3\n4\n", ",", "\"", 1),
        ("A,B\n3,\"4\n5,6\n", ",", "\"", 1), ("sep=;\nA;B,C\n1;2,3\n", ";", "\"", 1),
        ("\n\nA;B\n1;2\n", ";", "\"", 1),
        ("Report\nof customers\n\nA;B;C\n1;2;3\n4;5;6\n", ";", "\"", 4),
        ("A,B,C,D\n1,a:b:c,2,3\n2,d:e:f,2,3\n3,a:b:f,1,1\n", ",", "\"", 1),
        ("A,Time\n1,10:30\n2,11:45\n", ",", "\"", 1), ("A;B\r\n1;2\r\n\u{1A}", ";", "\"", 1),
        ("A,B,At\n1,x,T08:30:00\n2,y,T08:30:00\n3,z,T08:31:00\n", ",", "\"", 1),
        ("A,At\n1,T08:30:00\n2,T08:30:00\n3,T08:31:00\n", ",", "\"", 1),
        ("A,At,C,D\n1,T08:30:00,x,y\n2,T08:30:00,x,y,z\n3,T08:30:00,x,y\n", ",", "\"", 1),
        ("1,2026-01-02T08:30:00Z,x,y\n2,2026-01-02T09:30:00Z,x,y\n", ",", "\"", 1),
        ("Export\nA,B,C,At\n1,x,y,08:30:00\n2,x,y,09:30:00\n3,x,y,10:30\n", ",", "\"", 2),
        ("1;x;y;08:30:00\n2;x;y;08:31:00\n", ";", "\"", 1),
        ("A,B.1,At\n1,T22:30:00Z\n2,x,T22:30:00Z\n3,x,T22:30:00Z,y\n", ",", "\"", 1),
        (
            "A,At\n1,T22:30:00Z,T22:30:00Z\n2,T22:30:00Z,T22:30:00Z\n3,T22:30:00Z,T22:30:00Z\n",
            ",", "\"", 1
        ),
        ("\"A\";\"B 1\";C_2\n1;x:y:z\n2;x:y:z\n3;x:y:z\n", ";", "\"", 1),
        ("Report, of customers\nA:B:C\n1:2:3\n4:5:6\n", ":", "\"", 2),
        ("Report, of customers\nA;B;C\n1;2;3\n4;5;6\n", ";", "\"", 2),
    ]

    @Test(arguments: found.indices)
    func `finds`(_ index: Int) throws {
        let (text, delimiter, qualifier, line) = Self.found[index]
        guard case .found(let dialect, _) = try Self.detect(text) else {
            Testing.Issue.record("doubtful: \(text)")
            return
        }
        #expect(dialect.delimiter == delimiter.utf8.first, "\(text)")
        #expect(dialect.qualifier == qualifier?.utf8.first, "\(text)")
        #expect(dialect.header == .line(line), "\(text)")
    }

    @Test(arguments: [
        (
            "A;B,C\n1;2,3\n",
            "it reads as a table with the delimiter “,” (2 columns) and with the delimiter “;” "
                + "(2 columns)"
        ),
        (
            "A;B,C\n1\n2\n",
            "its header has the delimiters “,” and “;”, and the lines below fit none of them"
        ),
        (
            "A,B\n'x''y',2\n",
            "with the delimiter “,” the text qualifier may be “\"” as well as “'”"
        ),
        (
            "1,x:y:z,x,y\n2,x:y:z,x,y\n",
            "it reads as a table with the delimiter “,” (4 columns) and with the delimiter “:” "
                + "(3 columns)"
        ),
        (
            "08:30:00,5\n09:30:00,5\n",
            "it reads as a table with the delimiter “,” (2 columns) and with the delimiter “:” "
                + "(3 columns)"
        ),
        (
            "1,2026,x,08:30\n2,2026,x\n3,2026,x,10:30\n4,2026,x,11:30\n5,2026,x,12:30\n",
            "it reads as a table with the delimiter “,” (4 columns) and with the delimiter “:” "
                + "(2 columns)"
        ),
        (
            "A,B,C\n1;2;3\n4;;6\n7;8;9\n",
            "its header has the delimiter “,”, and the lines below it have “;”"
        ),
        ("A;B\n1,5\n", "its header has the delimiter “;”, and the lines below it have “,”"),
        (
            "Note\nhello, world\nfoo, bar\nx, y\n",
            "it may be one column, or a table with the delimiter “,” below a title"
        ),
    ])
    func `doubts`(_ text: String, reason: String) throws {
        #expect(try Self.detect(text) == .doubtful(reason))
    }

    @Test func `looks at the beginning only, in any encoding`() throws {
        let text = "A;B\r\n" + String(repeating: "Zürich;\"1,5\r\n\"\r\n", count: 8_000)
        let wide: [UInt8] = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for bytes in [Array(text.utf8), wide] {
            let found = try DialectDetection.detect(
                MemoryBytes(bytes), standard: Dialect(), file: "a.csv")
            guard case .found(let dialect, let confidence) = found else {
                Testing.Issue.record("\(found)")
                return
            }
            #expect(dialect.delimiter == UInt8(ascii: ";"))
            #expect(dialect.encoding == .utf8)
            #expect(confidence == 1)
        }
    }

    // MARK: Whatever the writer wrote

    static func table(
        _ random: inout DelimitedRandom, qualifier: UInt8?
    ) -> (names: [String], rows: [[String?]]) {
        // No reader can tell a quote that begins a value from a qualifier, nor find one line's end
        // in a file without qualifiers.
        let plain = ["a", "B1", "12", " ", "é", "x y", "漢", "5\"", "it's", "-", "2020-01-01"]
        let special = [",", ";", "|", ":", "\t", "\n", "'", "''", "a\"b", "1,5", "10:30", "' x'"]
        let columns = 2 + random.below(4)
        func text(_ count: Int) -> String {
            let text = (0..<count).map { _ in
                random.below(3) == 0 && qualifier != nil ? random.pick(special) : random.pick(plain)
            }.joined()
            return text.first == "\"" ? "q" + text : text
        }
        let names = (0..<columns).map { "C\($0)" + (random.below(5) == 0 ? text(2) : "") }
        let rows = (0..<3 + random.below(12)).map { _ in
            names.map { _ -> String? in
                random.below(6) == 0 ? nil : text(1 + random.below(4))
            }
        }
        return (names, rows)
    }

    static func dialect(_ random: inout DelimitedRandom) -> Dialect {
        var dialect = Dialect()
        dialect.delimiter = random.pick(Array(",;\t|:".utf8))
        dialect.qualifier = random.pick([UInt8(ascii: "\""), UInt8(ascii: "'"), nil])
        dialect.lineEnd = random.pick([.crlf, .lf, .cr])
        dialect.hasByteOrderMark = random.below(2) == 0
        if dialect.hasByteOrderMark {
            dialect.encoding = random.pick([.utf8, .utf16LittleEndian, .utf16BigEndian])
        }
        return dialect
    }

    @Test(arguments: 0..<6)
    func `finds what the writer wrote or doubts, and never reads it wrongly`(_ seed: Int) throws {
        var random = DelimitedRandom(seed: seed)
        var doubts = 0
        for _ in 0..<150 {
            let written = Self.dialect(&random)
            let (names, rows) = Self.table(&random, qualifier: written.qualifier)
            guard let bytes = try? writeCSV(names, rows, dialect: written) else { continue }
            let detection = try DialectDetection.detect(
                MemoryBytes(bytes), standard: Dialect(), file: "a.csv")
            guard case .found(let found, _) = detection else {
                doubts += 1
                continue
            }
            let expected = try readCSV(bytes, dialect: written)
            let reading = try readCSV(bytes, dialect: found)
            #expect(
                reading.rows == expected.rows && reading.columns == expected.columns,
                "\(String(decoding: bytes, as: UTF8.self)) \(written) \(found)")
        }
        #expect(doubts < 50, "Doubt is for what is doubtful")
    }

    @Test func `takes any bytes`() throws {
        var random = DelimitedRandom(seed: 9)
        for _ in 0..<600 {
            var bytes = `CSV reader and its slow twin`.nastyText(&random, Dialect())
            for _ in 0..<random.below(4) where !bytes.isEmpty {
                bytes[random.below(bytes.count)] = UInt8(random.below(256))
            }
            let detection = try? DialectDetection.detect(
                MemoryBytes(bytes), standard: Dialect(), file: "a.csv")
            guard case .found(let found, let confidence) = detection else { continue }
            #expect(found.contradiction == nil)
            #expect((0...1).contains(confidence))
            _ = csvError(bytes, dialect: found)
        }
    }

    // MARK: In packages

    private let folder = TemporaryFolder()

    @Test func `gives a loose file its dialect`() throws {
        let package = try SourcePackage.open(
            folder.file("accounts.csv", "name;city\r\nContoso;\"A;B\"\r\n".utf8))
        let entity = package.entities[0]
        #expect(entity.isDialectDetected)
        #expect(package.warnings.map(\.code) == [.dialectDetected])
        #expect(package.warnings.map(\.detail) == ["the delimiter is “;”"])
        guard case .delimited(let dialect)? = entity.format else {
            Testing.Issue.record("The entity is delimited")
            return
        }
        #expect(dialect.delimiter == UInt8(ascii: ";"))
        #expect(try package.table().rows == [["Contoso", "A;B"]])
    }

    @Test func `keeps to a header of names where most records have more values or fewer`() throws {
        let text = "A,B,At\n1,T22:30:00Z\n2,x,T22:30:00Z\n3,x,T22:30:00Z,y\n"
        let table = try SourcePackage.open(folder.file("rentals.csv", text.utf8)).table()
        #expect(table.columns == ["A", "B", "At"])
        #expect(table.rows == [["2", "x", "T22:30:00Z"]])
        #expect(table.unreadable.map(\.issue.code.id) == ["P2C-CSV-001", "P2C-CSV-001"])
    }

    @Test func `has nothing to say of a plain file`() throws {
        let package = try SourcePackage.open(
            folder.file("accounts.csv", "name,city\r\nContoso,X\r\n".utf8))
        #expect(package.entities[0].isDialectDetected)
        #expect(package.warnings.isEmpty)
    }

    @Test func `refuses a doubtful file when it is read`() throws {
        let package = try SourcePackage.open(
            folder.zip(
                "set.zip", [("a.csv", "A,B\n1,2\n"), ("b.csv", "A;B,C\n1;2,3\n")]))
        #expect(try package.table(0).rows == [["1", "2"]])
        let found = issue { _ = try package.table(1) }
        #expect(found?.code == .dialectDoubtful)
        #expect(found?.file == "set.zip/b.csv")
    }

    @Test func `leaves alone what the settings declare`() throws {
        var formats = FormatRegistry()
        formats["CSV"] = .delimited(Dialect())
        let path = folder.file("accounts.csv", "name;city\r\nContoso;X\r\n".utf8)
        let package = try SourcePackage.open(
            path: path, name: "accounts.csv", limits: ReadLimits(), formats: formats)
        #expect(!package.entities[0].isDialectDetected)
        let found = issue { _ = try package.table() }
        #expect(found?.code == .wrongDelimiter)
    }
}

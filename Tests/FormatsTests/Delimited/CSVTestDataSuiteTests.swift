import Foundation
import Formats
import Testing

/// The suite csv-test-data, where it lies beside the project: files that RFC 4180 allows, with the
/// values they hold, and files that a strict reader must reject.
@Suite struct `csv-test-data` {
    static let folder = sharedSuite("csv-test-data")

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static let good = [
        "all-empty", "empty-field", "empty-one-column", "header-no-rows", "header-simple",
        "leading-space", "one-column", "quotes-empty", "quotes-with-comma",
        "quotes-with-escaped-quote", "quotes-with-newline", "quotes-with-space", "simple-crlf",
        "simple-lf", "trailing-newline", "trailing-newline-one-field", "trailing-space", "utf8",
    ]
    static let bad = [
        "bad-header-less-fields", "bad-header-more-fields", "bad-header-no-header",
        "bad-header-wrong-header", "bad-missing-quote", "bad-quotes-with-unescaped-quote",
        "bad-unescaped-quote",
    ]

    @Test(.enabled(if: isThere, "the suite is not beside the project"))
    func `is read, and its bad files are rejected`() throws {
        var passed = 0
        for name in Self.good {
            let isRight = try Self.isReadRight(name)
            #expect(isRight, "\(name)")
            passed += isRight ? 1 : 0
        }
        for name in Self.bad {
            let issue = try csvError(Self.bytes(name), dialect: Self.dialect(name))
            #expect(issue != nil, "\(name)")
            passed += issue == nil ? 0 : 1
        }
        print("csv-test-data: \(passed) of \(Self.good.count + Self.bad.count)")
    }

    /// Strict; files with a header in their name have one, which must be `foo,bar,baz`.
    private static func dialect(_ name: String) -> Dialect {
        var dialect = Dialect()
        dialect.isStrict = true
        if name.contains("header") {
            dialect.columnNames = ["foo", "bar", "baz"]
        } else {
            dialect.header = .none
        }
        return dialect
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: "csv/\(name).csv")))
    }

    private static func isReadRight(_ name: String) throws -> Bool {
        let reading = try readCSV(bytes(name), dialect: dialect(name))
        let rows = reading.rows.map { row in row.map { $0 ?? "" } }
        let json = try Data(contentsOf: folder.appending(path: "json/\(name).json"))
        guard name.contains("header") else {
            return try rows == JSONDecoder().decode([[String]].self, from: json)
        }
        let records = rows.map { Dictionary(uniqueKeysWithValues: zip(reading.columns, $0)) }
        return try records == JSONDecoder().decode([[String: String]].self, from: json)
    }
}

/// A folder of test vectors that lies beside the project.
func sharedSuite(_ name: String) -> URL {
    URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "../shared/suites/\(name)").standardized
}

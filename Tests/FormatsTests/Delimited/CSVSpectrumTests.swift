import Foundation
import Formats
import Testing

/// The suite csv-spectrum, where it lies beside the project.
@Suite struct `csv-spectrum` {
    static let folder = sharedSuite("csv-spectrum")

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static let names = [
        "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates",
        "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ]

    /// What the suite expects differs from its own file here: the file has another telephone
    /// number.
    static let corrections = ["1234567890": "2095257564"]

    @Test(.enabled(if: isThere, "the suite is not beside the project"))
    func `is read as expected`() throws {
        var passed = 0
        for name in Self.names {
            let text = try Data(contentsOf: Self.folder.appending(path: "csvs/\(name).csv"))
            let reading = try readCSV(Array(text))
            let found = reading.rows.map { row in
                Dictionary(uniqueKeysWithValues: zip(reading.columns, row.map { $0 ?? "" }))
            }
            let isRight = try reading.unreadable.isEmpty && found == expected(name)
            #expect(isRight, "\(name)")
            passed += isRight ? 1 : 0
        }
        print("csv-spectrum: \(passed) of \(Self.names.count)")
    }

    /// The suite's checkout has LF where its expectations have CRLF, so CRLF is taken for LF.
    private func expected(_ name: String) throws -> [[String: String]] {
        let json = try Data(contentsOf: Self.folder.appending(path: "json/\(name).json"))
        let decoder = JSONDecoder()
        let rows =
            try (try? decoder.decode([[String: String]].self, from: json))
            ?? [decoder.decode([String: String].self, from: json)]
        return rows.map { row in
            row.mapValues {
                (Self.corrections[$0] ?? $0).replacingOccurrences(of: "\r\n", with: "\n")
            }
        }
    }
}

import Foundation
import Records
import Testing

@testable import Formats

/// The test vectors of PapaParse, where they lie beside the project. Each of them agrees with us,
/// or stands in a table below with the reason why not; those that need a JavaScript function are
/// left out.
@Suite struct `PapaParse vectors` {
    static let isThere = PapaParseSuite.isThere

    private static func check(
        _ name: String, _ vectors: [PapaParseVector], differences: [Int: String],
        agrees: (PapaParseVector) throws -> Bool
    ) throws {
        var passed = 0
        var tried = 0
        for (index, vector) in vectors.enumerated() where vector.usesFunction != true {
            tried += 1
            let isRight = try agrees(vector)
            passed += isRight ? 1 : 0
            #expect(
                isRight == (differences[index] == nil), "\(name) \(index): \(vector.description)")
        }
        print(
            "PapaParse \(name): \(passed) of \(tried) agree, \(differences.count) differ for a "
                + "reason, \(vectors.count - tried) need JavaScript")
    }

    @Test(.enabled(if: isThere, "the suite is not beside the project"))
    func `of its core parser`() throws {
        try Self.check(
            "core", PapaParseSuite.read().core,
            differences: PapaParseDifferences.core
        ) { try Self.isReadAlike($0, detects: false) }
    }

    @Test(.enabled(if: isThere, "the suite is not beside the project"))
    func `of parsing`() throws {
        try Self.check(
            "parse", PapaParseSuite.read().parse,
            differences: PapaParseDifferences.parse
        ) { try Self.isReadAlike($0, detects: true) }
    }

    @Test(.enabled(if: isThere, "the suite is not beside the project"))
    func `of writing`() throws {
        try Self.check(
            "unparse", PapaParseSuite.read().unparse,
            differences: PapaParseDifferences.unparse, agrees: Self.isWrittenAlike)
    }

    // MARK: Reading

    /// Without errors both find the same rows; where PapaParse has an error, we have an issue.
    private static func isReadAlike(_ vector: PapaParseVector, detects: Bool) throws -> Bool {
        guard let text = vector.input.text else { return false }
        var delimiter: UInt8?
        if detects, !vector.declaresDialect {
            let detection = try DialectDetection.detect(
                MemoryBytes(text), standard: Dialect(), file: "a.csv")
            guard case .found(let found, _) = detection else { return false }
            delimiter = found.delimiter
        }
        guard let dialect = vector.dialect(delimiter: delimiter) else { return false }
        let errors = vector.expected["errors"]?.list ?? []
        let isFaulty = errors.contains { $0["code"] != .text("UndetectableDelimiter") }
        guard let reading = try? readCSV(text, dialect: dialect) else { return isFaulty }
        if isFaulty { return !reading.unreadable.isEmpty || !reading.warnings.isEmpty }
        var rows = reading.rows.map { row in JSONValue.list(row.map { .text($0 ?? "") }) }
        if case .number(let count)? = vector.setting("preview"), count > 0 {
            rows = Array(rows.prefix(Int(count)))
        }
        return reading.unreadable.isEmpty && rows == expectedRows(vector)
    }

    /// Records as lists in the order of their columns.
    private static func expectedRows(_ vector: PapaParseVector) -> [JSONValue]? {
        let columns = vector.input.text?.split(whereSeparator: \.isNewline)
            .dropFirst(max(0, vector.setting("skipFirstNLines")?.text.flatMap { Int($0) } ?? 0))
            .first?.split(separator: ",")
            .map { String($0.filter { $0 != "\"" && $0 != "\u{FEFF}" }) }
        return vector.expected["data"]?.list?.map { row in
            guard case .object(let record) = row else { return row }
            return .list((columns ?? []).map { record[$0] ?? .null })
        }
    }

    // MARK: Writing

    /// PapaParse writes no line end behind the last row.
    private static func isWrittenAlike(_ vector: PapaParseVector) throws -> Bool {
        guard var dialect = vector.dialect(delimiter: nil), let expected = vector.expected.text
        else { return false }
        let (names, rows) = table(vector)
        let wantsHeader = names != nil && vector.setting("header") != .flag(false)
        dialect.header = wantsHeader ? .line(1) : .none
        let width = names?.count ?? rows.map(\.count).max() ?? 0
        guard width > 0, rows.allSatisfy({ $0.count == width }) else { return false }
        let bytes = try writeCSV(
            names ?? (0..<width).map { "\($0)" }, rows, dialect: dialect)
        return bytes == Array(expected.utf8) + dialect.lineEnd.bytes
    }

    /// The names of the columns, where there are any, and the rows. Nothing and empty text are the
    /// same to PapaParse.
    private static func table(_ vector: PapaParseVector) -> (names: [String]?, [[String?]]) {
        let fields = vector.input["fields"]?.list?.compactMap(\.text)
        var rows = vector.input.list ?? vector.input["data"]?.list ?? []
        if vector.setting("skipEmptyLines") == .flag(true) {
            rows = rows.filter { $0 != .list([]) && $0 != .object([:]) }
        }
        func value(_ value: JSONValue?) -> String? { value?.text.flatMap { $0.isEmpty ? nil : $0 } }
        guard case .object(let first)? = rows.first else {
            return (fields, rows.map { ($0.list ?? [$0]).map(value) })
        }
        let names =
            vector.setting("columns")?.list?.compactMap(\.text) ?? first.keys.sorted()
        return (names, rows.map { row in names.map { value(row[$0]) } })
    }
}

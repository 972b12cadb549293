import Foundation

@testable import Formats

/// Any JSON value.
enum JSONValue: Decodable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    var text: String? {
        switch self {
        case .text(let text): text
        case .number(let number): number.rounded() == number ? "\(Int(number))" : "\(number)"
        case .flag(let flag): "\(flag)"
        default: nil
        }
    }

    var list: [JSONValue]? { if case .list(let list) = self { list } else { nil } }

    subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }
}

/// One vector of PapaParse's own tests.
struct PapaParseVector: Decodable {
    var description: String
    var input: JSONValue
    var config: JSONValue?
    var expected: JSONValue
    var usesFunction: Bool?

    func setting(_ key: String) -> JSONValue? { config?[key] }

    /// Where a dialect is declared, nothing of it is detected.
    var declaresDialect: Bool {
        ["delimiter", "quoteChar", "escapeChar", "skipFirstNLines"].contains { setting($0) != nil }
    }

    /// The dialect that the settings of the vector mean; its delimiter is `standard` where they name
    /// none. Nil for one that no dialect of ours can be.
    func dialect(delimiter standard: UInt8?) -> Dialect? {
        var dialect = Dialect()
        func character(_ key: String) -> UInt8? {
            setting(key)?.text.flatMap { $0.utf8.count == 1 ? $0.utf8.first : nil }
        }
        if setting("delimiter") != nil {
            guard let delimiter = character("delimiter") else { return nil }
            dialect.delimiter = delimiter
        } else if let standard {
            dialect.delimiter = standard
        }
        if let quote = character("quoteChar") { dialect.qualifier = quote }
        if let escape = character("escapeChar"), escape != dialect.qualifier {
            dialect.escape = escape
        }
        switch setting("newline")?.text {
        case "\n": dialect.lineEnd = .lf
        case "\r": dialect.lineEnd = .cr
        case nil, "\r\n": break
        default: return nil
        }
        if setting("header") != .flag(true) { dialect.header = .none }
        if dialect.header != .none, case .number(let lines)? = setting("skipFirstNLines") {
            dialect.header = .line(Int(lines) + 1)
        }
        return dialect.contradiction == nil ? dialect : nil
    }
}

/// All of them.
struct PapaParseSuite: Decodable {
    var core: [PapaParseVector]
    var parse: [PapaParseVector]
    var unparse: [PapaParseVector]

    enum CodingKeys: String, CodingKey {
        case core = "CORE_PARSER_TESTS"
        case parse = "PARSE_TESTS"
        case unparse = "UNPARSE_TESTS"
    }

    static let file = sharedSuite("papaparse/papaparse-vectors.json")

    static var isThere: Bool { FileManager.default.fileExists(atPath: file.path) }

    static func read() throws -> PapaParseSuite {
        try JSONDecoder().decode(PapaParseSuite.self, from: Data(contentsOf: file))
    }
}

import Records

/// Reads JSON5: JSON with comments, trailing commas, single quotes and keys without quotes.
///
/// Foundation reads JSON5 too, but forgets lines, the order of keys and repeated keys, and without
/// the full Foundation does not say where a text is wrong. People write templates and schemas by hand
/// and need to be told all of that.
package struct JSON5Parser {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var depth = 0

    private static let deepest = 64

    /// The one value of the text.
    package static func value(of bytes: [UInt8]) throws(JSON5Error) -> JSON5Value {
        var parser = JSON5Parser(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.advance(by: 3) }
        try parser.skipBlanks()
        let value = try parser.value()
        try parser.skipBlanks()
        guard parser.next == nil else { throw parser.expected("the end of the text") }
        return value
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    // MARK: Values

    private mutating func value() throws(JSON5Error) -> JSON5Value {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw error("nested too deeply") }
        let start = line
        let content: JSON5Value.Content
        switch next {
        case UInt8(ascii: "{"): content = try object()
        case UInt8(ascii: "["): content = try list()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): content = .text(try text())
        default: content = try word()
        }
        return JSON5Value(content: content, line: start)
    }

    private mutating func object() throws(JSON5Error) -> JSON5Value.Content {
        var members: [JSON5Value.Member] = []
        let start = line
        advance(by: 1)
        while true {
            try skipBlanks()
            if takes("}") { return .object(members) }
            let keyLine = line
            let key = try key()
            try skipBlanks()
            guard takes(":") else { throw expected("':' behind the key '\(key)'") }
            try skipBlanks()
            members.append(.init(key: key, line: keyLine, value: try value()))
            try endItem(before: "}", from: start)
        }
    }

    private mutating func list() throws(JSON5Error) -> JSON5Value.Content {
        var values: [JSON5Value] = []
        let start = line
        advance(by: 1)
        while true {
            try skipBlanks()
            if takes("]") { return .list(values) }
            if next == UInt8(ascii: "}") {
                throw expected("a value or ']'", before: "]", from: start)
            }
            values.append(try value())
            try endItem(before: "]", from: start)
        }
    }

    /// Passes the comma behind a member or element. Comments may stand between, so that what is found
    /// instead may be far below the place where the comma is missing.
    private mutating func endItem(
        before closing: Unicode.Scalar, from start: Int
    ) throws(JSON5Error) {
        let end = line
        try skipBlanks()
        if takes(",") || next == UInt8(ascii: closing) { return }
        let place = end < line && next != nil ? " behind line \(end)" : ""
        throw expected("',' or '\(closing)'\(place)", before: closing, from: start)
    }

    private mutating func key() throws(JSON5Error) -> String {
        if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") { return try text() }
        guard let first = next, first.isIdentifierByte, !first.isDigit, typographicQuote == nil
        else {
            throw expected("a key or '}'")
        }
        return takeWhile { $0.isIdentifierByte }
    }

    private mutating func word() throws(JSON5Error) -> JSON5Value.Content {
        let before = self
        let word = takeWhile { $0.isIdentifierByte || $0.isSign || $0 == UInt8(ascii: ".") }
        switch word {
        case "null": return .null
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        default:
            guard word.utf8.first.map({ !$0.isIdentifierByte || $0.isDigit }) == true,
                Double(word) != nil
            else { throw before.expected("a value") }
            return .number(word)
        }
    }

    // MARK: Texts

    private mutating func text() throws(JSON5Error) -> String {
        let opening = self
        let quote = bytes[position]
        var text: [UInt8] = []
        advance(by: 1)
        while let byte = next, byte != quote {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &text)
            } else {
                text.append(byte)
                advance(by: 1)
            }
        }
        guard takes(quote) else { throw opening.error("this text's closing quote is missing") }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSON5Error) {
        let start = self
        advance(by: 1)
        guard let byte = next else { throw start.error("this text's closing quote is missing") }
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "v"): text.append(0x0B)
        case UInt8(ascii: "0"): text.append(0)
        case UInt8(ascii: "x"), UInt8(ascii: "u"):
            text.append(contentsOf: try codePoint(escapedAt: start).utf8)
            return
        case UInt8(ascii: "\r") where position + 1 < bytes.count && bytes[position + 1] == 0x0A:
            advance(by: 1)
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): break
        default: text.append(byte)
        }
        advance(by: 1)
    }

    /// The character of `\x41` or `\u0041`, or of two `\u` that make one.
    private mutating func codePoint(escapedAt start: JSON5Parser) throws(JSON5Error) -> String {
        var unit = try hexadecimal(escapedAt: start)
        if unit & 0xFC00 == 0xD800, takes("\\"), next == UInt8(ascii: "u") {
            let low = try hexadecimal(escapedAt: start)
            guard low & 0xFC00 == 0xDC00 else { throw start.error("this is no character") }
            unit = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
        }
        guard let scalar = Unicode.Scalar(unit) else { throw start.error("this is no character") }
        return String(Character(scalar))
    }

    private mutating func hexadecimal(escapedAt start: JSON5Parser) throws(JSON5Error) -> UInt32 {
        let count = bytes[position] == UInt8(ascii: "x") ? 2 : 4
        let digits = bytes.dropFirst(position + 1).prefix(count)
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count == count, digits.allSatisfy({ !$0.isSign }),
            let number = UInt32(text, radix: 16)
        else { throw start.error("\(count) hexadecimal digits are missing here") }
        advance(by: 1 + count)
        return number
    }

    // MARK: Moving on

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func advance(by count: Int) {
        for _ in 0..<count {
            let byte = bytes[position]
            position += 1
            let isLineEnd =
                byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r") && next != UInt8(ascii: "\n")
            guard isLineEnd else { continue }
            line += 1
            lineStart = position
        }
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        takes(UInt8(ascii: character))
    }

    private mutating func takes(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        advance(by: 1)
        return true
    }

    private mutating func takeWhile(_ isPart: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = next, isPart(byte) { advance(by: 1) }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func skipBlanks() throws(JSON5Error) {
        while let byte = next {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                advance(by: 1)
            } else if byte == UInt8(ascii: "/") {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(JSON5Error) {
        let opening = self
        advance(by: 1)
        if takes("/") {
            _ = takeWhile { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        } else if takes("*") {
            while next != nil {
                if takes("*") { if takes("/") { return } } else { advance(by: 1) }
            }
            throw opening.error("this comment's end is missing")
        } else {
            throw opening.error("'/' stands alone")
        }
    }

    // MARK: Errors

    private func error(_ detail: String) -> JSON5Error {
        JSON5Error(line: line, column: position - lineStart + 1, detail: detail)
    }

    private func expected(_ what: String) -> JSON5Error {
        guard let byte = next else { return error("\(what) is missing at the end of the text") }
        if let sign = typographicQuote {
            return error("expected \(what), found \(sign), a typographic quote. Write \" or '")
        }
        let found = byte.isPrintable ? "'\(Unicode.Scalar(byte))'" : "byte \(byte)"
        return error("expected \(what), found \(found)")
    }

    /// The same inside a list or object that began in the line. Where the other one's bracket closes it,
    /// its own is missing, which may be far above.
    private func expected(
        _ what: String, before closing: Unicode.Scalar, from start: Int
    ) -> JSON5Error {
        var error = expected(what)
        if closing == "]", next == UInt8(ascii: "}") {
            error.detail += ". The list that begins in line \(start) is not closed"
        } else if closing == "}", next == UInt8(ascii: "]") {
            error.detail += ". The object that begins in line \(start) is not closed"
        }
        return error
    }

    /// The sign here where it is one that word processors make of a quote.
    private var typographicQuote: String? {
        let sign = String(decoding: bytes[position...].prefix(3), as: UTF8.self)
        return ["\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}", "\u{201A}"]
            .first { $0 == sign }
    }
}

extension UInt8 {
    fileprivate var isIdentifierByte: Bool {
        (asciiLowercased &- 97) < 26 || isDigit || self == UInt8(ascii: "_")
            || self == UInt8(ascii: "$") || self >= 0x80
    }
    fileprivate var isSign: Bool { self == UInt8(ascii: "-") || self == UInt8(ascii: "+") }
    fileprivate var isPrintable: Bool { (0x20..<0x7F).contains(self) }
}

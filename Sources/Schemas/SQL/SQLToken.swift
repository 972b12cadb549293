import Records

/// A word, a name, a number, a text or a sign of SQL, with its line.
struct SQLToken: Equatable {
    enum Kind {
        /// A name or a keyword without quotes.
        case word
        /// A name in brackets, double quotes or backticks: never a keyword.
        case quotedName
        case number
        case text
        case sign
    }

    var kind: Kind
    var text: String
    var line: Int

    func isWord(_ word: String) -> Bool { kind == .word && text.isSameName(as: word) }

    func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }

    var isName: Bool { kind == .word || kind == .quotedName }
}

/// Cuts SQL into tokens, whatever dialect: comments are left out, and signs come one by one.
struct SQLLexer {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next token; nil at the end. A comment or quote that nothing closes ends with the text.
    mutating func next() -> SQLToken? {
        skipBlanks()
        guard index < bytes.count else { return nil }
        let start = line
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "["): return token(.quotedName, quoted(by: UInt8(ascii: "]")), start)
        case UInt8(ascii: "\""), UInt8(ascii: "`"):
            return token(.quotedName, quoted(by: byte), start)
        case UInt8(ascii: "'"): return token(.text, quoted(by: byte), start)
        case UInt8(ascii: "N") where peek == UInt8(ascii: "'"):
            index += 1
            return token(.text, quoted(by: UInt8(ascii: "'")), start)
        default: break
        }
        if byte.isDigit { return token(.number, run { $0.isDigit || $0 == 0x2E }, start) }
        if byte.isWordByte { return token(.word, run { $0.isWordByte || $0.isDigit }, start) }
        index += 1
        return token(.sign, String(decoding: [byte], as: UTF8.self), start)
    }

    private func token(_ kind: SQLToken.Kind, _ text: String, _ line: Int) -> SQLToken {
        SQLToken(kind: kind, text: text, line: line)
    }

    private var peek: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

    private mutating func advance() {
        if bytes[index] == 0x0A { line += 1 }
        index += 1
    }

    private mutating func run(_ isPart: (UInt8) -> Bool) -> String {
        let start = index
        while index < bytes.count, isPart(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// What stands up to the closing sign, which is doubled where it is meant.
    private mutating func quoted(by close: UInt8) -> String {
        var text: [UInt8] = []
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            if byte == close {
                guard peek == close else {
                    index += 1
                    break
                }
                index += 1
            }
            text.append(byte)
            advance()
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func skipBlanks() {
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 {
                advance()
            } else if byte == UInt8(ascii: "-"), peek == byte {
                while index < bytes.count, bytes[index] != 0x0A { index += 1 }
            } else if byte == UInt8(ascii: "/"), peek == UInt8(ascii: "*") {
                skipComment()
            } else {
                return
            }
        }
    }

    /// Comments of SQL Server hold comments.
    private mutating func skipComment() {
        var depth = 0
        while index < bytes.count {
            let pair = (bytes[index], peek)
            if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
                depth += 1
                index += 2
            } else if pair == (UInt8(ascii: "*"), UInt8(ascii: "/")) {
                depth -= 1
                index += 2
                if depth == 0 { return }
            } else {
                advance()
            }
        }
    }
}

extension UInt8 {
    fileprivate var isWordByte: Bool {
        (asciiLowercased &- 97) < 26 || self == UInt8(ascii: "_") || self == UInt8(ascii: "@")
            || self == UInt8(ascii: "#") || self == UInt8(ascii: "$") || self >= 0x80
    }
}

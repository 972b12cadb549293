import Records

/// Cuts an expression into words.
///
/// The signs of X++, in which dual-write has its filters for F&O, are read as the operators of
/// OData that they mean, and texts may stand in double quotes: `(PartyType == "Organization")`.
struct ExpressionLexer {
    let text: String
    let bytes: [UInt8]
    private var position = 0
    /// True where a colon ends a value, so that `10:20` is no time of day.
    var endsAtColon = false

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// The next word; the last one is `end`, again and again.
    mutating func next() throws(ExpressionError) -> ExpressionToken {
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        let start = position
        guard start < bytes.count else { return ExpressionToken(kind: .end, range: start..<start) }
        switch bytes[start] {
        case UInt8(ascii: "("): return token(.opening, length: 1)
        case UInt8(ascii: ")"): return token(.closing, length: 1)
        case UInt8(ascii: "["): return token(.openingList, length: 1)
        case UInt8(ascii: "]"): return token(.closingList, length: 1)
        case UInt8(ascii: ","): return token(.comma, length: 1)
        case UInt8(ascii: ":"): return token(.colon, length: 1)
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return try quotedText(from: start)
        case let byte where byte.isNameStart:
            if let guid = guidToken() { return guid }
            return try word()
        case let byte where byte.isDigit || byte == UInt8(ascii: "."): return try number()
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            if start + 1 < bytes.count, bytes[start + 1].isDigit || bytes[start + 1] == 0x2E {
                return try number()
            }
            if bytes[start] == UInt8(ascii: "-") { return token(.minus, length: 1) }
        default: break
        }
        return try sign()
    }

    func error(_ detail: String, _ range: Range<Int>) -> ExpressionError {
        ExpressionError(detail: detail, text: text, range: range)
    }

    private mutating func token(_ kind: ExpressionToken.Kind, length: Int) -> ExpressionToken {
        position += length
        return ExpressionToken(kind: kind, range: position - length..<position)
    }

    // MARK: Signs

    private static let signs: [(sign: StaticString, word: String)] = [
        ("==", "eq"), ("!=", "ne"), (">=", "ge"), ("<=", "le"), ("&&", "and"), ("||", "or"),
        ("!", "not"), (">", "gt"), ("<", "lt"),
    ]

    /// What stands in OData for signs of other languages.
    private static let words: [UInt8: String] = [
        UInt8(ascii: "+"): "add, or concat(a,b) for texts", UInt8(ascii: "-"): "sub",
        UInt8(ascii: "*"): "mul", UInt8(ascii: "/"): "div", UInt8(ascii: "%"): "mod",
        UInt8(ascii: "&"): "and, or concat(a,b) for texts", UInt8(ascii: "|"): "or",
        UInt8(ascii: "="): "eq", UInt8(ascii: "?"): "case(condition:value,true:other)",
    ]

    private mutating func sign() throws(ExpressionError) -> ExpressionToken {
        let rest = bytes[position...]
        if !rest.starts(with: Array("<>".utf8)) {
            for (sign, word) in Self.signs where rest.starts(with: sign.bytes) {
                return token(.word(word), length: sign.utf8CodeUnitCount)
            }
        }
        var end = position + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let text = String(decoding: bytes[position..<end], as: UTF8.self)
        let word = "‘’‚“”„".contains(text) ? "' for a quote" : Self.words[bytes[position]]
        let hint = word.map { ": write \($0)" } ?? ""
        throw error("this sign has no meaning here\(hint)", position..<end)
    }

    // MARK: Texts

    /// A text in quotes, which are doubled inside. In double quotes a backslash stands before a
    /// quote or a backslash, too.
    private mutating func quotedText(from start: Int) throws(ExpressionError) -> ExpressionToken {
        let quote = bytes[position]
        let opening = position
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            let next = position + 1 < bytes.count ? bytes[position + 1] : 0
            position += 1
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""),
                next == byte || next == quote
            {
                content.append(next)
                position += 1
            } else if byte != quote {
                content.append(byte)
            } else if next == quote {
                content.append(byte)
                position += 1
            } else {
                let text = String(decoding: content, as: UTF8.self)
                return ExpressionToken(kind: .literal(.text(text)), range: start..<position)
            }
        }
        throw error("this text's closing quote is missing", opening..<bytes.count)
    }

    // MARK: Words

    /// A name with its path, or the name of an enumeration's type with a member in quotes.
    private mutating func word() throws(ExpressionError) -> ExpressionToken {
        let start = position
        takeName()
        while position < bytes.count, try takesLookupTable(from: start) { takeName() }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        try checkSurroundings(of: word, from: start)
        if position < bytes.count, bytes[position] == UInt8(ascii: "'") {
            guard word.utf8.contains(UInt8(ascii: ".")) else {
                throw error("values of '\(word)' are not known", start..<position)
            }
            return try quotedText(from: start)
        }
        let path = String(decoding: word.utf8.map { $0 == 0x2F ? 0x2E : $0 }, as: UTF8.self)
        return ExpressionToken(kind: .word(path), range: start..<position)
    }

    /// Throws at a word behind a quote that was meant to be in the text, and at a member of an
    /// enumeration as X++ has it: `PartyType::Person`.
    private func checkSurroundings(of word: String, from start: Int) throws(ExpressionError) {
        let isBehindText = start > 0 && bytes[start - 1] == UInt8(ascii: "'")
        if isBehindText, !ExpressionParser.operators.contains(word.foldedName) {
            throw error(
                "the text ends before this. A quote inside quotes is doubled: 'O''Neil'",
                start..<position)
        }
        guard bytes[position...].starts(with: "::".utf8) else { return }
        let member = bytes[position...].dropFirst(2).prefix { $0.isPartOfName }
        let name = String(decoding: member, as: UTF8.self)
        throw error("members of enumerations are texts: write '\(name)'", start..<member.endIndex)
    }

    private mutating func takeName() {
        while position < bytes.count, bytes[position].isPartOfPath { position += 1 }
    }

    /// Takes the key field of `customerid.Account(accountnumber)`. A function's name has no point.
    private mutating func takesLookupTable(from start: Int) throws(ExpressionError) -> Bool {
        guard bytes[position] == UInt8(ascii: "("),
            bytes[start..<position].contains(where: { $0 == 0x2E || $0 == 0x2F })
        else { return false }
        var end = position + 1
        while end < bytes.count, bytes[end].isPartOfName { end += 1 }
        guard end > position + 1, end < bytes.count, bytes[end] == UInt8(ascii: ")") else {
            throw error(
                "expected a key field and ')' here",
                position + 1..<max(end, min(position + 2, bytes.count)))
        }
        position = end + 1
        return true
    }

    // MARK: Numbers, dates, times and GUIDs

    private func guidToken(at start: Int) -> Range<Int>? {
        let end = start + 36
        guard end <= bytes.count, end == bytes.count || !bytes[end].isPartOfLiteral else {
            return nil
        }
        var ignored: [UInt8] = []
        let verdict = bytes[start..<end].withUnsafeBufferPointer {
            GUIDForm.canonicalize($0, into: &ignored)
        }
        return verdict == .wrong ? nil : start..<end
    }

    private mutating func guidToken() -> ExpressionToken? {
        guard let range = guidToken(at: position) else { return nil }
        position = range.upperBound
        let text = String(decoding: bytes[range], as: UTF8.self).foldedName
        return ExpressionToken(kind: .literal(.guid(text)), range: range)
    }

    /// Takes the longest run of signs that make a value; a colon may end it.
    private mutating func number() throws(ExpressionError) -> ExpressionToken {
        if let guid = guidToken() { return guid }
        let start = position
        if let date = foreignDate(at: start) {
            throw error("dates are written as 2020-01-31", date)
        }
        var end = start + 1
        while end < bytes.count, bytes[end].isPartOfLiteral { end += 1 }
        let run = start..<end
        while true {
            let isCut = endsAtColon && end - start == 5 && bytes[start + 2] == UInt8(ascii: ":")
            if !isCut, let literal = try literal(start..<end) {
                position = end
                return ExpressionToken(kind: .literal(literal), range: start..<end)
            }
            guard let colon = bytes[start..<end].lastIndex(of: UInt8(ascii: ":")) else { break }
            end = colon
        }
        throw error(
            "this is no number, date, time or GUID; texts stand in single quotes", run)
    }
}

extension StaticString {
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}

extension UInt8 {
    fileprivate var isNameStart: Bool {
        (asciiLowercased &- 97) < 26 || self == UInt8(ascii: "_")
    }

    fileprivate var isPartOfName: Bool { isNameStart || isDigit }

    fileprivate var isPartOfPath: Bool {
        isPartOfName || self == UInt8(ascii: ".") || self == UInt8(ascii: "/")
    }

    fileprivate var isPartOfLiteral: Bool {
        isPartOfName || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
            || self == UInt8(ascii: "+") || self == UInt8(ascii: ":")
    }
}

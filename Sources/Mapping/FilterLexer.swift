import Records

/// A word of a source filter and where it stands.
struct FilterToken: Equatable {
    enum Kind: Equatable {
        case opening
        case closing
        /// A field, an operator, `true`, `false` or `null`.
        case word(String)
        case text(String)
        /// Decimal text.
        case number(String)
        case end
    }

    var kind: Kind
    /// In bytes of the filter.
    var range: Range<Int>
}

/// Cuts a source filter into words.
struct FilterLexer {
    private let text: String
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// The next word; the last one is `end`, again and again.
    mutating func next() throws(FilterError) -> FilterToken {
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        let start = position
        guard start < bytes.count else { return FilterToken(kind: .end, range: start..<start) }
        switch bytes[start] {
        case UInt8(ascii: "("): return single(.opening)
        case UInt8(ascii: ")"): return single(.closing)
        case UInt8(ascii: "'"): return try quotedText()
        case UInt8(ascii: "\""):
            throw error("texts stand in single quotes", start..<start + 1)
        default: return try word()
        }
    }

    private mutating func single(_ kind: FilterToken.Kind) -> FilterToken {
        position += 1
        return FilterToken(kind: kind, range: position - 1..<position)
    }

    private mutating func quotedText() throws(FilterError) -> FilterToken {
        let start = position
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "'") else {
                content.append(byte)
                continue
            }
            let isDoubled = position < bytes.count && bytes[position] == byte
            guard isDoubled else {
                let text = String(decoding: content, as: UTF8.self)
                return FilterToken(kind: .text(text), range: start..<position)
            }
            content.append(byte)
            position += 1
        }
        throw error("this text's closing quote is missing", start..<bytes.count)
    }

    private mutating func word() throws(FilterError) -> FilterToken {
        let start = position
        while position < bytes.count, bytes[position].isFilterWord { position += 1 }
        let range = start..<position
        let word = String(decoding: bytes[range], as: UTF8.self)
        guard let first = bytes[range].first else {
            throw error("this sign has no meaning here", start..<wholeCharacterEnd(from: start))
        }
        if first.isLetterOrUnderscore {
            guard bytes[range].allSatisfy(\.isFieldName) else { throw unquoted(range) }
            return FilterToken(kind: .word(word), range: range)
        }
        guard DecimalText(bytes.span, range) != nil else { throw unquoted(range) }
        return FilterToken(kind: .number(word), range: range)
    }

    private func unquoted(_ range: Range<Int>) -> FilterError {
        error("this is no number; texts, dates and ids stand in single quotes", range)
    }

    private func wholeCharacterEnd(from start: Int) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    private func error(_ detail: String, _ range: Range<Int>) -> FilterError {
        FilterError(detail: detail, text: text, range: range)
    }
}

extension UInt8 {
    fileprivate var isLetterOrUnderscore: Bool {
        (asciiLowercased &- 97) < 26 || self == UInt8(ascii: "_")
    }

    fileprivate var isFieldName: Bool {
        isLetterOrUnderscore || isDigit || self == UInt8(ascii: ".")
    }

    /// What fields, numbers and the dates and ids that belong in quotes are made of.
    fileprivate var isFilterWord: Bool {
        isFieldName || self == UInt8(ascii: "-") || self == UInt8(ascii: "+")
            || self == UInt8(ascii: ":")
    }
}

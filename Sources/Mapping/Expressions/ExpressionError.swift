/// What is wrong with an expression, and the part of it that is wrong.
package struct ExpressionError: Error, Equatable {
    /// What is wrong and what is wanted, without a final period.
    package var detail: String
    package var text: String
    /// The wrong part, in bytes of the text; empty at its end.
    package var range: Range<Int>

    /// The line of the expression on which the wrong part begins, from 1.
    package var line: Int { text.utf8.prefix(range.lowerBound).count { $0 == 0x0A } + 1 }

    /// Where on its line the wrong part begins, in characters from 1.
    package var column: Int {
        let before = Array(text.utf8.prefix(range.lowerBound))
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return String(decoding: before[start...], as: UTF8.self).count + 1
    }

    /// The wrong line and, on a second one, marks under the wrong part. An expression of several
    /// lines has the line's number in front. Of a long line only the surroundings are shown.
    package var excerpt: String {
        let bytes = Array(text.utf8)
        let start = bytes[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = bytes[range.lowerBound...].firstIndex(of: 0x0A) ?? bytes.count
        let before = Self.shown(bytes[start..<range.lowerBound])
        let wrong = Self.shown(bytes[range.lowerBound..<min(range.upperBound, end)])
        let after = Self.shown(bytes[min(range.upperBound, end)..<end])
        let number = bytes.contains(0x0A) ? "\(line): " : ""
        let head = number + Self.tail(of: before)
        return head + Self.head(of: wrong, most: Self.longestMark) + Self.head(of: after) + "\n"
            + String(repeating: " ", count: head.count)
            + String(repeating: "^", count: max(1, min(wrong.count, Self.longestMark)))
    }

    private static let longestMark = 80
    private static let longestContext = 60

    private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    }

    private static func head(of text: String, most: Int = longestContext) -> String {
        text.count > most ? text.prefix(most - 1) + "…" : text
    }

    private static func tail(of text: String) -> String {
        text.count > longestContext ? "…" + text.suffix(longestContext - 1) : text
    }
}

/// A value of a record as messages and reports show it: as it stands in the file, or masked.
package struct ShownValue: Sendable, Equatable {
    /// The value, or its form where it is masked; a long one is cut and ends in `…`.
    package let text: String
    /// Only the value's form is shown.
    package let isMasked: Bool
    /// UTF-16 code units of the whole value, the unit of all lengths in messages.
    private let length: Int

    /// The most characters that are shown.
    private static let textLimit = 1_000
    private static let quotedLimit = 60
    private static let maskLimit = 40

    /// The value, masked when it is personal.
    package init(_ value: UnsafeBufferPointer<UInt8>, isPersonal: Bool) {
        // No character takes more than four bytes, so one that is cut in two lies behind the limit.
        let start = String(decoding: value.prefix(Self.textLimit * 4 + 4), as: UTF8.self)
        let isCut =
            value.count > Self.textLimit * 4 + 4 || start.unicodeScalars.count > Self.textLimit
        let shown = start.unicodeScalars.prefix(Self.textLimit)
        text =
            isPersonal
            ? Self.form(of: shown) : String(String.UnicodeScalarView(shown)) + (isCut ? "…" : "")
        isMasked = isPersonal
        length = TextForm.utf16Length(value)
    }

    package init(_ value: String, isPersonal: Bool) {
        self = Array(value.utf8).withUnsafeBufferPointer { Self($0, isPersonal: isPersonal) }
    }

    /// The same value masked. One that is masked stays as it is.
    package var masked: ShownValue { isMasked ? self : ShownValue(text, isPersonal: true) }

    /// In quotes, cut to 60 characters. What cannot be seen, or would change how a terminal shows
    /// the rest, is written out; of a masked value it says so.
    package var quoted: String {
        let quoted = "\"\(shownShort)\""
        guard isMasked else { return quoted }
        return "\(quoted) (masked, \(length) \(length == 1 ? "character" : "characters"))"
    }

    private var shownShort: String {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        if isPlain && text.utf8.count <= Self.quotedLimit { return text }
        let scalars = text.unicodeScalars
        let shown = scalars.prefix(Self.quotedLimit).map(Self.visible).joined()
        return scalars.count > Self.quotedLimit ? shown + "…" : shown
    }

    // MARK: Masking

    /// Letters become X and x, digits 9, and more than three of one kind in a row are three. Spaces
    /// and ASCII signs stay, so that `12,5O` can still be seen to end in a letter: `99,9X`.
    private static func form(of scalars: Substring.UnicodeScalarView) -> String {
        var form = String.UnicodeScalarView()
        var (last, inRow): (Unicode.Scalar, Int) = (" ", 0)
        for scalar in scalars {
            let mark = mark(of: scalar)
            inRow = mark == last ? inRow + 1 : 1
            last = mark
            if inRow > 3 && mark != scalar { continue }
            guard form.count < maskLimit else { return String(form) + "…" }
            form.append(mark)
        }
        return String(form)
    }

    private static func mark(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: "X"
        case .lowercaseLetter, .otherLetter, .modifierLetter: "x"
        case .decimalNumber: "9"
        default: scalar.value >= 0x20 && scalar.value < 0x7F ? scalar : "*"
        }
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
            return "\\u{" + String(scalar.value, radix: 16) + "}"
        default: return String(Character(scalar))
        }
    }
}

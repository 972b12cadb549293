/// A piece of HTML that is also XML. What stands in the literal is markup; every text that is put into
/// it is escaped, so that no value of a file can become markup.
struct HTML: ExpressibleByStringInterpolation, Sendable {
    private(set) var markup: String

    init(stringLiteral literal: String) { markup = literal }
    init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

    static let nothing: HTML = ""

    static func += (html: inout HTML, more: HTML) { html.markup += more.markup }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity * 2)
        }

        mutating func appendLiteral(_ literal: String) { markup += literal }
        mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        mutating func appendInterpolation(_ number: Int) { markup += String(number) }

        mutating func appendInterpolation(_ text: String) {
            for scalar in text.unicodeScalars { Self.append(scalar, to: &markup) }
        }

        private static func append(_ scalar: Unicode.Scalar, to markup: inout String) {
            switch scalar {
            case "&": markup += "&amp;"
            case "<": markup += "&lt;"
            case ">": markup += "&gt;"
            case "\"": markup += "&quot;"
            case "'": markup += "&#39;"
            case "\n": markup += "\\n"
            case "\r": markup += "\\r"
            case "\t": markup += "\\t"
            default:
                if isVisible(scalar) {
                    markup.unicodeScalars.append(scalar)
                } else {
                    markup += "\\u{\(String(scalar.value, radix: 16))}"
                }
            }
        }

        /// False for what XML does not allow, and for what hides or turns round the text beside it.
        private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case ..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
                0xFFFE...0xFFFF:
                false
            default: true
            }
        }
    }
}

extension Sequence<HTML> {
    /// All pieces, one behind the other.
    func joined() -> HTML {
        reduce(into: HTML.nothing) { $0 += $1 }
    }
}

/// A number with a space between groups of three digits at which no line breaks.
func unbroken(_ number: Int) -> String {
    grouped(number).replacing(" ", with: "\u{202F}")
}

/// A number with the word for it: `1 record`, `2 records`.
func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(unbroken(number)) \(number == 1 ? one : many ?? one + "s")"
}

/// A share in whole per cent that says 0 only for none and 100 only for all.
func percent(_ part: Int, of whole: Int) -> String {
    guard part > 0, whole > 0 else { return "0\u{202F}%" }
    if part == whole { return "100\u{202F}%" }
    let share = (part * 200 / whole + 1) / 2
    if share == 0 { return "under 1\u{202F}%" }
    return share == 100 ? "over 99\u{202F}%" : "\(share)\u{202F}%"
}

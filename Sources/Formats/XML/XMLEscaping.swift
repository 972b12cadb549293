/// How a text is written into XML so that every parser reads the same text back.
enum XMLEscaping {
    /// Where the text stands: an attribute's line breaks would become spaces, so they are written
    /// by number there.
    enum Place: Sendable {
        case element
        case attribute
    }

    /// What the bytes of a text ask for.
    private enum Need {
        static let none: UInt8 = 0
        static let replace: UInt8 = 1
        /// A character that XML cannot carry.
        static let refuse: UInt8 = 2
        /// The first byte of U+FFFE and U+FFFF, among many others.
        static let look: UInt8 = 3
    }

    private static let elementNeeds = makeNeeds(replacing: Array("<>&\r".utf8))
    private static let attributeNeeds = makeNeeds(replacing: Array("<>&\r\n\t\"".utf8))

    private static func makeNeeds(replacing characters: [UInt8]) -> [UInt8] {
        var needs = [UInt8](repeating: Need.none, count: 256)
        for control in 0..<0x20 where ![0x9, 0xA, 0xD].contains(control) {
            needs[control] = Need.refuse
        }
        for character in characters { needs[Int(character)] = Need.replace }
        needs[0xEF] = Need.look
        return needs
    }

    /// Appends the text with its special characters replaced. Returns false, with the output as it
    /// was up to there, when the text holds a character that XML cannot carry.
    static func append(
        _ text: UnsafeBufferPointer<UInt8>, at place: Place, to output: inout [UInt8]
    ) -> Bool {
        let needs = place == .element ? elementNeeds : attributeNeeds
        var clean = 0
        for index in text.indices {
            let need = needs[Int(text[index])]
            if need == Need.none { continue }
            if need == Need.look, !isNonCharacter(text, at: index) { continue }
            guard need == Need.replace else { return false }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean..<index]))
            output.append(contentsOf: replacement(for: text[index]))
            clean = index + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean...]))
        return true
    }

    /// The first character of the text that XML cannot carry.
    static func firstUnwritable(in text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let needs = elementNeeds
        for index in text.indices where needs[Int(text[index])] >= Need.refuse {
            if text[index] < 0x20 { return UInt32(text[index]) }
            if isNonCharacter(text, at: index) { return 0xFF40 + UInt32(text[index + 2]) }
        }
        return nil
    }

    /// `the character U+0008`, for issues.
    static func name(of character: UInt32) -> String {
        let digits = String(character, radix: 16, uppercase: true)
        return "the character U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// False when the text certainly holds no character that XML cannot carry. Without branches, so
    /// that the compiler looks at many bytes at once.
    static func mayBeUnwritable(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var found: UInt8 = 0
        for byte in text {
            let isControl: UInt8 = byte < 0x20 ? 1 : 0
            let isBlank: UInt8 =
                (byte == 0x9 ? 1 : 0) | (byte == 0xA ? 1 : 0) | (byte == 0xD ? 1 : 0)
            found |= isControl ^ isBlank | (byte == 0xEF ? 1 : 0)
        }
        return found != 0
    }

    /// A text that we made ourselves with its special characters replaced; what XML cannot carry is
    /// left out.
    static func escaped(_ text: String, at place: Place) -> String {
        var output: [UInt8] = []
        let allowed = text.unicodeScalars.filter { scalar in
            scalar.value >= 0x20 && scalar.value & 0xFFFE != 0xFFFE
                || "\t\n\r".unicodeScalars.contains(scalar)
        }
        _ = Array(String(String.UnicodeScalarView(allowed)).utf8).withUnsafeBufferPointer {
            append($0, at: place, to: &output)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// True for a value that holds a reference, as `&#233;` or `&eacute;`, after its own references
    /// were resolved: whoever wrote it escaped it twice.
    static func looksEscaped(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            rest = rest[(start + 1)...]
            let name = rest.prefix(10).prefix { $0 != UInt8(ascii: ";") }
            guard name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: ";") else {
                continue
            }
            if isReference(name) { return true }
        }
        return false
    }

    /// The part of a reference between `&` and `;`.
    private static func isReference(_ name: ArraySlice<UInt8>) -> Bool {
        guard let first = name.first else { return false }
        guard first == UInt8(ascii: "#") else {
            return name.count >= 2 && name.allSatisfy { (97...122).contains($0.asciiLowercased) }
        }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first?.asciiLowercased == UInt8(ascii: "x")
        let number = String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self)
        return Int(number, radix: isHexadecimal ? 16 : 10) != nil
    }

    private static func isNonCharacter(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE
    }

    private static func replacement(for byte: UInt8) -> StaticText {
        switch byte {
        case UInt8(ascii: "<"): StaticText("&lt;")
        case UInt8(ascii: ">"): StaticText("&gt;")
        case UInt8(ascii: "&"): StaticText("&amp;")
        case UInt8(ascii: "\""): StaticText("&quot;")
        case UInt8(ascii: "\r"): StaticText("&#xD;")
        case UInt8(ascii: "\n"): StaticText("&#xA;")
        default: StaticText("&#x9;")
        }
    }

    /// The bytes of a literal.
    private typealias StaticText = UnsafeBufferPointer<UInt8>
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate init(_ literal: StaticString) {
        self.init(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    }
}

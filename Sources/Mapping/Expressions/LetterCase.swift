/// Letters and what they are in the other case, character by character: `ß`, whose capital form has
/// two letters, stays as it is.
struct LetterCase: Sendable {
    static let lower = LetterCase { $0.properties.lowercaseMapping }
    static let upper = LetterCase { $0.properties.uppercaseMapping }

    /// By the number of the letter: enough for Latin, Greek, Cyrillic and Armenian.
    private let mapped: [UInt16]
    private static let count: UInt32 = 0x2200

    private init(_ mapping: (Unicode.Scalar) -> String) {
        mapped = (0..<Self.count).map { number in
            guard let scalar = Unicode.Scalar(number) else { return UInt16(number) }
            let text = mapping(scalar).unicodeScalars
            guard text.count == 1, let only = text.first, only.value < 0x10000 else {
                return UInt16(number)
            }
            return UInt16(only.value)
        }
    }

    /// Appends the text in this case.
    func append(_ range: Range<Int>, of bytes: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte < 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: mapped[Int(byte)]))
                index += 1
                continue
            }
            let (character, width) = UTF8Reading.character(
                bytes.span, at: index, end: range.upperBound)
            if character < Self.count {
                Self.append(UInt32(mapped[Int(character)]), to: &bytes)
            } else {
                for step in 0..<width { bytes.append(bytes[index + step]) }
            }
            index += width
        }
    }

    /// Appends a character of at most 16 bits in UTF-8.
    private static func append(_ character: UInt32, to bytes: inout [UInt8]) {
        if character < 0x80 {
            bytes.append(UInt8(character))
        } else if character < 0x800 {
            bytes.append(UInt8(0xC0 | character >> 6))
            bytes.append(UInt8(0x80 | character & 0x3F))
        } else {
            bytes.append(UInt8(0xE0 | character >> 12))
            bytes.append(UInt8(0x80 | character >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | character & 0x3F))
        }
    }
}

extension String {
    /// The same for texts that differ in the case of letters alone.
    var caseless: String {
        var bytes = Array(utf8)
        let count = bytes.count
        LetterCase.lower.append(0..<count, of: &bytes)
        return String(decoding: bytes[count...], as: UTF8.self)
    }
}

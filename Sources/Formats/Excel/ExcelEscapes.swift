import Records

/// Excel's own way to put characters into texts that XML cannot carry: `_x0001_` is U+0001, and
/// `_x005F_x0041_` is the text `_x0041_`.
enum ExcelEscapes {
    /// `_x0041_`
    private static let length = 7
    private static let underscore = UInt8(ascii: "_")

    /// Appends the text with its escapes resolved. Half of a pair of surrogates stays as it is
    /// written.
    static func appendDecoded(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var clean = 0
        var index = 0
        while index < text.count {
            guard text[index] == underscore, let (scalar, count) = escape(in: text, at: index)
            else {
                index += 1
                continue
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean..<index]))
            output.append(contentsOf: String(Character(scalar)).utf8)
            index += count
            clean = index
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean...]))
    }

    /// Appends the text so that Excel and `appendDecoded` read the same text back.
    static func appendEncoded(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            if let (unit, count) = forbidden(in: text, at: index) {
                append(unit, to: &output)
                index += count
                continue
            }
            if looksEscaped(text, at: index) {
                append(0x5F, to: &output)
            } else {
                output.append(text[index])
            }
            index += 1
        }
    }

    /// False for a text that is written as it is: most are.
    static func mayNeedEncoding(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in text.indices {
            let byte = text[index]
            if byte < 0x20 || byte == 0xEF { return true }
            if byte == underscore, index + 1 < text.count, text[index + 1] == UInt8(ascii: "x") {
                return true
            }
        }
        return false
    }

    private static func escape(
        in text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (Unicode.Scalar, count: Int)? {
        guard let unit = unit(in: text, at: index) else { return nil }
        if let scalar = Unicode.Scalar(unit) { return (scalar, length) }
        guard unit < 0xDC00, let low = self.unit(in: text, at: index + length),
            (0xDC00..<0xE000).contains(low)
        else { return nil }
        let value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
        return Unicode.Scalar(value).map { ($0, 2 * length) }
    }

    /// The UTF-16 unit of a complete escape at the index.
    private static func unit(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
        guard index + length <= text.count, text[index + length - 1] == underscore else {
            return nil
        }
        return digits(in: text, at: index)
    }

    /// The digits behind `_x`.
    private static func digits(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
        guard index + length - 1 <= text.count, text[index] == underscore,
            text[index + 1] == UInt8(ascii: "x")
        else { return nil }
        var value: UInt16 = 0
        for place in index + 2..<index + 6 {
            guard let digit = hexadecimal(text[place]) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt16? {
        if byte.isDigit { return UInt16(byte - UInt8(ascii: "0")) }
        let letter = byte.asciiLowercased &- UInt8(ascii: "a")
        return letter < 6 ? UInt16(letter) + 10 : nil
    }

    /// What XML cannot carry, and carriage returns, which a parser would turn into line feeds.
    private static func forbidden(
        in text: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (UInt16, count: Int)? {
        let byte = text[index]
        if byte < 0x20 { return byte == 0x09 || byte == 0x0A ? nil : (UInt16(byte), 1) }
        guard byte == 0xEF, index + 2 < text.count, text[index + 1] == 0xBF,
            text[index + 2] >= 0xBE
        else { return nil }
        return (0xFFC0 | UInt16(text[index + 2] & 0x3F), 3)
    }

    /// True for an underscore that would begin an escape. The underscore at its end may be one that
    /// a forbidden character behind it brings in.
    private static func looksEscaped(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard text[index] == underscore, digits(in: text, at: index) != nil,
            index + length - 1 < text.count
        else { return false }
        let last = index + length - 1
        return text[last] == underscore || forbidden(in: text, at: last) != nil
    }

    private static func append(_ unit: UInt16, to output: inout [UInt8]) {
        output += "_x".utf8
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(unit >> shift & 0xF)
            output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
        output.append(underscore)
    }
}

/// Properties of texts that both systems' databases go by.
package enum TextForm {
    /// The length in UTF-16 code units, the unit of nvarchar columns in both systems.
    package static func utf16Length(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var length = 0
        for byte in text {
            // A byte that continues a character counts nothing; one that begins a character of four
            // bytes stands for two code units.
            length += (byte & 0xC0 != 0x80 ? 1 : 0) + (byte >= 0xF0 ? 1 : 0)
        }
        return length
    }

    /// Empty, or nothing but spaces, tabs and line breaks.
    @inlinable
    package static func isBlank(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            let width = spaceWidth(text, at: index)
            guard width > 0 else { return false }
            index += width
        }
        return true
    }

    /// The part of the text between the spaces in front and behind.
    @inlinable
    package static func withoutSpaces(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        // Most values neither begin nor end with anything but a visible ASCII character.
        if let first = text.first, let last = text.last, first &- 0x21 < 0x5E, last &- 0x21 < 0x5E {
            return 0..<text.count
        }
        return withoutSpacesSlowly(text)
    }

    @usableFromInline
    static func withoutSpacesSlowly(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var start = 0
        while start < text.count {
            let width = spaceWidth(text, at: start)
            guard width > 0 else { break }
            start += width
        }
        var end = text.count
        while end > start {
            if spaceWidth(text, at: end - 1) == 1 {
                end -= 1
            } else if end - start >= 2, spaceWidth(text, at: end - 2) == 2 {
                end -= 2
            } else {
                break
            }
        }
        return start..<end
    }

    /// How many bytes the space at the index takes; 0 where there is none. Excel and web pages leave
    /// no-break spaces (C2 A0) behind.
    @inlinable
    static func spaceWidth(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return 1 }
        return byte == 0xC2 && index + 1 < text.count && text[index + 1] == 0xA0 ? 2 : 0
    }
}

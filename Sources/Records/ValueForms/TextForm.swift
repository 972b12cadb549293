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
        for byte in text where byte != 0x20 && !(byte >= 0x09 && byte <= 0x0D) { return false }
        return true
    }
}

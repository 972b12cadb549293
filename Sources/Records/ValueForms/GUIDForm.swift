/// GUIDs as text, canonical in lower case without braces.
package enum GUIDForm {
    /// Brings a text to canonical form; braces, parentheses and upper case are accepted.
    package static func canonicalize(
        _ text: UnsafeBufferPointer<UInt8>, into added: inout [UInt8]
    ) -> FormVerdict {
        var body = text
        if text.count == 38, let first = text.first, let last = text.last,
            (first, last) == (UInt8(ascii: "{"), UInt8(ascii: "}"))
                || (first, last) == (UInt8(ascii: "("), UInt8(ascii: ")"))
        {
            body = UnsafeBufferPointer(rebasing: text[1..<37])
        }
        guard body.count == 36 else { return .wrong }
        var isCanonical = body.count == text.count
        for (index, byte) in body.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return .wrong }
            } else {
                let lower = byte.asciiLowercased
                guard lower.isDigit || (lower >= 97 && lower <= 102) else { return .wrong }
                if lower != byte { isCanonical = false }
            }
        }
        if isCanonical { return .canonical }
        for byte in body { added.append(byte.asciiLowercased) }
        return .rewritten
    }
}

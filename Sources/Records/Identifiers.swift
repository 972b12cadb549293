extension String {
    /// A GUID as files write it, without the braces that some put round it.
    package var withoutBraces: String {
        hasPrefix("{") && hasSuffix("}") ? String(dropFirst().dropLast()) : self
    }

    /// Without the spaces behind it, which are no part of a key to Fin and Ops and to Sales.
    package var withoutTrailingSpaces: String {
        guard utf8.last == UInt8(ascii: " ") else { return self }
        return String(decoding: utf8.prefix(utf8.count - spacesBehind), as: UTF8.self)
    }

    private var spacesBehind: Int { utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count }

    /// In small letters without braces where it is a GUID, else as a key without the spaces behind it.
    package var asIdentifier: String {
        let plain = withoutBraces
        return plain.isGUID ? plain.lowercased() : withoutTrailingSpaces
    }

    /// True for `9b8d0c89-1111-2222-3333-444455556666` in letters of any size.
    package var isGUID: Bool {
        guard utf8.count == 36 else { return false }
        return zip(0..., utf8).allSatisfy { index, byte in
            switch index {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            default: (byte &- 48) < 10 || (byte.asciiLowercased &- 97) < 6
            }
        }
    }
}

extension String {
    /// Equal without regard to the case of ASCII letters, as F&O columns and Dataverse tables are
    /// compared.
    package func isSameName(as other: String) -> Bool {
        utf8.count == other.utf8.count
            && zip(utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }

    /// The form in which names that differ only in the case of ASCII letters are equal.
    package var foldedName: String {
        String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self)
    }
}

extension UInt8 {
    /// `a`...`z` for `A`...`Z`, every other byte as it is.
    @inlinable
    public var asciiLowercased: UInt8 { (self &- 65) < 26 ? self | 0x20 : self }
}

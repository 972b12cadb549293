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

    /// True for the names of CDS fields that hold a record's organization.
    package var isOrganizationName: Bool {
        let name = foldedName
        return name == "organization_organizationid"
            || name.hasSuffix("_organization_organizationid")
    }
}

extension UInt8 {
    /// `a`...`z` for `A`...`Z`, every other byte as it is.
    @inlinable
    public var asciiLowercased: UInt8 { (self &- 65) < 26 ? self | 0x20 : self }
}

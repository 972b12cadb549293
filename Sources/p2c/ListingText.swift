import Pipeline

/// The entities of files as a table for people.
struct ListingText {
    let entities: [EntityListing]

    var lines: [String] {
        let header = [
            "FILE", "ENTITY", "FORMAT", "DIALECT", "ENCODING", "COLUMNS", "RECORDS", "UNREADABLE",
        ]
        return Table(header: header, rows: entities.map(row)).lines
    }

    private func row(_ listing: EntityListing) -> [String] {
        [
            listing.file, listing.entity, listing.format, dialect(listing),
            listing.encoding ?? "", listing.columns.map { "\($0.count)" } ?? "?",
            listing.records.map(grouped) ?? "?", grouped(listing.unreadable),
        ]
    }

    private func dialect(_ listing: EntityListing) -> String {
        listing.dialect.map(text) ?? listing.layout.map(text) ?? ""
    }

    /// Such as `120 characters a record (given)`.
    private func text(_ layout: EntityListing.FixedWidth) -> String {
        let header = layout.headerLine.map { ", header on line \($0)" } ?? ""
        return "\(layout.width) characters a record\(header) (given)"
    }

    /// Such as `semicolon, " (detected)`.
    private func text(_ dialect: EntityListing.Delimiting) -> String {
        var parts = [Self.words[dialect.delimiter] ?? dialect.delimiter]
        parts.append(dialect.qualifier ?? "no qualifier")
        if let escape = dialect.escape { parts.append("escape \(escape)") }
        switch dialect.headerLine {
        case nil: parts.append("no header")
        case 1: break
        case let line?: parts.append("header on line \(line)")
        }
        return parts.joined(separator: ", ") + (dialect.isDetected ? " (detected)" : " (given)")
    }

    private static let words = [
        ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ":": "colon", " ": "space",
    ]
}

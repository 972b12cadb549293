import Records

/// How the text of a file is encoded.
package enum TextEncoding: Sendable, Equatable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    /// Any other code page under a name that iconv knows: `WINDOWS-1252`.
    case named(String)
}

/// The line break of a delimited file. Reading accepts all three whatever is set.
package enum LineEnd: String, Sendable, Equatable {
    case crlf = "CRLF"
    case lf = "LF"
    case cr = "CR"
}

/// Where a delimited file names its columns.
package enum HeaderLine: Sendable, Equatable {
    /// Nowhere: the first line is a record.
    case none
    /// On that line, counted from 1, or the first behind it that is not blank; what stands before
    /// that line is passed over.
    case line(Int)
}

/// How a delimited file is written.
package struct Dialect: Sendable, Equatable {
    package var encoding = TextEncoding.utf8
    /// Written at the start of the file. Reading accepts one always.
    package var hasByteOrderMark = false
    /// An ASCII character between two values.
    package var delimiter = UInt8(ascii: ",")
    /// An ASCII character around values that hold special characters; nil for none.
    package var qualifier: UInt8? = UInt8(ascii: "\"")
    package var lineEnd = LineEnd.crlf
    /// An ASCII character before a qualifier, or another escape, that belongs to a value in
    /// qualifiers; nil where the qualifier is doubled for that. Reading takes doubled ones always.
    package var escape: UInt8?
    package var header = HeaderLine.line(1)
    /// The columns' names of a file without a header; empty for `COLUMN1`, `COLUMN2` and so on. With a
    /// header they only say what a strict dialect expects in it.
    package var columnNames: [String] = []
    /// Whether a record that does not keep to the dialect makes the whole file unreadable. Reading
    /// that is not strict recovers what is unambiguous and sets aside the rest, record by record.
    package var isStrict = false

    package init() {}
}

/// A record of F&O's "Data sources" table: what the *name* in a manifest's `SourceFormat` stands for.
/// The manifest carries nothing but that name.
package enum SourceFormat: Sendable, Equatable {
    case delimited(Dialect)
    /// One element a record, one child element a field.
    case xmlElement
    /// One element a record, one attribute a field.
    case xmlAttribute
    /// A worksheet, by its name or the first one that is not hidden.
    case excel(sheet: String?)
    /// Values at fixed places in the lines.
    case fixedWidth(FixedWidthLayout)

    /// One of the two XML formats.
    package var isXML: Bool { self == .xmlElement || self == .xmlAttribute }
}

/// The source formats by name, as the settings define them on top of F&O's own.
package struct FormatRegistry: Sendable {
    private var formats: [String: SourceFormat]
    private var given: Set<String> = []
    /// What is known of XML files besides.
    package var xml = XMLOptions()

    /// The names that F&O ships: `CSV`, `CSV-Unicode`, `EXCEL`, `XML-Element`, `XML-Attribute`.
    package init() {
        var unicode = Dialect()
        unicode.encoding = .utf16LittleEndian
        unicode.hasByteOrderMark = true
        var plain = Dialect()
        plain.hasByteOrderMark = true
        formats = [
            "csv": .delimited(plain), "csv-unicode": .delimited(unicode),
            "excel": .excel(sheet: nil), "xml-element": .xmlElement,
            "xml-attribute": .xmlAttribute,
        ]
    }

    /// The format of that name, compared without case.
    package subscript(name: String) -> SourceFormat? {
        get { formats[name.foldedName] }
        set {
            formats[name.foldedName] = newValue
            given.insert(name.foldedName)
        }
    }

    /// The fixed width formats that take a file of that name, which may have folders before it. By
    /// their names, sorted.
    func fixedWidth(forFile path: String) -> [(name: String, layout: FixedWidthLayout)] {
        let file = PackageFileName.base(path)
        return names.compactMap { name in
            guard case .fixedWidth(let layout)? = formats[name], let files = layout.files,
                files.matches(file)
            else { return nil }
            return (name, layout)
        }
    }

    /// Whether the settings say what the name stands for, and not F&O alone.
    package func isGiven(_ name: String) -> Bool { given.contains(name.foldedName) }

    /// The names that are known, sorted.
    package var names: [String] { formats.keys.sorted() }

    /// The same names, delimited files being read as the overrides say.
    package func overridden(by overrides: DialectOverrides) -> FormatRegistry {
        var registry = self
        registry.formats = formats.mapValues { $0.overridden(by: overrides) }
        return registry
    }
}

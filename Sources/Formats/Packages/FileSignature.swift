import Records

/// What the first bytes and the name of a file say about it. The bytes win: people rename files.
enum FileSignature: Equatable {
    case zip
    case gzip
    case xml
    case text
    /// Something that cannot be read, and what it is in words.
    case foreign(IssueCode, String)

    /// `isText` when the settings declare files of that name to be text, whatever their ending.
    init(_ first: [UInt8], name: String, isText: Bool = false) {
        let suffix = PackageFileName.suffix(name)
        if first.starts(with: Self.compoundStart), PackageFileName.isWorkbook(suffix: suffix) {
            self = .foreign(.excelFile, "a workbook with a password")
        } else if let known = Self.knownStarts.first(where: { first.starts(with: $0.bytes) }) {
            self = known.signature
        } else if HTMLStart.begins(first[...]) {
            self = .foreign(.unknownKindOfFile, HTMLStart.kind)
        } else if Self.beginsAsXML(first) {
            self = .xml
        } else if isText {
            self = .text
        } else if PackageFileName.isWorkbook(suffix: suffix), Self.isText(first) {
            self = .foreign(.excelFile, Self.namedAsWorkbook)
        } else if let kind = Self.foreignSuffixes[suffix] {
            self = kind
        } else if ["csv", "txt", "tsv"].contains(suffix) {
            self = .text
        } else if suffix == "xml" {
            self = .xml
        } else if suffix == "zip" {
            self = .zip
        } else {
            let ending = suffix.isEmpty ? "without an ending" : "with the ending .\(suffix)"
            self = .foreign(.unknownKindOfFile, "a file \(ending)")
        }
    }

    /// What to say of a file that is of this kind: `It is a PDF document`.
    static func issue(_ code: IssueCode, _ kind: String, in words: String, file: String) -> Issue {
        var issue = Issue(code, "\(words) \(kind)", file: file)
        if kind == namedAsWorkbook {
            issue.ownRemedy = "Give the file the ending of what it holds, such as .csv, or .xml"
        }
        if kind == HTMLStart.kind { issue.ownRemedy = HTMLStart.remedy }
        return issue
    }

    private static let namedAsWorkbook = "a text under the name of a workbook"

    private static func isText(_ first: [UInt8]) -> Bool {
        !first.isEmpty && first.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (9...13).contains($0) }
    }

    /// How the files of old Office programs begin, and today's that are encrypted.
    private static let compoundStart: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    private static let knownStarts: [(bytes: [UInt8], signature: FileSignature)] = [
        ([0x50, 0x4B, 3, 4], .zip), ([0x50, 0x4B, 5, 6], .zip),
        (
            compoundStart,
            .foreign(.excelFile, "a workbook of Excel 97 to 2003, or one with a password")
        ),
        ([0x1F, 0x8B], .gzip),
        (Array("7z\u{BC}".unicodeScalars.map { UInt8($0.value) }), sevenZip),
        (Array("Rar!".utf8), .foreign(.unknownKindOfFile, "packed by RAR")),
        (Array("%PDF".utf8), .foreign(.unknownKindOfFile, "a PDF document")),
    ]

    private static let sevenZip = FileSignature.foreign(.unknownKindOfFile, "packed by 7-Zip")

    private static let foreignSuffixes: [String: FileSignature] = [
        "json": .foreign(
            .unknownKindOfFile, "a JSON file; of a CDM folder give the folder or a zip of it"),
        "dat": .foreign(.unknownKindOfFile, "a .dat file, as AX exported them"),
        "def": .foreign(.unknownKindOfFile, "a .def file, as AX exported them"),
        "xls": .foreign(.excelFile, "a workbook of Excel 97 to 2003, or a damaged one"),
        "xlsx": .foreign(.excelFile, "a damaged Excel workbook"),
        "xlsm": .foreign(.excelFile, "a damaged Excel workbook"),
        "xlsb": .foreign(.excelFile, "a damaged Excel workbook"),
        "bacpac": .foreign(.unknownKindOfFile, "a backup of a database"),
    ]

    /// True when the first character is `<`, in UTF-8 or UTF-16, behind a mark and blanks.
    private static func beginsAsXML(_ first: [UInt8]) -> Bool {
        let skipped: Set<UInt8> = [0, 0x9, 0xA, 0xD, 0x20, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
        return first.first { !skipped.contains($0) } == UInt8(ascii: "<")
    }
}

/// Encodings of text, and files as such.
extension IssueCode {
    package static let invalidInEncoding = IssueCode(
        "P2C-TXT-001", .error, "The text is not valid in its encoding",
        cause: """
            The file was saved in another encoding than its format says. Excel's plain "CSV" \
            writes windows-1252 or the like, where é is one byte; p2c expects UTF-8 unless the \
            format names a code page.
            """,
        example: """
            accounts.csv (⟨E9⟩ is a byte in hexadecimal)
                accountnumber,name
                C-100,Caf⟨E9⟩ Fabrikam
            p2c validate
                accounts.csv:2 (byte 28): the byte 0xE9 is not valid in UTF-8
            """,
        remedy: "Save the file in the encoding that its format declares, or set codePage for the "
            + "format in p2c.json to the file's own, such as windows-1252")
    package static let endsInsideCharacter = IssueCode(
        "P2C-TXT-002", .error, "The file ends in the middle of a character",
        cause: """
            A transfer was broken off, so that half of the last character is missing.
            """,
        example: """
            accounts.csv, UTF-16, cut off (bytes in hexadecimal)
                FF FE 61 00 63
            p2c run
                accounts.csv (byte 4): the file ends in the middle of a character of UTF-16LE
            """,
        remedy: "Transfer the file again; it is cut off")
    package static let unknownEncoding = IssueCode(
        "P2C-TXT-003", .error, "The code page is not known",
        cause: """
            A misspelt name in p2c.json, or a name that only Windows knows.
            """,
        example: """
            p2c.json
                formats: { "CSV": { type: "CSV", codePage: "windows-1525" } },
            p2c run
                accounts.csv: the code page “windows-1525” is not known
            """,
        remedy: "Correct codePage for the format in p2c.json; `iconv -l` lists the names")
    package static let encodingDiffers = IssueCode(
        "P2C-TXT-004", .warning, "The file has another encoding than its format declares",
        cause: """
            The file begins with the mark of another encoding: it was saved again in Excel or \
            Notepad, or packed under the wrong source format. p2c goes by the mark. Fin and Ops \
            refuses UTF-16 under CSV and UTF-8 under CSV-Unicode.
            """,
        example: """
            products.zip/Sellable released products.csv, UTF-16, in the format CSV
                PRODUCTNUMBER,PRODUCTNAME
                P-100,Trail bike
            p2c run
                products.zip/Sellable released products.csv: the file is UTF-16LE, its format
                declares UTF-8; F&O would say “Selected file is Unicode”
            """,
        remedy: "Nothing to do here; correct the format's name in the manifest for F&O itself")
    package static let characterNotInCodePage = IssueCode(
        "P2C-TXT-005", .error, "The code page lacks a character",
        cause: """
            The result is written in a code page of one language, and a name from another \
            language does not fit in. Nothing is replaced by question marks.
            """,
        example: """
            p2c.json
                formats: { "CSV 1252": { type: "CSV", codePage: "windows-1252" } },
                output: { finops: "CSV 1252" },
            accounts.csv
                accountnumber,name
                C-100,Łódź Fabrikam
            p2c run
                accounts.csv:2 (byte 19) record C-100: WINDOWS-1252 has no character “Ł” (U+0141)
            """,
        remedy: "Set codePage for the format in p2c.json to UTF-8, or mend the value in the source",
        microsoftCode: "DMF1957")
    package static let cannotReadFile = IssueCode(
        "P2C-FIL-001", .error, "The file cannot be read",
        cause: """
            The disk or the network share failed while p2c was reading.
            """,
        example: """
            p2c run, the share's cable being pulled
                accounts.csv: reading failed: Input/output error
            """,
        remedy: "Check the disk and the network share, then drop the file again")
    package static let cannotWriteFile = IssueCode(
        "P2C-FIL-002", .error, "The file cannot be written",
        cause: """
            The disk is full, a quota is used up, or the share went away while p2c was writing.
            """,
        example: """
            p2c run, on a full disk
                Customers V2.xml: writing failed: No space left on device
            """,
        remedy: "Check that the disk has room and can be written to, then run again")
}

extension IssueCatalogue {
    package static let text: [IssueCode] = [
        .invalidInEncoding, .endsInsideCharacter, .unknownEncoding, .encodingDiffers,
        .characterNotInCodePage, .cannotReadFile, .cannotWriteFile,
    ]
}

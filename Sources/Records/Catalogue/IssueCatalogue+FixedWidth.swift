/// Records of fixed width text.
extension IssueCode {
    package static let fixedLineTooShort = IssueCode(
        "P2C-FIX-001", .error, "The record ends inside a column",
        cause: """
            The exporter leaves out blanks at the end of a line in the middle of a column, a \
            tool that trims lines was at work, or the layout does not fit the file.
            """,
        example: """
            p2c.json
                formats: { "Fixed": { type: "fixed-width", files: "account*.txt", layout: [
                  { name: "accountnumber", length: 8 }, { name: "name", length: 10 },
                  { name: "address1_country", length: 3 } ] } },
            accounts.txt
                C-100   Fab
            p2c run
                accounts.txt:1 (byte 0): line 1 is 11 characters long and ends inside name (9 to
                18), the layout is 21 characters long
            """,
        remedy: "Fill the line with blanks up to the end of a column, or correct layout for the "
            + "format in p2c.json")
    package static let fixedLineTooLong = IssueCode(
        "P2C-FIX-002", .error, "Text stands behind the record's last column",
        cause: """
            A value was longer than its column and the exporter did not cut it, or the system \
            exports more columns than the layout names.
            """,
        example: """
            p2c.json
                formats: { "Fixed": { type: "fixed-width", files: "account*.txt", layout: [
                  { name: "accountnumber", length: 8 }, { name: "name", length: 10 } ] } },
            accounts.txt
                C-100   Fabrikam  Incorporated
            p2c run
                accounts.txt:1 (byte 0): line 1 is 30 characters long with text behind the last
                column, the layout is 18 characters long
            """,
        remedy: "Look for a value that is too long and pushed the others on, or correct layout for "
            + "the format in p2c.json")
    package static let fixedRecordWithNUL = IssueCode(
        "P2C-FIX-003", .error, "The record holds NUL bytes",
        cause: """
            The exporting program fills what is empty with NUL bytes in place of blanks, or the \
            file is in UTF-16 and codePage says otherwise.
            """,
        example: """
            accounts.txt (⟨00⟩ is a byte in hexadecimal)
                C-100⟨00⟩⟨00⟩⟨00⟩Fabrikam
            p2c run, with a fixed-width format for account*.txt in p2c.json
                accounts.txt:1 (byte 0): line 1 is 16 characters long and holds a NUL byte, the
                layout is 16 characters long
            """,
        remedy: "Export the file again, with blanks for what is empty; NUL bytes also come from a "
            + "wrong codePage for the format in p2c.json")
    package static let fixedRecordWithLineBreak = IssueCode(
        "P2C-FIX-004", .error, "The record holds a line break",
        cause: """
            The file has records of one length without line ends, and a memo or address in one \
            of them holds a line break. Or a record is too short, and all behind it are out of \
            step.
            """,
        example: """
            accounts.txt, records of 21 characters without line ends
            p2c run, with recordLength: 21 in p2c.json
                accounts.txt:3 (byte 42): record 3 is 21 characters long and holds a line break,
                the layout is 21 characters long
            """,
        remedy: "Remove the line break from the value; in a file without line ends the record "
            + "counts the characters of recordLength")
    package static let fixedBlankLines = IssueCode(
        "P2C-FIX-020", .warning, "Blank lines were skipped",
        cause: """
            Somebody pressed Enter once too often, or the exporter puts blank lines between \
            groups.
            """,
        example: """
            accounts.txt
                C-100   Fabrikam

                C-101   Contoso
            p2c run, with a fixed-width format for account*.txt in p2c.json
                accounts.txt:2: 1 × blank line, first on line 2
            """,
        remedy: "Nothing to do if no record is missing")
}

/// Fixed width files as a whole.
extension IssueCode {
    package static let fixedRecordTooLong = IssueCode(
        "P2C-FIX-040", .error, "A record is longer than the limit",
        cause: """
            The file has records without line ends, so that all of it looks like one line, or it \
            is no text at all.
            """,
        example: """
            accounts.txt, 2 MB without line ends
            p2c run, with a fixed-width format and recordMiB: 1 in p2c.json
                accounts.txt:1: line 1 has more than 1048576 bytes
            """,
        remedy:
            "Set recordLength for the format in p2c.json if the file has no line ends, or raise "
            + "limits.recordMiB")
    package static let fixedValueTooLong = IssueCode(
        "P2C-FIX-041", .error, "A value is longer than its column",
        cause: """
            The fixed width format that p2c writes has a column for fewer characters than the \
            value has. p2c never cuts a text unless a template says so.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,Fabrikam Incorporated
            p2c run, with a fixed-width format for finops in p2c.json
                accounts-sales-to-finops.zip/Customers V2.txt: ORGANIZATIONNAME of record 1 has 21
                characters, its column 10
            """,
        remedy: "Shorten the value in the source, or widen the column in layout for the format in "
            + "p2c.json")
    package static let fixedValueWithLineBreak = IssueCode(
        "P2C-FIX-042", .error, "A value holds a line break or a NUL, which no column can carry",
        cause: """
            Fixed width text marks the end of a record by the line's end, so a memo or street of \
            several lines cannot be a value.
            """,
        example: """
            accounts.csv
                accountnumber,name,description
                C-100,Fabrikam,"first line
                second line"
            p2c run, with a fixed-width format for finops in p2c.json
                accounts-sales-to-finops.zip/Customers V2.txt: SALESMEMO of record 1 holds a line
                break or a NUL
            """,
        remedy: "Mend the value in the source, or write another format")
    package static let fixedColumnMissing = IssueCode(
        "P2C-FIX-043", .error, "The layout lacks a column",
        cause: """
            The template writes a field for which the fixed width format in p2c.json has no \
            column. Left out it would be lost.
            """,
        example: """
            p2c.json
                formats: { "Fixed": { type: "fixed-width", layout: [
                  { name: "CUSTOMERACCOUNT", length: 20 } ] } },
                output: { finops: "Fixed" },
            p2c run
                accounts-sales-to-finops.zip/Customers V2.txt: PARTYNUMBER is none of
                CUSTOMERACCOUNT
            """,
        remedy: "Add the column to layout for the format in p2c.json, or write another format")
    package static let fixedFormatDoubtful = IssueCode(
        "P2C-FIX-044", .error, "Several formats take the file by its name",
        cause: """
            Two fixed width formats of p2c.json have patterns in files that both match the \
            file's name, such as *.txt and acc*.txt.
            """,
        example: """
            p2c.json
                formats: {
                  "Fixed A": { type: "fixed-width", files: "acc*.txt", layout: [ … ] },
                  "Fixed B": { type: "fixed-width", files: "*.txt", layout: [ … ] },
                },
            accounts.txt
            p2c run
                accounts.txt: accounts.txt matches files of "fixed a" and "fixed b"
            """,
        remedy: "Correct files for these formats in p2c.json, so that one of them matches the name")
}

extension IssueCatalogue {
    package static let fixedWidth: [IssueCode] = [
        .fixedLineTooShort, .fixedLineTooLong, .fixedRecordWithNUL, .fixedRecordWithLineBreak,
        .fixedBlankLines, .fixedRecordTooLong, .fixedValueTooLong, .fixedValueWithLineBreak,
        .fixedColumnMissing, .fixedFormatDoubtful,
    ]
}

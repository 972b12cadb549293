/// Records of fixed width text.
extension IssueCode {
    package static let fixedLineTooShort = IssueCode(
        "P2C-FIX-001", .error, "The record ends inside a column",
        remedy: "Fill the line with blanks up to the end of a column, or correct layout for the "
            + "format in p2c.json")
    package static let fixedLineTooLong = IssueCode(
        "P2C-FIX-002", .error, "Text stands behind the record's last column",
        remedy: "Look for a value that is too long and pushed the others on, or correct layout for "
            + "the format in p2c.json")
    package static let fixedRecordWithNUL = IssueCode(
        "P2C-FIX-003", .error, "The record holds NUL bytes",
        remedy: "Export the file again, with blanks for what is empty; NUL bytes also come from a "
            + "wrong codePage for the format in p2c.json")
    package static let fixedRecordWithLineBreak = IssueCode(
        "P2C-FIX-004", .error, "The record holds a line break",
        remedy: "Remove the line break from the value; in a file without line ends the record "
            + "counts the characters of recordLength")
    package static let fixedBlankLines = IssueCode(
        "P2C-FIX-020", .warning, "Blank lines were skipped",
        remedy: "Nothing to do if no record is missing")
}

/// Fixed width files as a whole.
extension IssueCode {
    package static let fixedRecordTooLong = IssueCode(
        "P2C-FIX-040", .error, "A record is longer than the limit",
        remedy:
            "Set recordLength for the format in p2c.json if the file has no line ends, or raise "
            + "limits.recordMiB")
    package static let fixedValueTooLong = IssueCode(
        "P2C-FIX-041", .error, "A value is longer than its column",
        remedy: "Shorten the value in the source, or widen the column in layout for the format in "
            + "p2c.json")
    package static let fixedValueWithLineBreak = IssueCode(
        "P2C-FIX-042", .error, "A value holds a line break or a NUL, which no column can carry",
        remedy: "Mend the value in the source, or write another format")
    package static let fixedColumnMissing = IssueCode(
        "P2C-FIX-043", .error, "The layout lacks a column",
        remedy: "Add the column to layout for the format in p2c.json, or write another format")
    package static let fixedFormatDoubtful = IssueCode(
        "P2C-FIX-044", .error, "Several formats take the file by its name",
        remedy: "Correct files for these formats in p2c.json, so that one of them matches the name")
}

extension IssueCatalogue {
    package static let fixedWidth: [IssueCode] = [
        .fixedLineTooShort, .fixedLineTooLong, .fixedRecordWithNUL, .fixedRecordWithLineBreak,
        .fixedBlankLines, .fixedRecordTooLong, .fixedValueTooLong, .fixedValueWithLineBreak,
        .fixedColumnMissing, .fixedFormatDoubtful,
    ]
}

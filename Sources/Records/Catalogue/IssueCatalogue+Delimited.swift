/// Records of delimited text.
extension IssueCode {
    package static let wrongValueCount = IssueCode(
        "P2C-CSV-001", .error, "The record has a wrong number of values",
        remedy: "Put values that hold the delimiter or a line break into quotes, or add what is "
            + "missing; the record is in quarantine as the file had it",
        microsoftCode: "DMF2018")
    package static let textAfterQuote = IssueCode(
        "P2C-CSV-002", .error, "Text follows a closing quote",
        remedy: "Double every quote that is part of a value (\"\"), or remove it",
        microsoftCode: "DMF2018")
    package static let quoteNeverClosed = IssueCode(
        "P2C-CSV-003", .error, "A quote is never closed",
        remedy: "Close the quote on the line named here, then drop the records from there on again",
        microsoftCode: "DMF2050")
    package static let nulInRecord = IssueCode(
        "P2C-CSV-004", .error, "The record holds NUL bytes",
        remedy: "Export the file again; NUL bytes come from a damaged file or a wrong encoding")
    package static let quoteInsidePlainValue = IssueCode(
        "P2C-CSV-005", .error, "A value without quotes around it holds a quote",
        remedy: "Put the value into quotes and double the quotes in it, or set strict to false for "
            + "the format in p2c.json to keep such quotes as text")
    package static let blankLines = IssueCode(
        "P2C-CSV-020", .warning, "Blank lines were skipped",
        remedy: "Nothing to do here; F&O itself refuses a blank line before the header",
        microsoftCode: "FF004")
    package static let surplusEmptyValues = IssueCode(
        "P2C-CSV-021", .warning, "Records have empty values behind the last column",
        remedy: "Nothing to do; the exporter ends its lines with delimiters")
    package static let mixedLineEnds = IssueCode(
        "P2C-CSV-022", .warning, "The file mixes line ends",
        remedy: "Nothing to do here; F&O itself wants CRLF on every line")
    package static let separatorLine = IssueCode(
        "P2C-CSV-023", .warning, "The first line names the delimiter",
        remedy: "Nothing to do here; F&O itself does not know such a line, which Excel writes")
    package static let trailingControlZ = IssueCode(
        "P2C-CSV-024", .warning, "The file ends with a Control-Z",
        remedy: "Nothing to do; it is the end mark of a DOS program")
    package static let quoteInsideValue = IssueCode(
        "P2C-CSV-025", .warning, "Values without quotes around them hold a quote",
        remedy: "Look at the records; the quote was kept as text")
    package static let quoteKeptAsText = IssueCode(
        "P2C-CSV-026", .warning, "Quotes that are not doubled were kept as text",
        remedy: "Look at the records, and let the exporter double quotes inside values")
    package static let linesBeforeHeader = IssueCode(
        "P2C-CSV-027", .warning, "Lines before the header were passed over",
        remedy: "Nothing to do here; F&O itself wants the header on the first line",
        microsoftCode: "FF004")
    package static let dialectDetected = IssueCode(
        "P2C-CSV-028", .warning, "How the file is written was found by looking at it",
        remedy: "Nothing to do if it is right; if not, set delimiter, qualifier and header for the "
            + "format CSV under formats in p2c.json")
}

/// Delimited files as a whole.
extension IssueCode {
    package static let duplicateColumnName = IssueCode(
        "P2C-CSV-040", .error, "Two columns have the same name",
        remedy: "Rename or remove one of the two columns in the header line")
    package static let blankColumnName = IssueCode(
        "P2C-CSV-041", .error, "A column has no name",
        remedy: "Name the column in the header line, or remove it")
    package static let tooManyColumns = IssueCode(
        "P2C-CSV-042", .error, "The file has more columns than the limit",
        remedy: "Check the delimiter of the format in p2c.json, or raise limits.columns there")
    package static let delimitedRecordTooLong = IssueCode(
        "P2C-CSV-043", .error, "A record is longer than the limit",
        remedy: "Look for a quote that is opened on that line and not closed")
    package static let noHeaderLine = IssueCode(
        "P2C-CSV-044", .error, "The file has no header line",
        remedy: "Put the column names into the first line",
        microsoftCode: "FF004")
    package static let unreadableHeader = IssueCode(
        "P2C-CSV-045", .error, "The header line cannot be read",
        remedy: "Correct the header line: column names with the format's delimiter between them")
    package static let wrongDelimiter = IssueCode(
        "P2C-CSV-046", .error, "The header line has another delimiter than the format",
        remedy: "Set delimiter for the format in p2c.json to the one that was found",
        microsoftCode: "DMF1999")
    package static let valueNeedsQualifier = IssueCode(
        "P2C-CSV-047", .error, "The format cannot carry a value",
        remedy: "Set a qualifier for the format in p2c.json, or another delimiter")
    package static let unreadableFirstRecord = IssueCode(
        "P2C-CSV-048", .error, "The first record cannot be read, so its columns are not known",
        remedy: "Mend the record, or set columns for the format in p2c.json to the columns' names")
    package static let otherColumns = IssueCode(
        "P2C-CSV-049", .error, "The header names other columns than the format",
        remedy: "Correct the header line, or columns for the format in p2c.json")
    package static let dialectDoubtful = IssueCode(
        "P2C-CSV-050", .error, "How the file is written cannot be told by looking at it",
        remedy: "Say it: set delimiter, qualifier and header for the format CSV under formats in "
            + "p2c.json, or put the file into a package whose manifest names its format")
}

/// Encodings of text, and files as such.
extension IssueCode {
    package static let invalidInEncoding = IssueCode(
        "P2C-TXT-001", .error, "The text is not valid in its encoding",
        remedy: "Save the file in the encoding that its format declares, or set codePage for the "
            + "format in p2c.json to the file's own, such as windows-1252")
    package static let endsInsideCharacter = IssueCode(
        "P2C-TXT-002", .error, "The file ends in the middle of a character",
        remedy: "Transfer the file again; it is cut off")
    package static let unknownEncoding = IssueCode(
        "P2C-TXT-003", .error, "The code page is not known",
        remedy: "Correct codePage for the format in p2c.json; `iconv -l` lists the names")
    package static let encodingDiffers = IssueCode(
        "P2C-TXT-004", .warning, "The file has another encoding than its format declares",
        remedy: "Nothing to do here; correct the format's name in the manifest for F&O itself")
    package static let characterNotInCodePage = IssueCode(
        "P2C-TXT-005", .error, "The code page lacks a character",
        remedy: "Set codePage for the format in p2c.json to UTF-8, or mend the value in the source")
    package static let cannotReadFile = IssueCode(
        "P2C-FIL-001", .error, "The file cannot be read",
        remedy: "Check the disk and the network share, then drop the file again")
    package static let cannotWriteFile = IssueCode(
        "P2C-FIL-002", .error, "The file cannot be written",
        remedy: "Check that the disk has room and can be written to, then run again")
}

extension IssueCatalogue {
    package static let delimited: [IssueCode] = [
        .wrongValueCount, .textAfterQuote, .quoteNeverClosed, .nulInRecord, .quoteInsidePlainValue,
        .blankLines, .linesBeforeHeader, .dialectDetected, .unreadableFirstRecord, .otherColumns,
        .dialectDoubtful,
        .surplusEmptyValues, .mixedLineEnds, .separatorLine, .trailingControlZ, .quoteInsideValue,
        .quoteKeptAsText, .duplicateColumnName, .blankColumnName, .tooManyColumns,
        .delimitedRecordTooLong, .noHeaderLine, .unreadableHeader, .wrongDelimiter,
        .valueNeedsQualifier, .invalidInEncoding, .endsInsideCharacter, .unknownEncoding,
        .encodingDiffers, .characterNotInCodePage, .cannotReadFile, .cannotWriteFile,
    ]
}

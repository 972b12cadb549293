/// Records of delimited text.
extension IssueCode {
    package static let wrongValueCount = IssueCode(
        "P2C-CSV-001", .error, "The record has a wrong number of values",
        cause: """
            A value holds the delimiter or a line break and has no quotes around it, often a \
            comma in a name or address; Microsoft warns of such values in CSV. Lines that were cut \
            or joined by hand have it too.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,Fabrikam, Inc.
            p2c validate
                accounts.csv:2 (byte 19): line 2 has 3 values, the header has 2
            """,
        remedy: "Put values that hold the delimiter or a line break into quotes, or add what is "
            + "missing",
        microsoftCode: "DMF2018",
        otherMicrosoftCodes: ["DMF2050"])
    package static let textAfterQuote = IssueCode(
        "P2C-CSV-002", .error, "Text follows a closing quote",
        cause: """
            A value begins with a quote and has another quote in the middle that is not doubled. \
            Scripts that put quotes around values without doubling those inside write such \
            lines, and so do people in a text editor.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,"Fabrikam" Inc.
                C-101,"Contoso"
            p2c validate
                accounts.csv:2 (byte 19): the record on line 2 has text behind a closing quote
            """,
        remedy: "Double every quote that is part of a value (\"\"), or remove it",
        microsoftCode: "DMF2018")
    package static let quoteNeverClosed = IssueCode(
        "P2C-CSV-003", .error, "A quote is never closed",
        cause: """
            A quote opens a value and nothing closes it: a missing quote in that line, or a file \
            that was cut off. Everything from there on could be part of that value, so none of \
            it is taken.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,"Fabrikam
                C-101,Contoso
            p2c validate
                accounts.csv:2 (byte 19): the quote opened on line 2 is never closed
            """,
        remedy: "Close the quote on the line named here, then drop the records from there on again",
        microsoftCode: "DMF2050")
    package static let nulInRecord = IssueCode(
        "P2C-CSV-004", .error, "The record holds NUL bytes",
        cause: """
            Zero bytes are no text. They come from a disk or copy that failed half-way, or from \
            UTF-16 text that a program pasted into a file of another encoding.
            """,
        example: """
            accounts.csv (⟨00⟩ is a byte in hexadecimal)
                accountnumber,name
                C-100,Fab⟨00⟩rikam
            p2c validate
                accounts.csv:2 (byte 19): the record on line 2 holds a NUL byte
            """,
        remedy: "Export the file again; NUL bytes come from a damaged file or a wrong encoding")
    package static let quoteInsidePlainValue = IssueCode(
        "P2C-CSV-005", .error, "A value without quotes around it holds a quote",
        cause: """
            Quotes that are part of a name or size, such as 19" for inches, stand in a value \
            without quotes around it. The format in p2c.json has strict: true, which forbids \
            that.
            """,
        example: """
            p2c.json
                formats: { "CSV": { type: "CSV", strict: true } },
            products.csv
                productnumber,name
                P-100,19" rack
            p2c run
                products.csv:2 (byte 19): the record on line 2 has a quote inside a value without
                quotes around it
            """,
        remedy: "Put the value into quotes and double the quotes in it, or set strict to false for "
            + "the format in p2c.json to keep such quotes as text")
    package static let blankLines = IssueCode(
        "P2C-CSV-020", .warning, "Blank lines were skipped",
        cause: """
            Somebody pressed Enter once too often, or a script writes an empty line between \
            parts. Fin and Ops refuses a file with a blank line before the header (FF004) or \
            between rows (DMF2050).
            """,
        example: """
            accounts.csv
                accountnumber,name

                C-100,Fabrikam
            p2c validate
                accounts.csv:2: 1 × blank line, first on line 2
            """,
        remedy: "Nothing to do here; F&O itself refuses a blank line before the header",
        microsoftCode: "FF004",
        otherMicrosoftCodes: ["DMF2050"])
    package static let surplusEmptyValues = IssueCode(
        "P2C-CSV-021", .warning, "Records have empty values behind the last column",
        cause: """
            A spreadsheet that once had more columns writes delimiters for them on every line. \
            As all surplus values are empty, nothing is lost.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,Fabrikam,,
            p2c validate
                accounts.csv:2: 1 × record with empty values behind the last column, first on
                line 2
            """,
        remedy: "Nothing to do; the exporter ends its lines with delimiters")
    package static let mixedLineEnds = IssueCode(
        "P2C-CSV-022", .warning, "The file mixes line ends",
        cause: """
            Files from Windows and Linux were joined, or an editor changed a part. Fin and Ops \
            wants CRLF in CSV-Unicode; on a line feed alone it complains of an incorrect \
            mapping, which leads astray.
            """,
        example: """
            accounts.csv (⟨0D⟩ is a byte in hexadecimal)
                accountnumber,name⟨0D⟩
                C-100,Fabrikam
                C-101,Contoso
            p2c validate
                accounts.csv:2: line 2 ends otherwise than the lines before it
            """,
        remedy: "Nothing to do here; F&O itself wants CRLF on every line")
    package static let separatorLine = IssueCode(
        "P2C-CSV-023", .warning, "The first line names the delimiter",
        cause: """
            The line sep= tells Excel how to split the file. People and exporters put it there \
            so that a double click opens the file well.
            """,
        example: """
            accounts.csv
                sep=;
                accountnumber;name
                C-100;Fabrikam
            p2c validate
                accounts.csv:1: the delimiter is “;” by that line
            """,
        remedy: "Nothing to do here; F&O itself does not know such a line, which Excel writes")
    package static let trailingControlZ = IssueCode(
        "P2C-CSV-024", .warning, "The file ends with a Control-Z",
        cause: """
            Programs that date from DOS end a text with the byte 1A.
            """,
        example: """
            accounts.csv (⟨1A⟩ is a byte in hexadecimal)
                accountnumber,name
                C-100,Fabrikam
                ⟨1A⟩
            p2c validate
                accounts.csv: the last byte is 0x1A, which was left out
            """,
        remedy: "Nothing to do; it is the end mark of a DOS program")
    package static let quoteInsideValue = IssueCode(
        "P2C-CSV-025", .warning, "Values without quotes around them hold a quote",
        cause: """
            The value holds a quote, such as the sign for inches, and the exporter put no quotes \
            around it. Fin and Ops may read such a line otherwise.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,Display 24"
            p2c validate
                accounts.csv:2: 1 × record with a quote inside a value without quotes, first
                on line 2
            """,
        remedy: "Look at the records; the quote was kept as text")
    package static let quoteKeptAsText = IssueCode(
        "P2C-CSV-026", .warning, "Quotes that are not doubled were kept as text",
        cause: """
            The exporter put quotes around the value and did not double the quotes inside. The \
            number of values came out right, so p2c could tell where the value ends.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,"The "Red Door" Inn"
            p2c validate
                accounts.csv:2: 1 × record with a quote that should have been doubled, first
                on line 2
            """,
        remedy: "Look at the records, and let the exporter double quotes inside values")
    package static let linesBeforeHeader = IssueCode(
        "P2C-CSV-027", .warning, "Lines before the header were passed over",
        cause: """
            A report has its title or the date of the export above the table, or the format in \
            p2c.json says that the header is on a later line. Fin and Ops refuses such files \
            (FF004).
            """,
        example: """
            accounts.csv
                Accounts of Contoso US

                accountnumber,name,creditlimit
                C-100,Fabrikam,1000
                C-101,Contoso,2000
            p2c validate
                accounts.csv:3: 2 lines before the header on line 3
            """,
        remedy: "Nothing to do here; F&O itself wants the header on the first line",
        microsoftCode: "FF004")
    package static let dialectDetected = IssueCode(
        "P2C-CSV-028", .warning, "How the file is written was found by looking at it",
        cause: """
            A CSV file that comes without a package does not say how it is written. p2c looks at \
            its beginning, and found something else than commas, double quotes and a header on \
            the first line, such as the semicolons that Excel writes in much of Europe.
            """,
        example: """
            accounts.csv
                accountnumber;name
                C-100;Fabrikam
                C-101;Contoso
            p2c validate
                accounts.csv: the delimiter is “;”
            """,
        remedy: "Nothing to do if it is right; if not, set delimiter, qualifier and header for the "
            + "format CSV under formats in p2c.json")
}

extension IssueCatalogue {
    package static let delimited: [IssueCode] = [
        .wrongValueCount, .textAfterQuote, .quoteNeverClosed, .nulInRecord, .quoteInsidePlainValue,
        .blankLines, .linesBeforeHeader, .dialectDetected, .unreadableFirstRecord, .otherColumns,
        .dialectDoubtful, .xmlInDelimited,
        .surplusEmptyValues, .mixedLineEnds, .separatorLine, .trailingControlZ, .quoteInsideValue,
        .quoteKeptAsText, .duplicateColumnName, .blankColumnName, .tooManyColumns,
        .delimitedRecordTooLong, .noHeaderLine, .unreadableHeader, .wrongDelimiter,
        .valueNeedsQualifier,
    ]
}

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
            + "missing; the record is in quarantine as the file had it",
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
}

/// Delimited files as a whole.
extension IssueCode {
    package static let duplicateColumnName = IssueCode(
        "P2C-CSV-040", .error, "Two columns have the same name",
        cause: """
            A column was copied in a spreadsheet, or a query selects the same field twice. Names \
            that differ only in upper and lower case are the same for Fin and Ops and Sales.
            """,
        example: """
            accounts.csv
                accountnumber,name,Name
                C-100,Fabrikam,Fabrikam Inc.
            p2c validate
                accounts.csv:1: columns 2 and 3 are both named “Name”
            """,
        remedy: "Rename or remove one of the two columns in the header line")
    package static let blankColumnName = IssueCode(
        "P2C-CSV-041", .error, "A column has no name",
        cause: """
            A cell of the header line is empty: somebody added a column of notes in a \
            spreadsheet, or deleted the name above one.
            """,
        example: """
            accounts.csv
                accountnumber,,name
                C-100,ask Anna,Fabrikam
            p2c validate
                accounts.csv:1: column 2 of the header has no name
            """,
        remedy: "Name the column in the header line, or remove it")
    package static let tooManyColumns = IssueCode(
        "P2C-CSV-042", .error, "The file has more columns than the limit",
        cause: """
            No entity has so many fields: the widest customers have fewer than 300. The first \
            line is most likely not the header, or text was split at every space or letter.
            """,
        example: """
            accounts.csv
                c1,c2,c3, … ,c5000
            p2c run
                accounts.csv:1: the header has 5000 columns, the limit is 4096
            """,
        remedy: "Check the delimiter of the format in p2c.json, or remove columns")
    package static let delimitedRecordTooLong = IssueCode(
        "P2C-CSV-043", .error, "A record is longer than the limit",
        cause: """
            Nearly always a quote that is opened and not closed, so that the rest of the file \
            looks like one value. Seldom a value that really is that large.
            """,
        example: """
            accounts.csv, 20 MB
                accountnumber,name
                C-100,"Fabrikam
                C-101,Contoso
                …
            p2c run, with recordMiB: 1 in p2c.json
                accounts.csv:2: the record that begins on line 2 has more than 1048576 bytes
            """,
        remedy: "Look for a quote that is opened on that line and not closed")
    package static let noHeaderLine = IssueCode(
        "P2C-CSV-044", .error, "The file has no header line",
        cause: """
            The file is empty or its first line names nothing. An incremental export of a period \
            without changes gives an empty file; an export with "First row header" switched off \
            gives one without names.
            """,
        example: """
            accounts.csv
            p2c validate
                accounts.csv: the file is empty
            """,
        remedy: "Put the column names into the first line",
        microsoftCode: "FF004",
        otherMicrosoftCodes: ["DMF2050"])
    package static let unreadableHeader = IssueCode(
        "P2C-CSV-045", .error, "The header line cannot be read",
        cause: """
            The first line holds a quote that is not closed, text behind a closing quote, or \
            zero bytes. The file is damaged there, or it is no CSV at all.
            """,
        example: """
            accounts.csv
                "accountnumber,name
                C-100,Fabrikam
            p2c validate
                accounts.csv:1: the quote opened on line 1 is never closed
            """,
        remedy: "Correct the header line: column names with the format's delimiter between them",
        microsoftCode: "DMF2050")
    package static let wrongDelimiter = IssueCode(
        "P2C-CSV-046", .error, "The header line has another delimiter than the format",
        cause: """
            The file was made with another delimiter than its format says. Excel writes \
            semicolons where the comma stands before the decimals, and in Fin and Ops somebody \
            changed the delimiter of the format CSV.
            """,
        example: """
            products.zip/Sellable released products.csv, in the format CSV
                PRODUCTNUMBER;PRODUCTNAME
                P-100;Trail bike
            p2c run
                products.zip/Sellable released products.csv:1: the header has the delimiter
                “;”, the format declares “,”
            """,
        remedy: "Set delimiter for the format in p2c.json to the one that was found",
        microsoftCode: "DMF1999")
    package static let valueNeedsQualifier = IssueCode(
        "P2C-CSV-047", .error, "The format cannot carry a value",
        cause: """
            The format that p2c writes has no quotes, and a value holds the delimiter or a line \
            break. Without quotes the next reader would see one column too many.
            """,
        example: """
            p2c.json
                formats: { "CSV plain": { type: "CSV", qualifier: "" } },
                output: { finops: "CSV plain" },
            accounts.csv
                accountnumber,name
                C-100,"Fabrikam, Inc."
            p2c run
                accounts-sales-to-finops.zip/Customers V2.csv: record 1 has a delimiter or
                line break in ORGANIZATIONNAME, and the format has no text qualifier
            """,
        remedy: "Set a textQualifier for the format in p2c.json, or another delimiter")
}

extension IssueCatalogue {
    package static let delimited: [IssueCode] = [
        .wrongValueCount, .textAfterQuote, .quoteNeverClosed, .nulInRecord, .blankLines,
        .surplusEmptyValues, .mixedLineEnds, .separatorLine, .trailingControlZ, .quoteInsideValue,
        .quoteKeptAsText, .duplicateColumnName, .blankColumnName, .tooManyColumns,
        .delimitedRecordTooLong, .noHeaderLine, .unreadableHeader, .wrongDelimiter,
        .valueNeedsQualifier,
    ]
}

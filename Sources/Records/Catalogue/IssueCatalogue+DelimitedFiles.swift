/// Delimited files as a whole.
extension IssueCode {
    package static let duplicateColumnName = IssueCode(
        "P2C-CSV-040", .error, "Two columns have the same name",
        cause: """
            A column was copied in a spreadsheet, or a query selects the same field twice. Names \
            that differ only in upper and lower case are the same for Fin and Ops and Sales. Or the \
            header line is missing, and a record is taken for it.
            """,
        example: """
            accounts.csv
                accountnumber,name,Name
                C-100,Fabrikam,Fabrikam Inc.
            p2c validate
                accounts.csv:1: columns 2 and 3 are both named “Name”
            """,
        remedy: "Rename or remove one of the two columns in the header line; where line 1 is a "
            + "record, put the header line before it")
    package static let blankColumnName = IssueCode(
        "P2C-CSV-041", .error, "A column has no name",
        cause: """
            A cell of the header line is empty: somebody added a column of notes in a \
            spreadsheet, or deleted the name above one. Or the header line is missing, and a record \
            is taken for it.
            """,
        example: """
            accounts.csv
                accountnumber,,name
                C-100,ask Anna,Fabrikam
            p2c validate
                accounts.csv:1: column 2 of the header has no name
            """,
        remedy: "Name the column in the header line, or remove it; where line 1 is a record, put "
            + "the header line before it")
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
        remedy: "Check the delimiter of the format in p2c.json, or raise limits.columns there")
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
        remedy: "Look for a quote that is opened on that line and not closed; else raise "
            + "limits.recordMiB in p2c.json")
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
        remedy: "Set a qualifier for the format in p2c.json, or another delimiter")
    package static let unreadableFirstRecord = IssueCode(
        "P2C-CSV-048", .error, "The first record cannot be read, so its columns are not known",
        cause: """
            The format has no header line, so the first record tells how many columns there are, \
            and that record has a quote that is never closed or is not doubled.
            """,
        example: """
            p2c.json
                formats: { "CSV": { type: "CSV", header: "none" } },
            accounts.csv
                C-100,"Fabrikam
            p2c run
                accounts.csv:1: the quote opened on line 1 is never closed
            """,
        remedy: "Mend the record, or set columns for the format in p2c.json to the columns' names")
    package static let otherColumns = IssueCode(
        "P2C-CSV-049", .error, "The header names other columns than the format",
        cause: """
            The format in p2c.json is strict and lists columns, and the exporter added, removed, \
            renamed or moved one since then.
            """,
        example: """
            p2c.json
                formats: {
                  "CSV": { type: "CSV", strict: true, columns: ["accountnumber", "name"] },
                },
            accounts.csv
                name,accountnumber
                Fabrikam,C-100
            p2c run
                accounts.csv:1: the header has name, accountnumber, its format declares
                accountnumber, name
            """,
        remedy: "Correct the header line, or columns for the format in p2c.json")
    package static let dialectDoubtful = IssueCode(
        "P2C-CSV-050", .error, "How the file is written cannot be told by looking at it",
        cause: """
            The beginning of the file can be read in two ways, or in none. Another delimiter \
            would make other records of it, so p2c does not choose.
            """,
        example: """
            accounts.csv
                accountnumber;name,phone
                C-100;Fabrikam,555-0100
                C-101;Contoso,555-0101
            p2c validate
                accounts.csv: it reads as a table with the delimiter “,” (2 columns) and with the
                delimiter “;” (2 columns)
            """,
        remedy: "Say it: set delimiter, qualifier and header for the format CSV under formats in "
            + "p2c.json, or put the file into a package whose manifest names its format. Where the header "
            + "has another delimiter than the lines below it, write it with theirs")
    package static let xmlInDelimited = IssueCode(
        "P2C-CSV-051", .error, "The file is XML and not delimited text",
        cause: """
            The manifest was written or changed by hand and says CSV of an entity that is XML, a \
            script gave an XML file the ending .csv, or a download link answered with a web \
            page.
            """,
        example: """
            p.zip/accounts.csv
                <?xml version="1.0" encoding="utf-8"?>
                <Document>
                  <ACCOUNT accountnumber="C-100" name="Fabrikam" />
                </Document>
            p2c validate
                p.zip/accounts.csv: it begins with “<?xml version="1.0" encoding="utf-8"?>”
            """,
        remedy: "Correct SourceFormat in the manifest to XML-Element or XML-Attribute, or give the "
            + "file its right ending; a web page was downloaded in place of the file")
}

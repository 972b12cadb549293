extension IssueCode {
    package static let truncateWithoutLength = IssueCode(
        "P2C-MAP-018", .error, "A Truncate fills a field whose length is not known",
        cause: """
            Truncate cuts a text to what the destination field takes, and the destination's schema \
            does not say how much that is: no source proves it, or the field holds no text.
            """,
        example: """
            template.json
                { sourceField: "description", destinationField: "SalesMemo",
                  valueTransforms: [{ transformType: "Truncate" }] },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: no schema says how long
                'SalesMemo' may be
            """,
        remedy:
            "Set maxLength in constraints of the field in the destination's schema, or take the "
            + "Truncate out")
    package static let valueMapFileUnusable = IssueCode(
        "P2C-MAP-019", .error, "A file with values for a map cannot be used",
        cause: """
            A value map of a template lies in value-maps/ beside it, or was filled in in \
            unmapped-values.csv, and the file is not there, lacks a column, or has a line that \
            cannot be understood.
            """,
        example: """
            templates/products-finops-to-sales/value-maps/units.csv
                organization,key,value
                ,crate
            p2c run
                templates/products-finops-to-sales/value-maps/units.csv:2: 2 values, but the
                header has 3 columns
            """,
        remedy: "Correct the file at that place. The columns of a value map are organization, key "
            + "and value, and a blank organization stands for all")
    package static let valueMapRowRepeated = IssueCode(
        "P2C-MAP-020", .error, "Two rows of a file with values for a map say different things",
        cause: """
            A row was copied, or two keys differ only in upper and lower case, which p2c takes as \
            one. Which of the two values is meant cannot be told.
            """,
        example: """
            templates/products-finops-to-sales/value-maps/units.csv
                organization,key,value
                ,crate,Box
                ,CRATE,Crate
            p2c run
                templates/products-finops-to-sales/value-maps/units.csv:3: the key "CRATE" is
                in line 2 already
            """,
        remedy: "Keep one of the two rows")

    package static let valueMapCompanyUnknown = IssueCode(
        "P2C-MAP-025", .error, "A row of a value map is for a company that there is none of",
        cause: """
            The organization of a row is misspelt, or the company is not in the settings yet. The \
            row would never be used.
            """,
        example: """
            templates/products-finops-to-sales/value-maps/units.csv
                organization,key,value
                USFM,crate,Box
            p2c run
                templates/products-finops-to-sales/value-maps/units.csv:2: "USFM" is none of
                USMF, DEMF
            """,
        remedy: "Correct the organization, leave it blank for all companies, or add the company "
            + "to organizations in p2c.json")

    package static let textTruncated = IssueCode(
        "P2C-MAP-104", .warning, "A text was cut to the length of its field",
        cause: """
            The source lets people write more than the destination takes, and the template says \
            Truncate. The record travels with the start of the text.
            """,
        example: """
            accounts.csv
                accountnumber,description
                A-1,"Sells bicycles and parts of them in 14 shops between Lisbon and …"
            p2c run
                accounts.csv:2 (byte 28) record A-1: "Sells bicycles and parts of them in 14
                shops between Lisbon an…" has 160 characters, Description takes 128
            """,
        remedy: "Shorten the text in the source if its end matters; nothing else is to do")
    package static let notACountry = IssueCode(
        "P2C-MAP-105", .error, "The value is no country or region",
        cause: """
            The template says CountryRegionCode, and the value is neither a name in English or \
            Portuguese nor a code of ISO 3166-1: a misspelling, or a city or state in the wrong \
            column.
            """,
        example: """
            accounts.csv
                accountnumber,address1_country
                A-1,Bavaria
            p2c run
                accounts.csv:2 (byte 32) record A-1: "Bavaria" is no country or region that ISO
                3166-1 knows, for MailingPostalAddress_Country
            """,
        remedy: "Fill in its row of unmapped-values.csv, or correct the value in the source, then "
            + "drop the package again")
    package static let fieldWrittenEmpty = IssueCode(
        "P2C-MAP-106", .warning, "Records lack a field that their format can only write empty",
        cause: """
            Their file does not have the field, and CDS does not know it of these records, as it does \
            of others. XML leaves such a field out; CSV and Excel have a column for all records or for \
            none, and an import may take its blank for a value that was cleared.
            """,
        example: """
            p2c.json
                output: { finops: "CSV" }
            p2c run
                accounts.csv: 3 records lack SiteId: it is written empty
            """,
        remedy:
            "Set output.finops in p2c.json to XML-Element, which leaves such fields out; or have "
            + "the source export the field")
    package static let valueNotCleared = IssueCode(
        "P2C-MAP-107", .warning, "A value was cleared, and the package cannot say so",
        cause: """
            A Configuration Migration package, data.zip, leaves out fields without a value, and its \
            import leaves these fields as they are. So Sales keeps the value that it was sent before. \
            p2c tells it of templates through CDS, which know that value; of direct ones nobody does.
            """,
        example: """
            Sellable released products.csv
                night 1: ProductDescription Four doors
                night 2: ProductDescription (empty)
            p2c run
                Sellable released products.csv:2 (byte 120) record P-1: it has no value any
                more, and Sales keeps the old one
            """,
        remedy:
            "Clear the field in Sales by hand, or set output.sales in p2c.json to CSV, which has "
            + "an empty value for it")
}

extension IssueCatalogue {
    package static let valueMaps: [IssueCode] = [
        .truncateWithoutLength, .valueMapFileUnusable, .valueMapRowRepeated,
        .valueMapCompanyUnknown, .textTruncated, .notACountry, .fieldWrittenEmpty,
        .valueNotCleared,
    ]
}

extension IssueCode {
    package static let recordRenumbered = IssueCode(
        "P2C-KEY-008", .warning, "The record has another number than before",
        cause: """
            Somebody changed the number in Sales, or the header or number of a line. Fin and Ops knows its \
            records by these: the one with the new number is another record there, and the old one stays.
            """,
        example: """
            accounts.csv
                accountid,accountnumber,name
                c0a7b5d0-0000-4000-8000-000000000001,R-2,One
            p2c run
                accounts.csv:2 (byte 30) record R-2: it was "R-1" before: what was delivered of
                that stays beside it
            """,
        remedy:
            "Give the record its old number again, or delete or rename the old one in the destination "
            + "by hand")
    package static let recordDoubled = IssueCode(
        "P2C-KEY-009", .warning, "Sales has the record under another id than it was sent",
        cause: """
            The other system sent the record before any file of Sales said which id it has there, because \
            that file failed, came later, or had no ids. p2c made an id then, and Sales took it for \
            another record. From now on the id that Sales gave counts.
            """,
        example: """
            vehicles.csv
                new_vehicleid,new_plate
                e0000000-0000-4000-8000-000000000001,AB-1
            p2c run
                vehicles.csv:2 (byte 25) record AB-1: Sales has it as
                e0000000-0000-4000-8000-000000000001, and was sent it as
                2f4da004-8b1c-5e0f-9a51-6c1d2e3f4a5b before, an id that p2c made
            """,
        remedy:
            "Delete the record with the made id in Sales. Then drop the other system's file again and take "
            + "it with \"p2c run --full\", so that what it says reaches the right record")
    package static let numberOfAnother = IssueCode(
        "P2C-KEY-013", .warning, "The record has the number of another one",
        cause: """
            A record of Sales was deleted and made anew with its number, or somebody gave a new record a \
            number that is taken. The other system knows records by their numbers: what it has of the \
            former record gets the values of this one.
            """,
        example: """
            vehicles.csv
                new_vehicleid,new_plate
                e0000000-0000-4000-8000-000000000002,AB-1
            p2c run
                vehicles.csv:2 (byte 25) record AB-1: it was the number of the record
                e0000000-0000-4000-8000-000000000001 before, and this one is
                e0000000-0000-4000-8000-000000000002
            """,
        remedy: "If both records are there, give the new one a number of its own and run again")
    package static let recordOfDeleted = IssueCode(
        "P2C-KEY-014", .warning, "Sales has deleted a record that travels or is referred to",
        cause: """
            A file of Sales said that the record was deleted, and deleted-records.csv listed it. The other \
            system still has it and sends it, or a record that refers to it. Sales makes the record anew \
            with the fields of the package alone, and takes no lookup to one that is not there.
            """,
        example: """
            Fleet vehicles.csv, after a file of Sales that deletes AB-1
                VEHICLENUMBER,LASTINSPECTIONDATE
                AB-1,2026-11-02
            p2c run
                Fleet vehicles.csv:2 (byte 33) record AB-1: Sales has deleted it, and makes it
                anew as e0000000-0000-4000-8000-000000000001 with what this package has
            """,
        remedy:
            "Delete it in the other system too, or correct the reference. If it shall be in Sales again, "
            + "restore it there and drop an export with it")
    package static let formerNumber = IssueCode(
        "P2C-KEY-015", .warning, "The number is one that a record of Sales had before",
        cause: """
            Somebody changed the number of a record in Sales (P2C-KEY-008), and the other system still has \
            the record under the former one and sends it. To Sales that is a record of its own.
            """,
        example: """
            Fleet vehicles.csv, after AB-1 became AB-2 in Sales
                VEHICLENUMBER,LASTINSPECTIONDATE
                AB-1,2026-11-02
            p2c run
                Fleet vehicles.csv:2 (byte 33) record AB-1: it was the number of
                e0000000-0000-4000-8000-000000000001, which is "AB-2" now: Sales gets a new
                record
            """,
        remedy:
            "Rename or delete the record in the other system, and delete the new one in Sales; or give the "
            + "record its old number again")
    package static let keyPadded = IssueCode(
        "P2C-KEY-007", .warning, "A key has a space too many",
        cause: """
            Somebody typed or pasted a space before the key, or a tab or a no-break space before or behind \
            it. Fin and Ops and Sales leave spaces behind a key out of account and nothing else: to them \
            it is another record's key.
            """,
        example: """
            accounts.csv
                accountnumber,name
                " C-100",Fabrikam
            p2c run
                accounts.csv:2 (byte 20) record  C-100: " C-100" begins with a space
            """,
        remedy: "Correct the key in the source")
    package static let blankKey = IssueCode(
        "P2C-KEY-002", .error, "The record has no key",
        cause: """
            All fields of the key are blank: the source numbers its records later, or the column \
            of the key was emptied in a spreadsheet. Where one of the fields is required, the \
            code for that says it. Ids of Sales may be blank, because Sales gives them itself.
            """,
        example: """
            items.csv (of an entity with the primaryKey number)
                number,name
                ,Chair
            p2c validate items.csv --workspace .
                items.csv:2 (byte 12): number is blank
            """,
        remedy: "Give the record a key in the source, or take it out of the file")
    package static let repeatedAlternateKey = IssueCode(
        "P2C-KEY-003", .warning, "Another record has the same business key",
        cause: """
            Two records of Sales have one number: an account was entered twice, or a quote has \
            several revisions. Prospect to cash knows records by that number, so that only the \
            first one travels.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,Fabrikam
                c-100,Fabrikam Inc.
            p2c validate
                accounts.csv:3 (byte 34): record 1 has the same accountnumber
            """,
        remedy:
            "Merge the records in the source, or number them apart; a run takes the first one and "
            + "sets the others aside (P2C-KEY-001)")
    package static let keyOfAnotherCompany = IssueCode(
        "P2C-KEY-005", .warning, "Another company has a record with the same key",
        cause: """
            Sales knows accounts, contacts, products and documents by their number alone, without a \
            company, so that the solution does not support one number in two legal entities, and \
            dual-write cannot be introduced as long as there is one. In CDS and Finance and Operations \
            they are two records.
            """,
        example: """
            inbox/DEMF/accounts.csv, after USMF had an account of that number
                accountid,accountnumber,name
                c0a7b5d0-0000-4000-8000-000000000101,ACC-1001,Contoso GmbH
            p2c run
                accounts.csv:2: USMF has account "ACC-1001" too
            """,
        remedy: "Number one of the two apart, with number ranges that differ by company")
    package static let recordOverwritten = IssueCode(
        "P2C-KEY-006", .warning, "Another template has delivered a record of this key",
        cause: """
            Two templates write the same entity, and both have a record of one key: an account and a \
            contact that are customers of one number. The destination keeps what it gets last, and \
            each of them is sent again when it comes again.
            """,
        example: """
            contacts.csv, after an account of that number went through
                msdynce_contactnumber,lastname,msdynce_isactivecustomer
                ACC-1,Fox,Yes
            p2c run
                contacts.csv:2 record ACC-1: Fin and Ops Customers V2 has this record from
                "Accounts (Sales to Fin and Ops)", and gets these values in its place
            """,
        remedy: "Number one of the two apart, or let the two templates fill different fields")
    package static let duplicateRecord = IssueCode(
        "P2C-KEY-004", .warning, "The record is equal to an earlier one in every field",
        cause: """
            The file was put together from two exports, or a line was copied. The records have no \
            key by which they could be told apart, or the file does not have its columns.
            """,
        example: """
            quotedetails.csv
                quoteid,productid,uomid,quantity
                Website,Widget,Each,2
                Website,Widget,Each,2
            p2c validate
                quotedetails.csv:3 (byte 55): record 1 is equal in every field
            """,
        remedy: "Take one of the two out, unless both are meant")
    package static let missingReference = IssueCode(
        "P2C-KEY-010", .error, "The record refers to a record that is not there",
        cause: """
            The export left out the record that is referred to, because of a filter or because it \
            was exported earlier, or the key is misspelt. References are checked when the entity \
            that they point to is in one of the files of the command.
            """,
        example: """
            Customer groups.csv
                CUSTOMERGROUPID,DESCRIPTION
                10,Wholesale
            Customers V3.csv
                CUSTOMERACCOUNT,CUSTOMERGROUPID,SALESCURRENCYCODE
                C-100,80,USD
            p2c validate
                Customers V3.csv:2 (byte 50) record C-100: "80" is no CustomerGroupId of Customer
                groups
            """,
        remedy: """
            Correct the key, put the missing record into the package, or check with --references \
            what the workspace knows already
            """)
    package static let lineWithoutHeader = IssueCode(
        "P2C-KEY-011", .error, "The line has no header",
        cause: """
            Headers and lines were exported with different filters or at different times, or the \
            document's number was changed in one of the two files.
            """,
        example: """
            CDS sales quotation header.csv
                SALESQUOTATIONNUMBER,CURRENCYCODE
                Q-1,USD
            CDS sales quotation lines.csv
                SALESQUOTATIONNUMBER,LINECREATIONSEQUENCENUMBER
                Q-2,1
            p2c validate
                CDS sales quotation lines.csv:2 (byte 48) record Q-2, 1: "Q-2" is no
                SalesQuotationNumber of CDS sales quotation header
            """,
        remedy: "Export headers and lines together, or correct the document's number")
    package static let differentTotal = IssueCode(
        "P2C-KEY-012", .error, "The header's total is not the sum of its lines",
        cause: """
            A line is missing or was changed after the total was computed, or the source rounds \
            the total in another way than its lines. The rule is p2c:totals of the header's \
            schema.
            """,
        example: """
            orders.zip (an order of 100.00 with lines of 60.00 and 30.00)
            p2c validate orders.zip --workspace .
                orders.zip/orders.csv:2 (byte 14) record SO-1: "100" is not 90, the sum of Amount
                of 2 lines
            """,
        remedy: "Compute the total again in the source, and export headers and lines together")
}

extension IssueCatalogue {
    package static let keys: [IssueCode] = [
        .blankKey, .repeatedAlternateKey, .keyOfAnotherCompany, .recordOverwritten, .keyPadded,
        .recordDoubled, .numberOfAnother, .recordOfDeleted, .formerNumber, .recordRenumbered,
        .duplicateRecord,
        .missingReference, .lineWithoutHeader, .differentTotal,
    ]
}

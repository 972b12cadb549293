extension IssueCode {
    package static let blankRequired = IssueCode(
        "P2C-VAL-001", .error, "A required field is blank",
        cause: """
            The source allows blanks where the destination does not, or a query or spreadsheet \
            dropped the value. An account without a name is the usual one.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,
            p2c validate
                accounts.csv:2 (byte 19): name is blank, and the schema requires it
            """,
        remedy: "Fill the field in the source system, or in the file, and drop it again")
    package static let notANumber = IssueCode(
        "P2C-VAL-002", .error, "The value is not a number",
        cause: """
            A letter O for a zero, a currency sign, a comma before the decimals, or a point or \
            blank between the thousands. p2c does not guess: 1,234 could be two different \
            numbers.
            """,
        example: """
            accounts.csv
                accountnumber,name,creditlimit
                C-100,Fabrikam,"1.234,50"
            p2c validate
                accounts.csv:2 (byte 31): "1.234,50" is not a number
            """,
        remedy: "Write digits with a point before the decimals and nothing between the thousands",
        microsoftCode: "DMF2018")
    package static let notAWholeNumber = IssueCode(
        "P2C-VAL-003", .error, "The value is not a whole number",
        cause: """
            A spreadsheet wrote decimals for a whole number, an amount stands in the wrong \
            column, or the value is no number at all.
            """,
        example: """
            accounts.csv
                accountnumber,name,numberofemployees
                C-100,Fabrikam,12.5
            p2c validate
                accounts.csv:2 (byte 37): "12.5" is not a whole number
            """,
        remedy: "Write digits only", microsoftCode: "DMF2018")
    package static let tooLong = IssueCode(
        "P2C-VAL-004", .error, "The text is longer than the field",
        cause: """
            The field is shorter on one side than on the other: an account's name has 160 \
            characters in Sales and 100 in Fin and Ops. p2c never cuts a text unless a template \
            says so.
            """,
        example: """
            accounts.csv
                accountnumber,name,fax
                C-100,Fabrikam,+1 312 555 0201 and +1 312 555 0202 (please call first)
            p2c validate
                accounts.csv:2 (byte 23): "+1 312 555 0201 and +1 312 555 0202 (please call
                first)" has 55 UTF-16 code units, fax takes 50
            """,
        remedy: "Shorten it in the source; lengths count UTF-16 code units, as both systems' "
            + "databases do",
        microsoftCode: "DMF2018")
    package static let tooManyDecimals = IssueCode(
        "P2C-VAL-005", .error, "The number has more decimals than the field keeps",
        cause: """
            Fin and Ops keeps more decimals than Sales, where the field, the organization or the \
            currency says how many. Rounding without a word would make totals differ.
            """,
        example: """
            accounts.csv
                accountnumber,name,creditlimit
                C-100,Fabrikam,12.34567
            p2c validate
                accounts.csv:2 (byte 31): "12.34567" has 5 decimals, creditlimit keeps 4
            """,
        remedy: "Round it in the source, so that nothing is lost unnoticed",
        microsoftCode: "DMF2018")
    package static let outOfRange = IssueCode(
        "P2C-VAL-006", .error, "The number is out of the field's range",
        cause: """
            A minus where none is allowed, a misplaced decimal point, or a number from the wrong \
            column.
            """,
        example: """
            accounts.csv
                accountnumber,name,numberofemployees
                C-100,Fabrikam,-5
            p2c validate
                accounts.csv:2 (byte 37): "-5" is below 0
            """,
        remedy: "Correct it in the source", microsoftCode: "DMF2018")
    package static let unknownOption = IssueCode(
        "P2C-VAL-007", .error, "The value is not one of the field's options",
        cause: """
            The value is a label in another language, an option that was added to the system \
            after the schema was made, or a misprint. Options are known by value, label and \
            number.
            """,
        example: """
            accounts.csv
                accountnumber,name,statecode
                C-100,Fabrikam,Sleeping
            p2c validate
                accounts.csv:2 (byte 29): "Sleeping" is none of 0 (Active), 1 (Inactive)
            """,
        remedy: "Use one of the allowed values, or add the option to the entity's file in schemas/ "
            + "if the system has it",
        microsoftCode: "DMF2018")
    package static let notABoolean = IssueCode(
        "P2C-VAL-008", .error, "The value is neither yes nor no",
        cause: """
            The exporter writes yes and no in another language or by signs of its own, such as \
            Ja or x.
            """,
        example: """
            accounts.csv
                accountnumber,name,donotphone
                C-100,Fabrikam,x
            p2c validate
                accounts.csv:2 (byte 30): "x" is neither yes nor no
            """,
        remedy: "Write Yes or No, true or false, 1 or 0",
        microsoftCode: "DMF2018")
    package static let notADate = IssueCode(
        "P2C-VAL-009", .error, "The value is not a date",
        cause: """
            Excel wrote the date as its day number, the day does not exist, or the exporter has \
            a form of its own.
            """,
        example: """
            accounts.csv
                accountnumber,name,lastusedincampaign
                C-100,Fabrikam,44068
            p2c validate
                accounts.csv:2 (byte 38): "44068" is not a date
            """,
        remedy: "Write it like 2026-11-23 or 2026-11-23 17:30:00", microsoftCode: "DMF2016")
    package static let ambiguousDate = IssueCode(
        "P2C-VAL-010", .error, "Day and month of the date can be mistaken for each other",
        cause: """
            Excel writes dates as the computer's region has them: 03/04/2026 is the 4th of March \
            in the United States and the 3rd of April in Britain. AM or PM behind it does not tell \
            them apart: Australia writes it too.
            """,
        example: """
            accounts.csv
                accountnumber,name,lastusedincampaign
                C-100,Fabrikam,03/04/2026
            p2c validate
                accounts.csv:2 (byte 38): "03/04/2026" may be two different days
            """,
        remedy:
            "Export dates like 2026-11-23, or name the one form that the column has in its field's "
            + "format in schemas/, such as \"%d/%m/%Y\"", microsoftCode: "DMF2016")
    package static let notAGUID = IssueCode(
        "P2C-VAL-011", .error, "The value is not a GUID",
        cause: """
            A number or a name stands where Sales keeps the id of a record, or the id lost a \
            part in a spreadsheet.
            """,
        example: """
            accounts.csv
                accountid,accountnumber,name
                12345,C-100,Fabrikam
            p2c validate
                accounts.csv:2 (byte 29) record 12345: "12345" is not a GUID
            """,
        remedy: "Write 32 hexadecimal digits in groups of 8-4-4-4-12",
        microsoftCode: "DMF2018")
    package static let missingColumn = IssueCode(
        "P2C-VAL-012", .error, "A required column is missing",
        cause: """
            The export was set up without the field, or a column was deleted or renamed in a \
            spreadsheet. When all columns are missing, the file belongs to another entity or its \
            header is wrong.
            """,
        example: """
            accounts.csv
                accountnumber,address1_city
                C-100,Seattle
            p2c validate
                accounts.csv: The file has no column name
            """,
        remedy: "Export the entity with this column",
        microsoftCode: "DMF2060",
        otherMicrosoftCodes: ["DMF1966", "DMF2022", "DMF2025"])
    package static let columnsByLabel = IssueCode(
        "P2C-VAL-040", .warning, "Columns are named by the labels of their fields",
        cause: """
            Sales exports the columns of a view with the labels that people see, to Excel and to \
            CSV. A label may be in another language or shared by two fields; a name is not.
            """,
        example: """
            accounts.csv
                Account Number,Account Name
                C-100,Fabrikam
            p2c validate
                accounts.csv: Taken for their fields: Account Number, Account Name
            """,
        remedy: "Look whether the columns came out as meant, or name them as p2c schema show does")
    package static let unknownColumn = IssueCode(
        "P2C-VAL-018", .warning, "The schema does not know the column",
        cause: """
            The column's name is misspelt, an extension added the field, or the export took more \
            than the entity has. Such columns do not travel. Without --unknown-columns, or \
            validation.unknownColumns in p2c.json, they are listed; an issue are only those \
            whose name is nearly that of a field which the file lacks.
            """,
        example: """
            accounts.csv
                accountnumber,name,shoe size
                C-100,Fabrikam,44
            p2c validate --unknown-columns warning
                accounts.csv: The schema has no field shoe size
            """,
        remedy: "Correct the name, take the column out, or add the field to the schema")
    package static let textForNothing = IssueCode(
        "P2C-VAL-041", .warning, "A text looks as if it stood for no value",
        cause: """
            A database tool wrote NULL, or a spreadsheet #N/A, where there is no value. In a field for \
            texts that is a text like others: it is delivered, and people see it.
            """,
        example: """
            accounts.csv
                accountnumber,name,address1_city
                C-100,Fabrikam,NULL
            p2c run
                accounts.csv:2 (byte 51) record C-100: "NULL" in address1_city is taken as it
                stands
            """,
        remedy: "Leave such values empty")
    package static let timeToCome = IssueCode(
        "P2C-VAL-042", .warning, "The record says that it was changed in the future",
        cause: """
            The clock of the source was wrong, a day stands where the month belongs, or somebody typed \
            the date. Were the time believed, all that comes of the record until then would be older \
            than it and stay behind. Times up to a day ahead are taken for those of another time zone.
            """,
        example: """
            accounts.csv
                accountnumber,name,modifiedon
                C-100,Fabrikam,2126-11-20T10:00:00Z
            p2c run
                accounts.csv:2 (byte 31) record C-100: "2126-11-20T10:00:00Z" is still to come
            """,
        remedy:
            "Correct the time in the source. This record is taken as one without a time, which older "
            + "ones may overwrite")
    package static let noSchema = IssueCode(
        "P2C-VAL-013", .warning, "No schema describes the entity",
        cause: """
            schemas/ has no file for the entity, or the file's name is not the entity's. A bare \
            file is known by its name: accounts.csv, Customers V2.csv.
            """,
        example: """
            leads.csv
                subject,companyname
                Trade fair,Fabrikam
            p2c validate
                leads.csv: leads was only read, not checked
            """,
        remedy: "Put one into schemas/ to have its values checked")
    package static let tooShort = IssueCode(
        "P2C-VAL-014", .error, "The text is shorter than the field wants",
        cause: """
            The value was cut off or is a placeholder, or a code lost its leading zeros in a \
            spreadsheet. The schema's minLength says how long it must be.
            """,
        example: """
            schemas/sales/account.json
                { "name": "sic", "type": "string", "constraints": { "minLength": 4 } }
            accounts.csv
                accountnumber,name,sic
                C-100,Fabrikam,111
            p2c run
                accounts.csv:2 (byte 23): "111" has 3 UTF-16 code units, sic wants 4
            """,
        remedy: "Complete it in the source; lengths count UTF-16 code units, as both systems' "
            + "databases do")
    package static let patternNotMatched = IssueCode(
        "P2C-VAL-015", .error, "The value does not match the field's pattern",
        cause: """
            The schema's pattern says how values of the field are built, such as two letters and \
            five digits. The source is less strict, or the column holds something else.
            """,
        example: """
            schemas/sales/account.json
                { "name": "sic", "type": "string", "constraints": { "pattern": "[0-9]{4}" } }
            accounts.csv
                accountnumber,name,sic
                C-100,Fabrikam,n/a
            p2c run
                accounts.csv:2 (byte 23): "n/a" does not match [0-9]{4}
            """,
        remedy: "Correct it in the source, or correct the pattern in the entity's file in schemas/")
    package static let wrongTextFormat = IssueCode(
        "P2C-VAL-016", .error, "The text is not of the field's format",
        cause: """
            The schema says that the field holds a URI, an e-mail address or base64, and the \
            value is a plain name, a remark or two addresses.
            """,
        example: """
            schemas/sales/account.json
                { "name": "emailaddress1", "type": "string", "format": "email" }
            accounts.csv
                accountnumber,name,emailaddress1
                C-100,Fabrikam,ask Jane
            p2c run
                accounts.csv:2 (byte 33): "ask Jane" is not an e-mail address
            """,
        remedy: "Correct it in the source")
    package static let tooManyDigits = IssueCode(
        "P2C-VAL-017", .error, "The number has more digits than the field keeps",
        cause: """
            The schema's field keeps a fixed number of digits, as the databases of both systems \
            do, and the value has more: often a serial number in a column for amounts.
            """,
        example: """
            schemas/sales/account.json
                { "name": "creditlimit", "type": "number", "constraints": { "p2c:precision": 5 } }
            accounts.csv
                accountnumber,name,creditlimit
                C-100,Fabrikam,1234567
            p2c run
                accounts.csv:2 (byte 31): "1234567" has 7 digits, creditlimit keeps 5
            """,
        remedy: "Correct it in the source", microsoftCode: "DMF2018")
}

extension IssueCatalogue {
    package static let values: [IssueCode] = [
        .blankRequired, .notANumber, .notAWholeNumber, .tooLong, .tooManyDecimals, .outOfRange,
        .unknownOption, .notABoolean, .notADate, .ambiguousDate, .notAGUID, .missingColumn,
        .noSchema, .tooShort, .patternNotMatched, .wrongTextFormat, .tooManyDigits, .unknownColumn,
        .columnsByLabel, .textForNothing, .timeToCome,
    ]
}

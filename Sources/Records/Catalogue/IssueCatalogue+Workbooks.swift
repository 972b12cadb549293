/// Workbooks as a whole.
extension IssueCode {
    package static let excelNoHeader = IssueCode(
        "P2C-XLS-010", .error, "The sheet has no header row",
        cause: """
            The sheet is empty, or its first row holds only numbers of rows or blanks. Sometimes \
            the table is on another sheet.
            """,
        example: """
            accounts.xlsx, with an empty sheet
            p2c run
                accounts.xlsx/Sheet1: The sheet is empty
            """,
        remedy: "Put the columns' names into the first row of the sheet")
    package static let excelNoSheet = IssueCode(
        "P2C-XLS-011", .error, "The workbook does not have the sheet",
        cause: """
            The manifest or p2c.json names a sheet, and somebody renamed it or added others. The \
            name of the entity is the one that Fin and Ops gives to its sheets.
            """,
        example: """
            p2c.json
                formats: { "EXCEL": { type: "EXCEL", sheet: "Accounts" } },
            accounts.xlsx, with the sheets Customers and Notes
            p2c run
                accounts.xlsx: There is no sheet Accounts; it has Customers, Notes
            """,
        remedy: "Rename the sheet in Excel, or name the right one in p2c.json: formats, \"EXCEL\", "
            + "key sheet")
    package static let excelDamaged = IssueCode(
        "P2C-XLS-012", .error, "The workbook lacks a part or has one that makes no sense",
        cause: """
            A program other than Excel wrote or changed the workbook and left out a part of it, \
            or the file was damaged on the way.
            """,
        example: """
            accounts.xlsx, with a part missing
            p2c run
                accounts.xlsx: The part of its sheet Sheet1 is missing
            """,
        remedy: "Open it in Excel, let it be repaired, save, and drop it again")
    package static let excelTooManyTexts = IssueCode(
        "P2C-XLS-013", .error, "The workbook has more shared texts than the limit",
        cause: """
            The workbook holds so many different texts that p2c would need too much memory. \
            Large exports are better made as CSV or XML.
            """,
        example: """
            accounts.xlsx, 500 MB of different texts
            p2c run
                accounts.xlsx: They take more than 268435456 bytes
            """,
        remedy: "Split the sheet into several workbooks, or save it as CSV UTF-8")
    package static let excelTooLarge = IssueCode(
        "P2C-XLS-014", .error, "A workbook inside a zip is larger than the limit",
        cause: """
            A workbook inside a zip is read into memory, and this one is too large for that. By \
            itself it is read from the disk.
            """,
        example: """
            products.zip
                Sellable released products.xlsx, 700 MB
            p2c run
                products.zip/Sellable released products.xlsx: It has 734003200 bytes and 268435456
                are allowed
            """,
        remedy: "Drop the workbook by itself, without the zip, or export as CSV or XML-Element")
    package static let excelRecordTooLong = IssueCode(
        "P2C-XLS-015", .error, "A row is longer than the limit",
        cause: """
            A cell holds a whole document, or the sheet is no table.
            """,
        example: """
            accounts.xlsx, with a row of 2 MB
            p2c run, with recordMiB: 1 in p2c.json
                accounts.xlsx/Sheet1: row 2 has more than 1048576 bytes
            """,
        remedy: "Check that it is a table of records; else raise limits.recordMiB in p2c.json")
    package static let excelTooManyColumns = IssueCode(
        "P2C-XLS-016", .error, "The sheet has more columns than the limit",
        cause: """
            The table lies on its side, with a record in each column, or cells far to the right \
            hold something. A package that p2c writes cannot have more columns than Excel.
            """,
        example: """
            accounts.xlsx, with a header of 5000 columns
            p2c run
                accounts.xlsx/Sheet1:1: the header has 5000 columns, the limit is 4096
            """,
        remedy: "Check that its first row is the header, and remove columns that need not travel; "
            + "else raise limits.columns in p2c.json")
    package static let excelTextTooLong = IssueCode(
        "P2C-XLS-017", .error, "A value is longer than an Excel cell can be",
        cause: """
            p2c.json has finops: "EXCEL", and a memo is longer than what Excel keeps in a cell. \
            p2c never cuts a text unless a template says so.
            """,
        example: """
            accounts.csv
                accountnumber,name,description
                C-100,Fabrikam,… (40000 characters)
            p2c run, with finops: "EXCEL" in p2c.json
                Customers V2.xlsx SALESMEMO: The value has 40000 characters, Excel ends at 32767
            """,
        remedy: "Write the package as XML-Element or CSV-Unicode")
    package static let excelTooManyRows = IssueCode(
        "P2C-XLS-018", .error, "There are more records than an Excel sheet can hold",
        cause: """
            p2c.json has finops: "EXCEL", and a sheet of Excel ends at row 1048576.
            """,
        example: """
            accounts.csv, two million records
            p2c run, with finops: "EXCEL" in p2c.json
                Customers V2.xlsx: Excel ends at row 1048576
            """,
        remedy: "Write the package as XML-Element or CSV-Unicode")
    package static let excelOtherSheets = IssueCode(
        "P2C-XLS-020", .warning, "The workbook has several sheets and only the first is read",
        cause: """
            The workbook has several sheets with values, such as notes or a second table, and \
            nothing says which one is meant.
            """,
        example: """
            accounts.xlsx, with the sheets Accounts and Notes
            p2c run
                accounts.xlsx: Accounts is read, and not Notes
            """,
        remedy: "Nothing to do if that is the right one; else name the sheet in p2c.json: formats, "
            + "\"EXCEL\", key sheet")
    package static let excelColumnsLeftOut = IssueCode(
        "P2C-XLS-021", .warning, "Columns that Sales keeps for itself are left out",
        cause: """
            The workbook comes from Export to Excel in Sales, which puts three hidden columns \
            before the others: id, checksum and time of the last change.
            """,
        example: """
            accounts.xlsx
                (Do Not Modify) Account | (Do Not Modify) Row Checksum | accountnumber
                5d1c8e4e-…              | Wp0q…                        | C-100
            p2c run
                accounts.xlsx/Sheet1: 2 × column “(Do Not Modify) …”
            """,
        remedy: "Nothing to do: ids and checksums of Export to Excel mean nothing elsewhere")
    package static let excelValuesWithoutColumn = IssueCode(
        "P2C-XLS-022", .warning, "Cells stand in columns without a name and are left out",
        cause: """
            Somebody wrote remarks or sums beside the table.
            """,
        example: """
            accounts.xlsx
                accountnumber | name     |
                C-100         | Fabrikam | ask Jane
            p2c run
                accounts.xlsx/Sheet1:2: 1 × cell, first C2
            """,
        remedy: "Name the column in the header row if its values should travel")
    package static let excelRowNumbers = IssueCode(
        "P2C-XLS-023", .warning, "The rows' numbers are not in order",
        cause: """
            A program other than Excel wrote the workbook and gave two rows the same number, or \
            counted backwards.
            """,
        example: """
            accounts.xlsx, written by a script
            p2c run
                accounts.xlsx/Sheet1:3: 1 × row number, first in row 3
            """,
        remedy: "Nothing to do: rows are counted as they come. Lines in messages may differ from "
            + "what Excel shows")
    package static let excelDigitsLost = IssueCode(
        "P2C-XLS-024", .warning, "Long numbers have lost digits in Excel",
        cause: """
            A code of more than 15 digits, such as an IBAN without its letters or a card number, \
            was typed or pasted into a cell that is not text. Excel put zeros for the digits \
            behind the fifteenth.
            """,
        example: """
            accounts.xlsx
                accountnumber        | name
                1234567890123450000  | Fabrikam
            p2c run
                accounts.xlsx/Sheet1:2: 1 × number, first in A2
            """,
        remedy:
            "Look at the records: Excel keeps 15 digits. Format columns of codes as Text before "
            + "they are filled")
    package static let excelLaterHeader = IssueCode(
        "P2C-XLS-026", .warning, "The header of the sheet may stand below its first row",
        cause: """
            A report or a person put a title, a date or a company's name above the table. The first \
            row that is not blank is taken for the header, and names no field.
            """,
        example: """
            accounts.xlsx
                Customers of today |
                accountnumber      | name
                C-100              | Fabrikam
            p2c run
                accounts.xlsx/Sheet1: Row 2 may be the header: 2 of its texts are names of
                fields
            """,
        remedy: "Delete the rows above it, and drop the file again")
    package static let excelSheetName = IssueCode(
        "P2C-XLS-025", .warning, "The sheet has another name than is asked for",
        cause: """
            Somebody saved the workbook from a program that named its sheet Sheet1, or renamed \
            it. As it is the only sheet, it is read.
            """,
        example: """
            p2c.json
                formats: { "EXCEL": { type: "EXCEL", sheet: "Accounts" } },
            accounts.xlsx, with the sheet Sheet1
            p2c run
                accounts.xlsx: There is no sheet Accounts; it has Sheet1
            """,
        remedy: "Nothing to do: it is the workbook's only sheet. Fin and Ops itself wants the name "
            + "of the manifest")
}

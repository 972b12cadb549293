/// Records of worksheets.
extension IssueCode {
    package static let excelErrorValue = IssueCode(
        "P2C-XLS-001", .error, "A cell holds an error of Excel",
        cause: """
            A formula in the cell failed: it divides by zero, looks up what is not there, or \
            refers to a column that was deleted.
            """,
        example: """
            accounts.xlsx
                accountnumber | name     | creditlimit
                C-100         | Fabrikam | #REF!
            p2c run
                accounts.xlsx/Sheet1:2: C2 is #REF!
            """,
        remedy: "Correct the cell or its formula in Excel, save, and drop the workbook again")
    package static let excelBadNumber = IssueCode(
        "P2C-XLS-002", .error, "A cell's number cannot be read",
        cause: """
            A program other than Excel wrote the workbook and stored a text, or a number with a \
            decimal comma, as a number.
            """,
        example: """
            accounts.xlsx
                accountnumber | name     | creditlimit
                C-100         | Fabrikam | 1000,50
            p2c run
                accounts.xlsx/Sheet1:2: C2 holds “1000,50” as a number
            """,
        remedy:
            "Open the workbook in Excel, enter the value again and save; the program that wrote "
            + "it made no number")
    package static let excelBadDate = IssueCode(
        "P2C-XLS-003", .error, "A cell is formatted as a date and holds none",
        cause: """
            The column is formatted as a date and the cell holds a number that stands for none: \
            negative, or later than the year 9999.
            """,
        example: """
            accounts.xlsx
                accountnumber | name     | createdon
                C-100         | Fabrikam | ######## (-5, formatted as a date)
            p2c run
                accounts.xlsx/Sheet1:2: C2 shows the number -5 as a date
            """,
        remedy: "Enter the date again in Excel, or give the cell the number format General")
    package static let excelBadText = IssueCode(
        "P2C-XLS-004", .error, "A cell refers to a text that the workbook does not hold",
        cause: """
            Excel keeps texts in a part of their own, and cells say which number a text has. A \
            program that changed the workbook broke that, or the file was damaged.
            """,
        example: """
            accounts.xlsx, with a broken list of texts
            p2c run
                accounts.xlsx/Sheet1:2: B2 wants the text number 7
            """,
        remedy: "The workbook is damaged: let Excel repair it on opening, save, and compare the row"
    )
    package static let excelBadReference = IssueCode(
        "P2C-XLS-005", .error, "A cell stands where none can be",
        cause: """
            A program other than Excel wrote the workbook: two cells have the same place, or one \
            stands behind the last column that a sheet can have (XFD).
            """,
        example: """
            accounts.xlsx, written by a script
            p2c run
                accounts.xlsx/Sheet1:2: B2 stands in the row twice
            """,
        remedy: "Open the workbook in Excel and save it; the program that wrote it gave a cell a "
            + "wrong place")
    package static let excelFormulaWithoutValue = IssueCode(
        "P2C-XLS-006", .error, "A formula was never calculated",
        cause: """
            A script wrote formulas into the workbook, and no Excel has opened it since. Only \
            Excel calculates what formulas come to.
            """,
        example: """
            accounts.xlsx, written by a script
                accountnumber | name     | creditlimit
                C-100         | Fabrikam | =500*2
            p2c run
                accounts.xlsx/Sheet1:2: C2 has a formula and no value
            """,
        remedy: "Open the workbook in Excel and save it: Excel stores what formulas come to")
    package static let excelBadCell = IssueCode(
        "P2C-XLS-007", .error, "A cell's kind of value is not known",
        cause: """
            A program other than Excel wrote a kind of cell that the format does not have, or \
            something else than 0 or 1 for FALSE or TRUE.
            """,
        example: """
            accounts.xlsx, written by a script
                accountnumber | name     | creditonhold
                C-100         | Fabrikam | yes (stored as TRUE or FALSE)
            p2c run
                accounts.xlsx/Sheet1:2: C2 holds “yes” in a way that is not known
            """,
        remedy: "Open the workbook in Excel and save it again as .xlsx")
}

extension IssueCatalogue {
    package static let excel: [IssueCode] = [
        .excelErrorValue, .excelBadNumber, .excelBadDate, .excelBadText, .excelBadReference,
        .excelFormulaWithoutValue, .excelBadCell, .excelNoHeader, .excelNoSheet, .excelDamaged,
        .excelTooManyTexts, .excelTooLarge, .excelRecordTooLong, .excelTooManyColumns,
        .excelTextTooLong, .excelTooManyRows, .excelOtherSheets, .excelColumnsLeftOut,
        .excelValuesWithoutColumn, .excelRowNumbers, .excelDigitsLost, .excelLaterHeader,
        .excelSheetName,
    ]
}

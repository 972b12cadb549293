/// Records of worksheets.
extension IssueCode {
    package static let excelErrorValue = IssueCode(
        "P2C-XLS-001", .error, "A cell holds an error of Excel",
        remedy: "Correct the cell or its formula in Excel, save, and drop the workbook again")
    package static let excelBadNumber = IssueCode(
        "P2C-XLS-002", .error, "A cell's number cannot be read",
        remedy:
            "Open the workbook in Excel, enter the value again and save; the program that wrote "
            + "it made no number")
    package static let excelBadDate = IssueCode(
        "P2C-XLS-003", .error, "A cell is formatted as a date and holds none",
        remedy: "Enter the date again in Excel, or give the cell the number format General")
    package static let excelBadText = IssueCode(
        "P2C-XLS-004", .error, "A cell refers to a text that the workbook does not hold",
        remedy: "The workbook is damaged: let Excel repair it on opening, save, and compare the row"
    )
    package static let excelBadReference = IssueCode(
        "P2C-XLS-005", .error, "A cell stands where none can be",
        remedy: "Open the workbook in Excel and save it; the program that wrote it gave a cell a "
            + "wrong place")
    package static let excelFormulaWithoutValue = IssueCode(
        "P2C-XLS-006", .error, "A formula was never calculated",
        remedy: "Open the workbook in Excel and save it: Excel stores what formulas come to")
    package static let excelBadCell = IssueCode(
        "P2C-XLS-007", .error, "A cell's kind of value is not known",
        remedy: "Open the workbook in Excel and save it again as .xlsx")
}

/// Workbooks as a whole.
extension IssueCode {
    package static let excelNoHeader = IssueCode(
        "P2C-XLS-010", .error, "The sheet has no header row",
        remedy: "Put the columns' names into the first row of the sheet")
    package static let excelNoSheet = IssueCode(
        "P2C-XLS-011", .error, "The workbook does not have the sheet",
        remedy: "Rename the sheet in Excel, or name the right one in p2c.json: formats, \"EXCEL\", "
            + "key sheet")
    package static let excelDamaged = IssueCode(
        "P2C-XLS-012", .error, "The workbook lacks a part or has one that makes no sense",
        remedy: "Open it in Excel, let it be repaired, save, and drop it again")
    package static let excelTooManyTexts = IssueCode(
        "P2C-XLS-013", .error, "The workbook has more shared texts than the limit",
        remedy: "Split the sheet into several workbooks, or save it as CSV UTF-8")
    package static let excelTooLarge = IssueCode(
        "P2C-XLS-014", .error, "A workbook inside a zip is larger than the limit",
        remedy: "Drop the workbook by itself, without the zip, or export as CSV or XML-Element")
    package static let excelRecordTooLong = IssueCode(
        "P2C-XLS-015", .error, "A row is longer than the limit",
        remedy: "Check that it is a table of records; else raise limits.recordMiB in p2c.json")
    package static let excelTooManyColumns = IssueCode(
        "P2C-XLS-016", .error, "The sheet has more columns than the limit",
        remedy: "Check that its first row is the header, and remove columns that need not travel")
    package static let excelTextTooLong = IssueCode(
        "P2C-XLS-017", .error, "A value is longer than an Excel cell can be",
        remedy: "Write the package as XML-Element or CSV-Unicode")
    package static let excelTooManyRows = IssueCode(
        "P2C-XLS-018", .error, "There are more records than an Excel sheet can hold",
        remedy: "Write the package as XML-Element or CSV-Unicode")
    package static let excelOtherSheets = IssueCode(
        "P2C-XLS-020", .warning, "The workbook has several sheets and only the first is read",
        remedy: "Nothing to do if that is the right one; else name the sheet in p2c.json: formats, "
            + "\"EXCEL\", key sheet")
    package static let excelColumnsLeftOut = IssueCode(
        "P2C-XLS-021", .warning, "Columns that Sales keeps for itself are left out",
        remedy: "Nothing to do: ids and checksums of Export to Excel mean nothing elsewhere")
    package static let excelValuesWithoutColumn = IssueCode(
        "P2C-XLS-022", .warning, "Cells stand in columns without a name and are left out",
        remedy: "Name the column in the header row if its values should travel")
    package static let excelRowNumbers = IssueCode(
        "P2C-XLS-023", .warning, "The rows' numbers are not in order",
        remedy: "Nothing to do: rows are counted as they come. Lines in messages may differ from "
            + "what Excel shows")
    package static let excelDigitsLost = IssueCode(
        "P2C-XLS-024", .warning, "Long numbers have lost digits in Excel",
        remedy:
            "Look at the records: Excel keeps 15 digits. Format columns of codes as Text before "
            + "they are filled")
    package static let excelSheetName = IssueCode(
        "P2C-XLS-025", .warning, "The sheet has another name than is asked for",
        remedy: "Nothing to do: it is the workbook's only sheet. Fin and Ops itself wants the name "
            + "of the manifest")
}

extension IssueCatalogue {
    package static let excel: [IssueCode] = [
        .excelErrorValue, .excelBadNumber, .excelBadDate, .excelBadText, .excelBadReference,
        .excelFormulaWithoutValue, .excelBadCell, .excelNoHeader, .excelNoSheet, .excelDamaged,
        .excelTooManyTexts, .excelTooLarge, .excelRecordTooLong, .excelTooManyColumns,
        .excelTextTooLong, .excelTooManyRows, .excelOtherSheets, .excelColumnsLeftOut,
        .excelValuesWithoutColumn, .excelRowNumbers, .excelDigitsLost, .excelSheetName,
    ]
}

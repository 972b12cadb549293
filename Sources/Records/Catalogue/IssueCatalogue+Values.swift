extension IssueCode {
    package static let blankRequired = IssueCode(
        "P2C-VAL-001", .error, "A required field is blank",
        remedy: "Fill the field in the source system, or in the file, and drop it again")
    package static let notANumber = IssueCode(
        "P2C-VAL-002", .error, "The value is not a number",
        remedy: "Write digits with a point before the decimals and nothing between the thousands",
        microsoftCode: "DMF2018")
    package static let notAWholeNumber = IssueCode(
        "P2C-VAL-003", .error, "The value is not a whole number",
        remedy: "Write digits only", microsoftCode: "DMF2018")
    package static let tooLong = IssueCode(
        "P2C-VAL-004", .error, "The text is longer than the field",
        remedy: "Shorten it in the source; lengths count UTF-16 code units, as both systems' "
            + "databases do")
    package static let tooManyDecimals = IssueCode(
        "P2C-VAL-005", .error, "The number has more decimals than the field keeps",
        remedy: "Round it in the source, so that nothing is lost unnoticed",
        microsoftCode: "DMF2018")
    package static let outOfRange = IssueCode(
        "P2C-VAL-006", .error, "The number is out of the field's range",
        remedy: "Correct it in the source", microsoftCode: "DMF2018")
    package static let unknownOption = IssueCode(
        "P2C-VAL-007", .error, "The value is not one of the field's options",
        remedy: "Use one of the allowed values, or add the option to the entity's file in schemas/ "
            + "if the system has it")
    package static let notABoolean = IssueCode(
        "P2C-VAL-008", .error, "The value is neither yes nor no",
        remedy: "Write Yes or No, true or false, 1 or 0")
    package static let notADate = IssueCode(
        "P2C-VAL-009", .error, "The value is not a date",
        remedy: "Write it like 2026-11-23 or 2026-11-23 17:30:00", microsoftCode: "DMF2016")
    package static let ambiguousDate = IssueCode(
        "P2C-VAL-010", .error, "Day and month of the date can be mistaken for each other",
        remedy: "Export dates like 2026-11-23", microsoftCode: "DMF2016")
    package static let notAGUID = IssueCode(
        "P2C-VAL-011", .error, "The value is not a GUID",
        remedy: "Write 32 hexadecimal digits in groups of 8-4-4-4-12")
    package static let missingColumn = IssueCode(
        "P2C-VAL-012", .error, "A required column is missing",
        remedy: "Export the entity with this column", microsoftCode: "DMF1966")
    package static let noSchema = IssueCode(
        "P2C-VAL-013", .warning, "No schema describes the entity",
        remedy: "Put one into schemas/ to have its values checked")
    package static let tooShort = IssueCode(
        "P2C-VAL-014", .error, "The text is shorter than the field wants",
        remedy: "Complete it in the source; lengths count UTF-16 code units, as both systems' "
            + "databases do")
    package static let patternNotMatched = IssueCode(
        "P2C-VAL-015", .error, "The value does not match the field's pattern",
        remedy: "Correct it in the source, or correct the pattern in the entity's file in schemas/")
    package static let wrongTextFormat = IssueCode(
        "P2C-VAL-016", .error, "The text is not of the field's format",
        remedy: "Correct it in the source")
    package static let tooManyDigits = IssueCode(
        "P2C-VAL-017", .error, "The number has more digits than the field keeps",
        remedy: "Correct it in the source", microsoftCode: "DMF2018")
}

extension IssueCatalogue {
    package static let values: [IssueCode] = [
        .blankRequired, .notANumber, .notAWholeNumber, .tooLong, .tooManyDecimals, .outOfRange,
        .unknownOption, .notABoolean, .notADate, .ambiguousDate, .notAGUID, .missingColumn,
        .noSchema, .tooShort, .patternNotMatched, .wrongTextFormat, .tooManyDigits,
    ]
}

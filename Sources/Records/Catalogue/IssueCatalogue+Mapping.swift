extension IssueCode {
    package static let templateUnreadable = IssueCode(
        "P2C-MAP-001", .error, "The template is not readable as JSON5",
        remedy: "Correct the text at that place; comments, trailing commas and keys without "
            + "quotes are allowed")
    package static let templateKeyUnknown = IssueCode(
        "P2C-MAP-002", .error, "The template has a key that p2c does not know",
        remedy: "Correct the spelling, or take the key out")
    package static let templateKeyRepeated = IssueCode(
        "P2C-MAP-003", .error, "A key of the template is given twice",
        remedy: "Keep one of the two")
    package static let templateValueWrong = IssueCode(
        "P2C-MAP-004", .error, "A value of the template is missing or of the wrong kind",
        remedy: "Give the value as the templates that come with p2c do")
    package static let templateStructureWrong = IssueCode(
        "P2C-MAP-005", .error, "The template's tasks and legs do not fit together",
        remedy: "Give every task its own name and one leg, or two legs of which the second starts "
            + "where the first ends")
    package static let sourceFilterWrong = IssueCode(
        "P2C-MAP-006", .error, "The source filter cannot be understood",
        remedy:
            "Write comparisons such as: statecode eq 0 and (name ne null or creditlimit gt 0.5)",
        microsoftCode: "DIPV1012")
    package static let destinationMappedTwice = IssueCode(
        "P2C-MAP-007", .error, "Two mappings of a leg fill the same destination field",
        remedy: "Take one of the two out, or disable it with enabled: false",
        microsoftCode: "DIPV1026")
    package static let valueMapEmpty = IssueCode(
        "P2C-MAP-008", .error, "A value map has no entries",
        remedy: "Add entries, or take the transform out")
    package static let valueMapKeyRepeated = IssueCode(
        "P2C-MAP-009", .error, "Two entries of a value map have the same key",
        remedy: "Keep one of the two; upper and lower case count as the same",
        microsoftCode: "DIPV1029")
    package static let integrationKeyNotMapped = IssueCode(
        "P2C-MAP-010", .error, "A field of the integration key is not mapped",
        remedy: "Add a mapping that fills the field, or correct integrationKey",
        microsoftCode: "DIPV1003")
    package static let mappingWithoutSource = IssueCode(
        "P2C-MAP-011", .error, "A mapping has neither a source field nor a default value",
        remedy: "Name a sourceField, or add a Default transform",
        microsoftCode: "DIPV1021")
    package static let defaultNotInValueMap = IssueCode(
        "P2C-MAP-012", .error, "A default value is not in the value map that follows it",
        remedy: "Add the default value to the map, or put the Default behind the ValueMap")
    package static let entityWithoutSchema = IssueCode(
        "P2C-MAP-013", .error, "The template names an entity that has no schema",
        remedy: "Correct the name, or add a schema for the entity to schemas/",
        microsoftCode: "DIPV1018")
    package static let sourceFieldUnknown = IssueCode(
        "P2C-MAP-014", .error, "The source entity has no such field",
        remedy: "Correct the name, or add the field to the entity's schema",
        microsoftCode: "DIPV1022")
    package static let destinationFieldUnknown = IssueCode(
        "P2C-MAP-015", .error, "The destination entity has no such field",
        remedy: "Correct the name, or add the field to the entity's schema",
        microsoftCode: "DIPV1025")
    package static let lookupWithoutTable = IssueCode(
        "P2C-MAP-016", .error, "The table behind a lookup is not known",
        remedy: "Name the table in the field's lookup in the entity's schema",
        microsoftCode: "DIPV1027")
    package static let keyColumnMissing = IssueCode(
        "P2C-MAP-017", .error, "The file has no column from which the key can be made",
        remedy: "Export the entity again with that column",
        microsoftCode: "DIPV1014")

    package static let valueNotMapped = IssueCode(
        "P2C-MAP-101", .error, "The value map has no entry for the value",
        remedy: "Add the value to the map in the template, or correct it in the source")
    package static let referenceNotFound = IssueCode(
        "P2C-MAP-102", .error, "The record that a lookup points to is not known",
        remedy: "Add it to references.csv, or correct the value in the source")
    package static let referenceAmbiguous = IssueCode(
        "P2C-MAP-103", .error, "A lookup points to several records",
        remedy: "Make the names in references.csv unique, or let the source give the id")
}

extension IssueCatalogue {
    package static let mapping: [IssueCode] = [
        .templateUnreadable, .templateKeyUnknown, .templateKeyRepeated, .templateValueWrong,
        .templateStructureWrong, .sourceFilterWrong, .destinationMappedTwice, .valueMapEmpty,
        .valueMapKeyRepeated, .integrationKeyNotMapped, .mappingWithoutSource,
        .defaultNotInValueMap, .entityWithoutSchema, .sourceFieldUnknown,
        .destinationFieldUnknown, .lookupWithoutTable, .keyColumnMissing, .valueNotMapped,
        .referenceNotFound, .referenceAmbiguous,
    ]
}

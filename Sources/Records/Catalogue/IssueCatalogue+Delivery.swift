extension IssueCode {
    package static let duplicateKey = IssueCode(
        "P2C-KEY-001", .error, "Another record of the package has the same key",
        remedy: "Keep one of the two in the source, then drop the file again",
        microsoftCode: "DMF1959")
    package static let nothingToConvert = IssueCode(
        "P2C-RUN-001", .error, "No template takes what the package holds",
        remedy: "Switch on or add a template that starts from one of these entities, add a name "
            + "that its schema lacks to the schema's aliases, or take the file out of the inbox")
    package static let entityWithoutTemplate = IssueCode(
        "P2C-RUN-002", .warning, "No template takes this entity",
        remedy: "Nothing to do if it need not travel; else switch on or add a template for it")
    package static let noLegalEntity = IssueCode(
        "P2C-RUN-003", .error, "The legal entity is not known",
        remedy: "Drop the file into a sub-folder of inbox named after the legal entity, or set "
            + "defaultLegalEntity in p2c.json; with p2c convert, give --legal-entity")
    package static let unknownLegalEntity = IssueCode(
        "P2C-RUN-004", .error, "The legal entity is not in the settings",
        remedy: "Add it to organizations in p2c.json, or correct the sub-folder's name")
    package static let notConverted = IssueCode(
        "P2C-RUN-005", .error, "The package could not be converted",
        remedy: "Mend what the sentence names, then drop the file again")
    package static let referencesUnusable = IssueCode(
        "P2C-RUN-006", .error, "The file of references cannot be used",
        remedy: "Compare it with the references.csv that p2c init makes")
    package static let otherCompany = IssueCode(
        "P2C-RUN-007", .error, "The record belongs to another company",
        remedy: "Drop the records of each company into its own sub-folder of inbox, or with p2c "
            + "convert give --legal-entity")
}

extension IssueCatalogue {
    package static let delivery: [IssueCode] = [
        .duplicateKey, .nothingToConvert, .entityWithoutTemplate, .noLegalEntity,
        .unknownLegalEntity, .notConverted, .referencesUnusable,
        .otherCompany,
    ]
}

/// Packages of the Import Data Wizard.
extension IssueCode {
    package static let partColumnsDiffer = IssueCode(
        "P2C-IDW-001", .error, "The parts of a table have different columns",
        remedy: "Give all parts the same header, or rename the files if they are no parts of one "
            + "table: parts end in _1, _2 and so on")
    package static let wizardValueTooLong = IssueCode(
        "P2C-IDW-002", .error, "A record does not fit into a file of the Import Data Wizard",
        remedy: "Shorten the value; the wizard takes files of less than 8 MB")
    package static let mapStepsIgnored = IssueCode(
        "P2C-IDW-020", .warning, "The data map asks for something that is not done here",
        remedy: "Do it in the template, or in the source")
    package static let mapWithoutFile = IssueCode(
        "P2C-IDW-021", .warning, "The data map names a file that the zip does not hold",
        remedy: "Nothing to do if it had no records; else name the file as SourceEntityName does")
}

extension IssueCatalogue {
    package static let importWizard: [IssueCode] = [
        .partColumnsDiffer, .wizardValueTooLong, .mapStepsIgnored, .mapWithoutFile,
    ]
}

/// Values of Configuration Migration packages.
extension IssueCode {
    package static let partyListUnwritable = IssueCode(
        "P2C-CMT-001", .error, "The value is no party list",
        remedy: "Leave the field out of the template, or copy the party list as the package has it")
    package static let datesWithoutZone = IssueCode(
        "P2C-CMT-020", .warning, "Dates have no time zone and are taken as UTC",
        remedy:
            "Nothing to do if the computer that exported them ran in UTC; else export again with "
            + "a Configuration Migration tool of 2020 or later, which writes UTC")
}

extension IssueCatalogue {
    package static let migration: [IssueCode] = [.partyListUnwritable, .datesWithoutZone]
}

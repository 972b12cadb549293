/// Numbers for records that have none.
extension IssueCode {
    package static let noIDForNumber = IssueCode(
        "P2C-NUM-001", .error, "The record has no number, and no id by which it could get one",
        cause: """
            The settings give numbers to records of this table that have none. A record that comes \
            again must get the same number again, and only its id says that it is the same.
            """,
        example: """
            p2c.json
                numbers: { account: "ACC" }
            accounts.csv
                accountid,accountnumber,name
                ,,Contoso
            p2c run
                accounts.csv:2: accountnumber is blank, and so is accountid
            """,
        remedy: "Export the table with its id column, or write the number in the source")
    package static let numberReplaced = IssueCode(
        "P2C-NUM-003", .warning, "The record has another number than the one that it was given",
        cause: """
            A record without a number was given one and travelled under it. Now it comes with a number \
            of its own, which makes another record of it at the destination.
            """,
        example: """
            accounts.csv
                accountid,accountnumber,name
                c0a7b5d0-0000-4000-8000-000000000007,OWN-7,Contoso
            p2c run
                accounts.csv:2 record OWN-7: it was given "ACC-01000-BCNP1M" before,
                under which its destination may have it
            """,
        remedy:
            "Import numbers-account.csv into Sales, so that the record keeps its number; or make one "
            + "of the two at the destination")
    package static let noNumbersGiven = IssueCode(
        "P2C-NUM-002", .warning, "Only a run in a workspace gives numbers",
        cause: """
            A number must stay the same when its record comes again, so that it has to be remembered. \
            \"p2c convert\" remembers nothing: records without a number are treated as if numbers were \
            not in the settings.
            """,
        example: """
            p2c convert accounts.csv -o out --workspace night-run, with numbers in p2c.json
                Only a run in a workspace gives numbers
            """,
        remedy: "Drop the file into the inbox for \"p2c run\"")
}

extension IssueCatalogue {
    static let numbers: [IssueCode] = [.noIDForNumber, .noNumbersGiven, .numberReplaced]
}

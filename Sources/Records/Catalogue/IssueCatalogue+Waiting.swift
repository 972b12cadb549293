/// Records that refer to records which have not arrived.
extension IssueCode {
    package static let recordWaits = IssueCode(
        "P2C-WAIT-001", .warning, "The record waits for another one",
        cause: """
            It refers to a record that CDS does not know yet: a contact came before its account, a \
            quote before its product, or that record was set aside. Or it is for Sales and names a \
            record whose id there is not known yet: an order came before its customer. It lies in \
            waiting/ and goes on by itself when what it waits for has arrived.
            """,
        example: """
            contacts.csv, before any accounts.csv
                msdynce_contactnumber,lastname,parentcustomerid.Account(accountnumber)
                CON-1,Meyer,C-10001
            p2c run
                contacts.csv:2: it waits for Account "C-10001"
            """,
        remedy:
            "Nothing, when it is on its way; \"p2c waiting\" lists all. Else drop what is missing")
    package static let waitedInVain = IssueCode(
        "P2C-WAIT-002", .error, "What the record waited for did not arrive",
        cause: """
            The record that it refers to has not come in the time that the settings give \
            (waiting.days): it was deleted, belongs to another company, or is never exported.
            """,
        example: """
            contacts.csv, held two weeks ago
                CON-1,Meyer,C-10001
            p2c run
                contacts.csv:2: it waits for Account "C-10001" since 2026-11-09T01:00:00Z
            """,
        remedy: "Export what is missing, or correct the reference; then drop the record again")
    package static let waitingGone = IssueCode(
        "P2C-WAIT-003", .error, "Records that waited are no longer there",
        cause: """
            A run put them into waiting/ until what they refer to arrives. It has, but somebody moved \
            or deleted them.
            """,
        example: """
            p2c run, after waiting/USMF/run7-records was deleted
                contacts.csv: waiting/USMF/run7-records is not there
            """,
        remedy:
            "Drop the file again that run read: it is in archive/. What went through is unchanged")
    package static let circleBroken = IssueCode(
        "P2C-WAIT-004", .warning, "The record goes first without a reference, and again with it",
        cause: """
            It and the record that it refers to wait for each other, maybe by way of others, so that none \
            could ever go. The one that came first is delivered without the reference; when the other \
            one has gone, it is delivered again as a whole. A record goes never without a part of its \
            key at the destination.
            """,
        example: """
            vehicles.csv and drivers.csv, each of which refers to the other
                B-CD 1,D-7
                D-7,B-CD 1
            p2c run
                vehicles.csv:2: it goes without Driver "D-7", which waits for it or for
                one that does
            """,
        remedy: "Nothing; import the deliveries in the order of their runs")
}

extension IssueCatalogue {
    static let waiting: [IssueCode] = [
        .recordWaits, .waitedInVain, .waitingGone, .circleBroken,
    ]
}

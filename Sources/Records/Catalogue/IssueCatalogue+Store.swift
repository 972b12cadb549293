/// The database under `.p2c/` of a workspace.
extension IssueCode {
    package static let storeNotOpened = IssueCode(
        "P2C-STORE-001", .error, "The store cannot be opened",
        cause: """
            The workspace's .p2c folder belongs to another user, was removed, or lies on a disk \
            that is mounted read-only. It often happens when p2c ran once as root and then as \
            another user.
            """,
        example: """
            p2c run
                .p2c/p2c.sqlite: unable to open database file
            """,
        remedy: "Check that the folder exists and that this user may read and write in it")
    package static let storeLocked = IssueCode(
        "P2C-STORE-002", .error, "Another program holds the store",
        cause: """
            Another p2c writes at this moment, or somebody has the file open in a database tool.
            """,
        example: """
            p2c run, while a database tool holds the file
                .p2c/p2c.sqlite: database is locked
            """,
        remedy: "Another p2c runs in this workspace: wait until it has ended, or end it")
    package static let storeDiskFull = IssueCode(
        "P2C-STORE-003", .error, "The disk is too full for the store",
        cause: """
            The disk or the user's quota is used up. The store grows with the number of records \
            that it knows.
            """,
        example: """
            p2c run, on a full disk
                .p2c/p2c.sqlite: database or disk is full
            """,
        remedy: "Make room on the disk, then run p2c again; nothing of the package was kept")
    package static let storeCorrupt = IssueCode(
        "P2C-STORE-004", .error, "The store's file is damaged, or is another program's",
        cause: """
            A disk failed, the file was copied while p2c ran, or another program's database lies \
            under that name. With an empty store all records count as new and are delivered \
            again.
            """,
        example: """
            p2c run
                .p2c/p2c.sqlite: file is not a database
            """,
        remedy: "Restore the file from a backup, or move it away to start with an empty store")
    package static let storeOfLaterVersion = IssueCode(
        "P2C-STORE-005", .error, "The store was written by a later p2c",
        cause: """
            The workspace was used with a later p2c, and then an earlier one was installed or \
            called by another path.
            """,
        example: """
            p2c run
                .p2c/p2c.sqlite: the store has version 99, this p2c knows versions up to 1
            """,
        remedy: "Use the p2c that wrote it, or a later one")
    package static let storeKeyChanged = IssueCode(
        "P2C-STORE-006", .error, "The integration key of an entity has changed",
        cause: """
            Somebody changed integrationKey in a template after records were stored, or two \
            templates find the same CDS entity by different keys. Records could not be found \
            again.
            """,
        example: """
            template.json
                integrationKey: ["AccountId"],
            p2c run
                .p2c/p2c.sqlite: the records of CDS entity Account are kept by the integration
                key (accountid, organization_organizationid), the template has (accountid)
            """,
        remedy: "Put the key back, or let the entity's records begin afresh: p2c forget ENTITY")
    package static let storeUnusableName = IssueCode(
        "P2C-STORE-007", .error, "The store cannot keep an entity or field",
        cause: """
            A template of your own gives a CDS entity or field a name that a database cannot \
            have, or an entity more fields than the store can keep.
            """,
        example: """
            p2c run
                .p2c/p2c.sqlite: CDS entity Account would have 2100 fields, 1900 is the most
            """,
        remedy: "Change the name in the template")
    package static let storeFailed = IssueCode(
        "P2C-STORE-008", .error, "The store failed",
        cause: """
            The database met an error that it does not expect, mostly a failing disk or a \
            network share that went away. Workspaces belong on a local disk.
            """,
        example: """
            p2c run, the disk failing
                .p2c/p2c.sqlite: disk I/O error
            """,
        remedy: "Check the disk and the system's log; the store itself keeps its last complete "
            + "state")
}

extension IssueCatalogue {
    package static let store: [IssueCode] = [
        .storeNotOpened, .storeLocked, .storeDiskFull, .storeCorrupt, .storeOfLaterVersion,
        .storeKeyChanged, .storeUnusableName, .storeFailed,
    ]
}

/// Inbox, outbox, quarantine and archive of a workspace.
extension IssueCode {
    package static let folderRefused = IssueCode(
        "P2C-DIR-001", .error, "The system refuses access to a folder or file",
        cause: """
            A folder of the workspace belongs to another user, or the disk is mounted read-only. \
            It often happens when p2c ran once as root.
            """,
        example: """
            p2c convert accounts.csv -o /mnt/share/out
                /mnt/share/out: cannot be made: Read-only file system
            """,
        remedy: "Give this user the right to read and write there (ls -ld shows the owner)")
    package static let folderDiskFull = IssueCode(
        "P2C-DIR-002", .error, "The disk is full",
        cause: """
            The disk or the user's quota is used up: by results, by the archive, or by something \
            else.
            """,
        example: """
            p2c convert accounts.csv -o out
                out: cannot be made: No space left on device
            """,
        remedy: "Make room on the disk, then run p2c again; nothing was half delivered")
    package static let folderInUse = IssueCode(
        "P2C-DIR-003", .error, "Another p2c works in the workspace",
        cause: """
            Two runs met: cron started p2c again before the last run had ended, or "p2c watch" \
            is running as a service.
            """,
        example: """
            p2c run, while p2c watch runs
                Another p2c works in the workspace /srv/p2c
            """,
        remedy: "Wait until the other p2c has ended, or end it")
    package static let folderNameTaken = IssueCode(
        "P2C-DIR-004", .error, "Something of that name is there already",
        cause: """
            "p2c convert" was called twice with the same file and folder. p2c never overwrites a \
            result.
            """,
        example: """
            p2c convert accounts.csv -o out
            p2c convert accounts.csv -o out
                out/accounts is there already
            """,
        remedy: "Move away what is there, then run p2c again")
    package static let folderFailed = IssueCode(
        "P2C-DIR-005", .error, "A folder or file cannot be used",
        cause: """
            The disk or network share failed, a file stands where a folder is wanted, or \
            somebody removed a folder while p2c ran.
            """,
        example: """
            p2c run, where archive is a file
                ./archive/USMF: cannot be made: Not a directory
            """,
        remedy: "Check the disk and the system's log, then run p2c again")
}

extension IssueCatalogue {
    package static let folders: [IssueCode] = [
        .folderRefused, .folderDiskFull, .folderInUse, .folderNameTaken, .folderFailed,
    ]
}

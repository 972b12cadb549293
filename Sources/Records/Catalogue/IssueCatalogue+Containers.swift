/// Files packed by gzip.
extension IssueCode {
    package static let gzipTruncated = IssueCode(
        "P2C-GZ-001", .error, "The gzip file is not complete",
        cause: """
            The copy or download stopped early, or is still going on.
            """,
        example: """
            accounts.csv.gz, the first half of it
            p2c run
                accounts.csv.gz (byte 578663): Its packed bytes end too early
            """,
        remedy: "Wait until the copy has ended, or copy the file again")
    package static let gzipDamaged = IssueCode(
        "P2C-GZ-002", .error, "The gzip file is damaged",
        cause: """
            Bytes were changed on the way: by a bad disk, or by a transfer in text mode that \
            changed line ends. The checksum in the file tells.
            """,
        example: """
            accounts.csv.gz, with a byte changed
            p2c run
                accounts.csv.gz (byte 1048475): Its content does not have the checksum and length
                that it says
            """,
        remedy: "Copy the file again in binary mode; if that one is damaged too, pack it again")
    package static let gzipTrailing = IssueCode(
        "P2C-GZ-003", .error, "The gzip file has bytes behind its end",
        cause: """
            Something was appended to the file, or a copy was written over a longer one and the \
            old end stayed.
            """,
        example: """
            accounts.csv.gz, with other bytes joined to it
            p2c run
                accounts.csv.gz: Behind its 1 packed part stand bytes that are no further one
            """,
        remedy: "Pack the file again: what stands there may be a part of it that was damaged")
    package static let gzipBomb = IssueCode(
        "P2C-GZ-004", .error, "The gzip file unpacks to more than is allowed",
        cause: """
            The content grows far more than exports do. A file of nothing but one repeated line \
            can be harmless; one made to fill the disk is not.
            """,
        example: """
            accounts.csv.gz, the same line two million times
            p2c run
                accounts.csv.gz: It unpacks to more than the allowed 11660400 bytes
            """,
        remedy: "If the file is what you expect, raise limits.unpackingRatio or "
            + "limits.unpackedGiB in p2c.json")
    package static let gzipOfArchive = IssueCode(
        "P2C-GZ-005", .error, "The gzip file holds an archive and no entity file",
        cause: """
            The file is a .tar.gz, or a zip or gzip that was packed once more.
            """,
        example: """
            accounts.tar.gz
            p2c run
                accounts.tar.gz: In it is a tar archive
            """,
        remedy: "Unpack it, and drop the files themselves, a zip of them, or a folder")
}

/// Zip archives in zip archives.
extension IssueCode {
    package static let zipInZip = IssueCode(
        "P2C-ZIP-040", .warning, "The package lies in a zip inside the zip",
        cause: """
            Somebody zipped the package again, to mail it or together with its folder; browsers \
            and cloud drives do so on download.
            """,
        example: """
            download.zip
                accounts.zip
                    accounts.csv
            p2c run
                download.zip/accounts.zip: It was read from there
            """,
        remedy: "Nothing to do. Fin and Ops itself wants the package as it was exported")
}

/// Packages that are plain folders.
extension IssueCode {
    package static let folderNotOpened = IssueCode(
        "P2C-DIR-010", .error, "The folder cannot be read",
        cause: """
            The folder or one below it belongs to another user, or somebody moved it while p2c \
            read it.
            """,
        example: """
            p2c validate export, a folder of another user
                export: Permission denied
            """,
        remedy: "Check that it is still there and that p2c may read it and what is in it")
    package static let folderSpecialFile = IssueCode(
        "P2C-DIR-011", .error, "The folder holds something that is no plain file",
        cause: """
            Somebody linked files into the folder instead of copying them, or it holds a pipe, a \
            socket or a device. p2c does not follow links, as they can lead to anywhere.
            """,
        example: """
            export/accounts.csv, a link to /srv/share/accounts.csv
            p2c validate export
                export: accounts.csv is a link
            """,
        remedy: "Put the files themselves there instead of links, pipes or devices")
    package static let folderTooLarge = IssueCode(
        "P2C-DIR-012", .error, "The folder holds too many files or folders in folders",
        cause: """
            The folder named is not the one of a package but one high above it, such as a home \
            folder or a share.
            """,
        example: """
            p2c validate /srv
                srv: More than 65535 files are in it
            """,
        remedy: "Name the folder of one package; or split it, or raise limits.zipEntries "
            + "in p2c.json")
    package static let folderDuplicateName = IssueCode(
        "P2C-DIR-013", .error, "The folder holds two files whose names differ only in case",
        cause: """
            Linux keeps Accounts.csv and accounts.csv apart, Windows and both Dynamics systems \
            do not. One of them is often an older copy.
            """,
        example: """
            export
                Accounts.csv
                accounts.csv
            p2c validate export
                export: Accounts.csv and accounts.csv
            """,
        remedy: "Remove the one that does not belong to the package")
}

extension IssueCatalogue {
    package static let containers: [IssueCode] = [
        .gzipTruncated, .gzipDamaged, .gzipTrailing, .gzipBomb, .gzipOfArchive, .zipInZip,
        .folderNotOpened,
        .folderSpecialFile, .folderTooLarge, .folderDuplicateName,
    ]
}

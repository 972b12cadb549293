extension IssueCode {
    package static let notAZip = IssueCode(
        "P2C-ZIP-001", .error, "The file is not a zip archive",
        cause: """
            The file is named .zip and is something else: a CSV or web page that was renamed or \
            saved under that name, such as the sign-in page of a download link that had expired.
            """,
        example: """
            accounts.zip
                accountnumber,name
                C-100,Fabrikam
            p2c validate
                accounts.zip: It has neither the start nor the end of a zip archive
            """,
        remedy: "Export the package again, and copy it without opening or renaming it")
    package static let zipTruncated = IssueCode(
        "P2C-ZIP-002", .error, "The zip archive is not complete",
        cause: """
            The copy or download stopped early, or is still going on. The list of files stands \
            at the end of a zip, and the end is missing.
            """,
        example: """
            accounts.zip, the first half of it
            p2c run
                accounts.zip: The end of the archive is missing
            """,
        remedy: "Copy the whole file again, and drop that one")
    package static let zipDamaged = IssueCode(
        "P2C-ZIP-003", .error, "The zip archive is damaged",
        cause: """
            Bytes were changed on the way: a bad disk, a transfer that repaired line ends, a \
            tool that broke the archive. The checksums in the zip tell.
            """,
        example: """
            accounts.zip, with a byte changed
            p2c run
                accounts.zip/accounts.csv (byte 0): Its packed bytes make no sense
            """,
        remedy: "Copy the file again from where it was exported; if that one is damaged too, "
            + "export it again")
    package static let zipTextMode = IssueCode(
        "P2C-ZIP-004", .error, "The zip archive was copied as if it were text",
        cause: """
            The file went through FTP in ASCII mode, or through git with autocrlf, which put a \
            carriage return before every line feed. What was lost cannot be repaired.
            """,
        example: """
            accounts.zip, sent by FTP in ASCII mode
            p2c run
                accounts.zip: Every line feed in it has a carriage return before it
            """,
        remedy: "Copy it again in binary mode; FTP in ASCII mode and git's autocrlf do this damage")
    package static let zipEncrypted = IssueCode(
        "P2C-ZIP-005", .error, "The zip archive is encrypted",
        cause: """
            Somebody packed the files with a password, or a mail gateway did.
            """,
        example: """
            accounts.zip, packed with a password
            p2c run
                accounts.zip/accounts.csv: accounts.csv is encrypted
            """,
        remedy: "Pack the files again without a password")
    package static let zipMethod = IssueCode(
        "P2C-ZIP-006", .error, "The zip archive uses a compression that cannot be read",
        cause: """
            7-Zip and WinZip can be set to pack by other methods, such as Deflate64, BZip2 or \
            LZMA. Fin and Ops and Sales use deflate.
            """,
        example: """
            accounts.zip, packed by 7-Zip with the method BZip2
            p2c run
                accounts.zip/accounts.csv: accounts.csv is packed by method 12
            """,
        remedy: "Pack the files again with the usual compression (deflate)")
    package static let zipUnsafeName = IssueCode(
        "P2C-ZIP-007", .error, "The zip archive holds a name that leads out of it",
        cause: """
            A name in the archive begins with / or a drive letter, climbs out by .., or holds \
            control characters. A careless tool stores whole paths; an attacker does it to \
            overwrite other files.
            """,
        example: """
            accounts.zip/../accounts.csv
                accountnumber,name
            p2c validate
                accounts.zip: The name "../accounts.csv" is refused: it climbs out of its
                folder
            """,
        remedy: "Do not unpack this file anywhere; ask its sender for one with plain names")
    package static let zipLink = IssueCode(
        "P2C-ZIP-008", .error, "The zip archive holds a link or a device",
        cause: """
            The files were packed on Linux or macOS with an option that stores links as links. \
            The content is not in the archive.
            """,
        example: """
            accounts.zip, packed by zip --symlinks
            p2c run
                accounts.zip/accounts.csv: accounts.csv is a symbolic link
            """,
        remedy: "Pack the files themselves instead of links to them")
    package static let zipDuplicateName = IssueCode(
        "P2C-ZIP-009", .error, "The zip archive holds two files of the same name",
        cause: """
            Files were added to a zip that had them already, under a name in other upper and \
            lower case or by a tool that does not replace. Which one is meant cannot be told.
            """,
        example: """
            accounts.zip/accounts.csv
                accountnumber,name
            accounts.zip/Accounts.csv
                accountnumber,name
            p2c validate
                accounts.zip/Accounts.csv: It holds accounts.csv and Accounts.csv
            """,
        remedy: "Pack each file once; names that differ only in case count as the same")
    package static let zipOverlap = IssueCode(
        "P2C-ZIP-010", .error, "Files in the zip archive overlap",
        cause: """
            Two files of the archive claim the same bytes. That is how zip bombs are made, and \
            how content is hidden from virus scanners.
            """,
        example: """
            accounts.zip, made by hand
            p2c run
                accounts.zip/contacts.csv: accounts.csv and contacts.csv share bytes
            """,
        remedy: "No tool makes such an archive by chance: ask its sender, and pack the files again")
    package static let zipTooManyEntries = IssueCode(
        "P2C-ZIP-011", .error, "The zip archive holds too many files",
        cause: """
            Somebody zipped a whole folder tree or a backup. A data package holds one file an \
            entity.
            """,
        example: """
            backup.zip
            p2c run
                backup.zip: It holds 120000 files and 65535 are allowed
            """,
        remedy: "Split it, or raise limits.zipEntries in p2c.json")
    package static let zipBomb = IssueCode(
        "P2C-ZIP-012", .error, "The zip archive unpacks to more than is allowed",
        cause: """
            The content grows far more than exports do: 36-fold is the most that was seen in \
            real packages. A file of nothing but one repeated line can be harmless; a zip bomb \
            is not.
            """,
        example: """
            accounts.zip, the same line two million times
            p2c run
                accounts.zip/accounts.csv: accounts.csv grows from 58286 to 30000019 bytes,
                200-fold is allowed
            """,
        remedy: "If the file is what you expect, raise limits.unpackingRatio or "
            + "limits.unpackedGiB in p2c.json")
    package static let zipBackslash = IssueCode(
        "P2C-ZIP-013", .warning, "The zip archive has backslashes in its names",
        cause: """
            Old versions of .NET and some Windows tools store paths with \\ where the zip \
            standard wants /.
            """,
        example: """
            accounts.zip/export\\accounts.csv
                accountnumber,name
                C-100,Fabrikam
            p2c validate
                accounts.zip: 1 names have backslashes
            """,
        remedy: "Nothing to do: they are read as folders. The tool that packed it breaks the zip "
            + "standard")
    package static let zipNotOpened = IssueCode(
        "P2C-ZIP-014", .error, "The zip archive cannot be opened",
        cause: """
            The file went away between the look into the inbox and the opening, or this user may \
            not read it.
            """,
        example: """
            p2c run
                accounts.zip: The system says "Permission denied"
            """,
        remedy: "Check that the file is still there and that p2c may read it")
    package static let zipNotWritten = IssueCode(
        "P2C-ZIP-015", .error, "The zip archive cannot be written",
        cause: """
            The disk is full, a quota is used up, or this user may not write to the folder.
            """,
        example: """
            p2c run, on a full disk
                accounts-sales-to-finops.zip/Customers V2.xml: The system says "No space left on
                device"
            """,
        remedy: "Check the disk's free space and that p2c may write to the folder")
    package static let zipEntryTooLarge = IssueCode(
        "P2C-ZIP-016", .error, "A file in the zip archive grew over 4 GiB",
        cause: """
            The result of one entity is larger than 4 GiB. A zip holds that only with an \
            extension (zip64) that packages of Fin and Ops and Sales never have.
            """,
        example: """
            p2c run
                accounts-sales-to-finops.zip/Customers V2.xml: Customers V2.xml has 4831838208
                bytes
            """,
        remedy: "Split the input into smaller packages")
    package static let zipPart = IssueCode(
        "P2C-ZIP-017", .error, "The zip archive is one part of several",
        cause: """
            The archive was split into parts for mail or old media, such as accounts.z01 and \
            accounts.zip, and only one of them is here.
            """,
        example: """
            accounts.zip, the last of three parts
            p2c run
                accounts.zip: It says that it is not the only part
            """,
        remedy: "Pack the files again into one archive that is not split")
    package static let zipTrailingBytes = IssueCode(
        "P2C-ZIP-018", .error, "Something follows the end of the zip archive",
        cause: """
            Something was appended to the zip: by a mail gateway or an exporter, or since two \
            files were joined. What stands there could be data that nobody would read.
            """,
        example: """
            accounts.zip, with a second file joined to it
            p2c run
                accounts.zip: 1204 bytes stand behind its end
            """,
        remedy: "Copy the file again in binary mode; if the exporter itself appends something, "
            + "pack the files again")
    package static let zipPrefix = IssueCode(
        "P2C-ZIP-019", .warning, "Something stands before the zip archive",
        cause: """
            The archive unpacks itself (.exe renamed to .zip), or a tool put a signature before \
            it.
            """,
        example: """
            accounts.zip, with 512 bytes before the archive
            p2c run
                accounts.zip: 512 bytes stand before it
            """,
        remedy: "Nothing to do: it is passed over. Archives that unpack themselves begin so")
}

extension IssueCatalogue {
    package static let zip: [IssueCode] = [
        .notAZip, .zipTruncated, .zipDamaged, .zipTextMode, .zipEncrypted, .zipMethod,
        .zipUnsafeName, .zipLink, .zipDuplicateName, .zipOverlap, .zipTooManyEntries, .zipBomb,
        .zipBackslash, .zipNotOpened, .zipNotWritten, .zipEntryTooLarge, .zipPart,
        .zipTrailingBytes, .zipPrefix,
    ]
}

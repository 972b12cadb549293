extension IssueCode {
    package static let notAZip = IssueCode(
        "P2C-ZIP-001", .error, "The file is not a zip archive",
        remedy: "Export the package again, and copy it without opening or renaming it")
    package static let zipTruncated = IssueCode(
        "P2C-ZIP-002", .error, "The zip archive is not complete",
        remedy: "Wait until the copy has ended, or copy the file again")
    package static let zipDamaged = IssueCode(
        "P2C-ZIP-003", .error, "The zip archive is damaged",
        remedy: "Copy the file again from where it was exported; if that one is damaged too, "
            + "export it again")
    package static let zipTextMode = IssueCode(
        "P2C-ZIP-004", .error, "The zip archive was copied as if it were text",
        remedy: "Copy it again in binary mode; FTP in ASCII mode and git's autocrlf do this damage")
    package static let zipEncrypted = IssueCode(
        "P2C-ZIP-005", .error, "The zip archive is encrypted",
        remedy: "Pack the files again without a password")
    package static let zipMethod = IssueCode(
        "P2C-ZIP-006", .error, "The zip archive uses a compression that cannot be read",
        remedy: "Pack the files again with the usual compression (deflate)")
    package static let zipUnsafeName = IssueCode(
        "P2C-ZIP-007", .error, "The zip archive holds a name that leads out of it",
        remedy: "Do not unpack this file anywhere; ask its sender for one with plain names")
    package static let zipLink = IssueCode(
        "P2C-ZIP-008", .error, "The zip archive holds a link or a device",
        remedy: "Pack the files themselves instead of links to them")
    package static let zipDuplicateName = IssueCode(
        "P2C-ZIP-009", .error, "The zip archive holds two files of the same name",
        remedy: "Pack each file once; names that differ only in case count as the same")
    package static let zipOverlap = IssueCode(
        "P2C-ZIP-010", .error, "Files in the zip archive overlap",
        remedy: "No tool makes such an archive by chance: ask its sender, and pack the files again")
    package static let zipTooManyEntries = IssueCode(
        "P2C-ZIP-011", .error, "The zip archive holds too many files",
        remedy: "Split it, or raise limits.zipEntries in p2c.json")
    package static let zipBomb = IssueCode(
        "P2C-ZIP-012", .error, "The zip archive unpacks to more than is allowed",
        remedy: "If the file is what you expect, raise limits.unpackingRatio or "
            + "limits.unpackedGiB in p2c.json")
    package static let zipBackslash = IssueCode(
        "P2C-ZIP-013", .warning, "The zip archive has backslashes in its names",
        remedy: "Nothing to do: they are read as folders. The tool that packed it breaks the zip "
            + "standard")
    package static let zipNotOpened = IssueCode(
        "P2C-ZIP-014", .error, "The zip archive cannot be opened",
        remedy: "Check that the file is still there and that p2c may read it")
    package static let zipNotWritten = IssueCode(
        "P2C-ZIP-015", .error, "The zip archive cannot be written",
        remedy: "Check the disk's free space and that p2c may write to the folder")
    package static let zipEntryTooLarge = IssueCode(
        "P2C-ZIP-016", .error, "A file in the zip archive grew over 4 GiB",
        remedy: "Split the input into smaller packages")
    package static let zipPart = IssueCode(
        "P2C-ZIP-017", .error, "The zip archive is one part of several",
        remedy: "Pack the files again into one archive that is not split")
    package static let zipTrailingBytes = IssueCode(
        "P2C-ZIP-018", .error, "Something follows the end of the zip archive",
        remedy: "Copy the file again in binary mode; if the exporter itself appends something, "
            + "pack the files again")
    package static let zipPrefix = IssueCode(
        "P2C-ZIP-019", .warning, "Something stands before the zip archive",
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

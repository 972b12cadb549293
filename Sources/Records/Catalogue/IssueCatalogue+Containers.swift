/// Files packed by gzip.
extension IssueCode {
    package static let gzipTruncated = IssueCode(
        "P2C-GZ-001", .error, "The gzip file is not complete",
        remedy: "Wait until the copy has ended, or copy the file again")
    package static let gzipDamaged = IssueCode(
        "P2C-GZ-002", .error, "The gzip file is damaged",
        remedy: "Copy the file again in binary mode; if that one is damaged too, pack it again")
    package static let gzipTrailing = IssueCode(
        "P2C-GZ-003", .error, "The gzip file has bytes behind its end",
        remedy: "Pack the file again: what stands there may be a part of it that was damaged")
    package static let gzipBomb = IssueCode(
        "P2C-GZ-004", .error, "The gzip file unpacks to more than is allowed",
        remedy: "If the file is what you expect, raise the limits unpackingRatio or unpackedBytes")
    package static let gzipOfArchive = IssueCode(
        "P2C-GZ-005", .error, "The gzip file holds an archive and no entity file",
        remedy: "Unpack it, and drop the files themselves, a zip of them, or a folder")
}

/// Zip archives in zip archives.
extension IssueCode {
    package static let zipInZip = IssueCode(
        "P2C-ZIP-040", .warning, "The package lies in a zip inside the zip",
        remedy: "Nothing to do. Fin and Ops itself wants the package as it was exported")
}

/// Packages that are plain folders.
extension IssueCode {
    package static let folderNotOpened = IssueCode(
        "P2C-DIR-010", .error, "The folder cannot be read",
        remedy: "Check that it is still there and that p2c may read it and what is in it")
    package static let folderSpecialFile = IssueCode(
        "P2C-DIR-011", .error, "The folder holds something that is no plain file",
        remedy: "Put the files themselves there instead of links, pipes or devices")
    package static let folderTooLarge = IssueCode(
        "P2C-DIR-012", .error, "The folder holds too many files or folders in folders",
        remedy: "Name the folder of one package; or split it, or raise the limit zipEntries")
    package static let folderDuplicateName = IssueCode(
        "P2C-DIR-013", .error, "The folder holds two files whose names differ only in case",
        remedy: "Remove the one that does not belong to the package")
}

extension IssueCatalogue {
    package static let containers: [IssueCode] = [
        .gzipTruncated, .gzipDamaged, .gzipTrailing, .gzipBomb, .gzipOfArchive, .zipInZip,
        .folderNotOpened,
        .folderSpecialFile, .folderTooLarge, .folderDuplicateName,
    ]
}

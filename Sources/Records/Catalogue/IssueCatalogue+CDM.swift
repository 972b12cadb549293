/// CDM folders, as dataflows, Synapse Link and Export to Data Lake leave them.
extension IssueCode {
    package static let cdmDescription = IssueCode(
        "P2C-CDM-001", .error, "The description of the CDM folder cannot be read",
        remedy: "Copy model.json or the manifest again; if it is damaged at its source, let the "
            + "export write it again")
    package static let cdmUnsafeLocation = IssueCode(
        "P2C-CDM-002", .error, "The CDM folder names a file outside itself",
        remedy: "Do not trust this folder; ask its sender for one as the export left it")
    package static let cdmPartitionMissing = IssueCode(
        "P2C-CDM-003", .error, "A file that the CDM folder lists is missing",
        remedy: "Copy the whole folder with its sub-folders, one for each table, as the export "
            + "left it")
    package static let cdmPartitionShared = IssueCode(
        "P2C-CDM-004", .error, "Two partitions of the CDM folder lead to the same file",
        remedy: "Keep the sub-folders of the export: one name stands in several of them")
    package static let cdmNoAttributes = IssueCode(
        "P2C-CDM-005", .error, "The CDM folder does not say which columns an entity has",
        remedy: "Copy the entity's .cdm.json file too; of several forms take the resolved one")
    package static let cdmFormat = IssueCode(
        "P2C-CDM-006", .error, "A partition is in a format that cannot be read",
        remedy: "Let the export write CSV with a delimiter of one character")
    package static let cdmPattern = IssueCode(
        "P2C-CDM-007", .error, "A partition pattern cannot be understood",
        remedy: "List the partitions themselves, or use a pattern without alternatives")
    package static let cdmIncremental = IssueCode(
        "P2C-CDM-008", .error, "The entity has incremental partitions, which cannot be merged",
        remedy: "Export the whole entity, or in append-only mode with SinkModifiedOn")
    package static let cdmHeaderDiffers = IssueCode(
        "P2C-CDM-009", .error, "A partition has other columns than its entity",
        remedy: "Let the export write the entity again, so that both agree")
    package static let cdmVersionUnreadable = IssueCode(
        "P2C-CDM-010", .error, "It cannot be told which version of a record is the newest",
        remedy: "Mend SinkModifiedOn or IsDelete on that line, or export the table again")
    package static let cdmHeaderFound = IssueCode(
        "P2C-CDM-020", .warning, "A partition has a header line that is not declared",
        remedy: "Nothing to do: the line is no record. Set columnHeaders to true in the description"
            + " to be sure")
    package static let cdmReference = IssueCode(
        "P2C-CDM-021", .warning, "The entity lies in another CDM folder and is left out",
        remedy: "Drop that folder too if its records should travel")
    package static let cdmNoPartition = IssueCode(
        "P2C-CDM-022", .warning, "The entity has no file in the CDM folder",
        remedy: "Nothing to do if the table has no records")
    package static let cdmOlderVersions = IssueCode(
        "P2C-CDM-023", .warning, "Older versions of records are left out",
        remedy: "Nothing to do: of each Id the version with the newest SinkModifiedOn travels")
    package static let cdmDeleted = IssueCode(
        "P2C-CDM-024", .warning, "Records that were deleted in the source are left out",
        remedy:
            "Delete them in the destination by hand if they should go there too: files carry no "
            + "deletions")
}

extension IssueCatalogue {
    package static let cdm: [IssueCode] = [
        .cdmDescription, .cdmUnsafeLocation, .cdmPartitionMissing, .cdmPartitionShared,
        .cdmNoAttributes, .cdmFormat, .cdmPattern, .cdmIncremental, .cdmHeaderDiffers,
        .cdmVersionUnreadable, .cdmHeaderFound, .cdmReference, .cdmNoPartition, .cdmOlderVersions,
        .cdmDeleted,
    ]
}

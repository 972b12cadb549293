/// CDM folders, as dataflows, Synapse Link and Export to Data Lake leave them.
extension IssueCode {
    package static let cdmDescription = IssueCode(
        "P2C-CDM-001", .error, "The description of the CDM folder cannot be read",
        cause: """
            The description was cut off on copying, edited by hand, or is of a kind that p2c \
            does not know.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{ "name":
            p2c validate
                crm.zip/model.json: Line 1, column 58: a value is missing at the end of the text
            """,
        remedy: "Copy model.json or the manifest again; if it is damaged at its source, let the "
            + "export write it again")
    package static let cdmUnsafeLocation = IssueCode(
        "P2C-CDM-002", .error, "The CDM folder names a file outside itself",
        cause: """
            Locations in the description lead out of the folder with "..". No export writes \
            such; the folder was made or changed to read other files.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [{ "location": "../../secret.csv" }] }] }
            p2c validate
                crm.zip/model.json: The location "../../secret.csv" climbs out of it
            """,
        remedy: "Do not trust this folder; ask its sender for one as the export left it")
    package static let cdmPartitionMissing = IssueCode(
        "P2C-CDM-003", .error, "A file that the CDM folder lists is missing",
        cause: """
            Only a part of the folder was copied, most often model.json without the sub-folders, \
            or files from several days were mixed.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [{ "location": "account/part1.csv" }] }] }
            p2c validate
                crm.zip/model.json: account/part1.csv of account is not in the folder
            """,
        remedy: "Copy the whole folder with its sub-folders, one for each table, as the export "
            + "left it")
    package static let cdmPartitionShared = IssueCode(
        "P2C-CDM-004", .error, "Two partitions of the CDM folder lead to the same file",
        cause: """
            The files were copied into one folder without their sub-folders, and those of two \
            tables have the same name.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [{ "location": "part1.csv" }] }, {
                  "$type": "LocalEntity", "name": "contact",
                  "attributes": [{ "name": "contactid" }, { "name": "lastname" }],
                  "partitions": [{ "location": "part1.csv" }] }] }
            crm.zip/part1.csv
                C-100,Fabrikam
            p2c validate
                crm.zip/model.json: part1.csv is one of account and one of contact
            """,
        remedy: "Keep the sub-folders of the export: one name stands in several of them")
    package static let cdmNoAttributes = IssueCode(
        "P2C-CDM-005", .error, "The CDM folder does not say which columns an entity has",
        cause: """
            A manifest refers to a document for each entity, which has the columns, and that \
            document was not copied or refers to others in turn.
            """,
        example: """
            crm.zip/default.manifest.cdm.json
                { "manifestName": "default", "entities": [{
                  "type": "LocalEntity", "entityName": "account",
                  "entityPath": "account.cdm.json/account",
                  "dataPartitions": [{ "location": "account/part1.csv" }] }] }
            crm.zip/account/part1.csv
                C-100,Fabrikam
            p2c validate
                crm.zip/default.manifest.cdm.json: account.cdm.json/account does not resolve to
                columns
            """,
        remedy: "Copy the entity's .cdm.json file too; of several forms take the resolved one")
    package static let cdmFormat = IssueCode(
        "P2C-CDM-006", .error, "A partition is in a format that cannot be read",
        cause: """
            The export is set to Parquet or Delta, or to a delimiter of several characters.
            """,
        example: """
            crm.zip/default.manifest.cdm.json
                { "manifestName": "default", "entities": [{
                  "type": "LocalEntity", "entityName": "account",
                  "entityPath": "account.cdm.json/account",
                  "dataPartitions": [{ "location": "account/part1.parquet",
                    "exhibitsTraits": ["is.partition.format.parquet"] }] }] }
            crm.zip/account.cdm.json
                { "definitions": [{ "entityName": "account",
                  "hasAttributes": [{ "name": "accountnumber" }, { "name": "name" }] }] }
            crm.zip/account/part1.parquet
                PAR1 …
            p2c validate
                crm.zip/default.manifest.cdm.json: account/part1.parquet is parquet
            """,
        remedy: "Let the export write CSV with a delimiter of one character")
    package static let cdmPattern = IssueCode(
        "P2C-CDM-007", .error, "A partition pattern cannot be understood",
        cause: """
            The manifest finds partitions by a regular expression with parts that p2c does not \
            know, such as alternatives. What it would find could be too much or too little.
            """,
        example: """
            crm.zip/default.manifest.cdm.json
                { "manifestName": "default", "entities": [{
                  "type": "LocalEntity", "entityName": "account",
                  "entityPath": "account.cdm.json/account",
                  "dataPartitionPatterns": [{ "rootLocation": "account",
                    "regularExpression": "(2024|2025).*\\\\.csv" }] }] }
            crm.zip/account.cdm.json
                { "definitions": [{ "entityName": "account",
                  "hasAttributes": [{ "name": "accountnumber" }, { "name": "name" }] }] }
            p2c validate
                crm.zip/default.manifest.cdm.json: account has the pattern
                (2024|2025).*\\.csv
            """,
        remedy: "List the partitions themselves, or use a pattern without alternatives")
    package static let cdmIncremental = IssueCode(
        "P2C-CDM-008", .error, "The entity has incremental partitions, which cannot be merged",
        cause: """
            The export writes what was added, changed and deleted into partitions of their own, \
            and only their reader knows how to put them together.
            """,
        example: """
            crm.zip/default.manifest.cdm.json
                { "manifestName": "default", "entities": [{
                  "type": "LocalEntity", "entityName": "account",
                  "entityPath": "account.cdm.json/account",
                  "incrementalPartitions": [{ "location": "account/upserts/part1.csv" }] }] }
            crm.zip/account.cdm.json
                { "definitions": [{ "entityName": "account",
                  "hasAttributes": [{ "name": "accountnumber" }, { "name": "name" }] }] }
            crm.zip/account/upserts/part1.csv
                C-100,Fabrikam
            p2c validate
                crm.zip/default.manifest.cdm.json: account has 1 of them
            """,
        remedy: "Export the whole entity, or in append-only mode with SinkModifiedOn")
    package static let cdmHeaderDiffers = IssueCode(
        "P2C-CDM-009", .error, "A partition has other columns than its entity",
        cause: """
            A column was added to the table or removed from it, and partitions from before that \
            are still there.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [{ "location": "account/part1.csv",
                    "fileFormatSettings": { "$type": "CsvFormatSettings", "columnHeaders": true }
                  }] }] }
            crm.zip/account/part1.csv
                accountnumber,telephone1
                C-100,555-0100
            p2c validate
                crm.zip/account/part1.csv: It lacks name; the entity lacks telephone1
            """,
        remedy: "Let the export write the entity again, so that both agree")
    package static let cdmVersionUnreadable = IssueCode(
        "P2C-CDM-010", .error, "It cannot be told which version of a record is the newest",
        cause: """
            The table is append-only, with a record for each change, and the time of one change \
            is not a time: a column moved, or a tool rewrote the dates.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "Id" }, { "name": "SinkModifiedOn" },
                    { "name": "IsDelete" }, { "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [{ "location": "account/part1.csv" }] }] }
            crm.zip/account/part1.csv
                a1,yesterday,,C-100,Fabrikam
                a1,2025-03-01T10:00:00Z,,C-100,Fabrikam Inc.
            p2c validate
                crm.zip/account/part1.csv:1 (byte 0): "yesterday" is no moment
            """,
        remedy: "Mend SinkModifiedOn or IsDelete on that line, or export the table again")
    package static let cdmHeaderFound = IssueCode(
        "P2C-CDM-020", .warning, "A partition has a header line that is not declared",
        cause: """
            The description does not say that the partition has a header line, and its first \
            line holds nothing but the names of the columns.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [{ "location": "account/part1.csv" }] }] }
            crm.zip/account/part1.csv
                accountnumber,name
                C-100,Fabrikam
            p2c validate
                crm.zip/account/part1.csv:1: All values of the first line are the names of the
                columns
            """,
        remedy: "Nothing to do: the line is no record. Set columnHeaders to true in the description"
            + " to be sure")
    package static let cdmReference = IssueCode(
        "P2C-CDM-021", .warning, "The entity lies in another CDM folder and is left out",
        cause: """
            A dataflow uses a table of another dataflow. Its records are in the folder of that \
            one.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "ReferenceEntity", "name": "contact",
                  "source": "contact", "modelId": "m2" }, {
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [{ "location": "account/part1.csv" }] }] }
            crm.zip/account/part1.csv
                C-100,Fabrikam
            p2c validate
                crm.zip/model.json: contact is left out
            """,
        remedy: "Drop that folder too if its records should travel")
    package static let cdmNoPartition = IssueCode(
        "P2C-CDM-022", .warning, "The entity has no file in the CDM folder",
        cause: """
            The table had no records when the export ran, or its first export has not ended.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [] }] }
            p2c validate
                crm.zip/model.json: account has none
            """,
        remedy: "Nothing to do if the table has no records")
    package static let cdmOlderVersions = IssueCode(
        "P2C-CDM-023", .warning, "Older versions of records are left out",
        cause: """
            The table is append-only: Synapse Link adds a line for each change and removes none. \
            p2c reads the newest state of each record.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "Id" }, { "name": "SinkModifiedOn" },
                    { "name": "IsDelete" }, { "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [{ "location": "account/part1.csv" }] }] }
            crm.zip/account/part1.csv
                a1,2025-03-01T10:00:00Z,,C-100,Fabrikam
                a1,2025-03-02T10:00:00Z,,C-100,Fabrikam Inc.
            p2c validate
                crm.zip/account/part1.csv: 1 record: older versions by
                SinkModifiedOn
            """,
        remedy: "Nothing to do: of each Id the version with the newest SinkModifiedOn travels")
    package static let cdmDeleted = IssueCode(
        "P2C-CDM-024", .warning, "Records that were deleted in the source are left out",
        cause: """
            The table is append-only: what is deleted in the source stays there as a line with \
            IsDelete.
            """,
        example: """
            crm.zip/model.json
                { "name": "crm", "version": "1.0", "entities": [{
                  "$type": "LocalEntity", "name": "account",
                  "attributes": [{ "name": "Id" }, { "name": "SinkModifiedOn" },
                    { "name": "IsDelete" }, { "name": "accountnumber" }, { "name": "name" }],
                  "partitions": [{ "location": "account/part1.csv" }] }] }
            crm.zip/account/part1.csv
                a1,2025-03-01T10:00:00Z,,C-100,Fabrikam
                a2,2025-03-01T10:00:00Z,,C-101,Contoso
                a2,2025-03-02T10:00:00Z,True,C-101,Contoso
            p2c validate
                crm.zip/account/part1.csv: 1 record: IsDelete = True
            """,
        remedy: deletionRemedy)

    /// What to do about records that the source says were deleted, in whichever format.
    static let deletionRemedy =
        "Where deleted-records.csv lies beside the delivery, delete what it lists in the destination by "
        + "hand, if it should go there too: p2c run lists what it delivered, p2c convert all"
}

extension IssueCatalogue {
    package static let cdm: [IssueCode] = [
        .cdmDescription, .cdmUnsafeLocation, .cdmPartitionMissing, .cdmPartitionShared,
        .cdmNoAttributes, .cdmFormat, .cdmPattern, .cdmIncremental, .cdmHeaderDiffers,
        .cdmVersionUnreadable, .cdmHeaderFound, .cdmReference, .cdmNoPartition, .cdmOlderVersions,
        .cdmDeleted,
    ]
}

extension IssueCode {
    package static let unknownKindOfFile = IssueCode(
        "P2C-PKG-001", .error, "This kind of file cannot be read",
        remedy: "Export a DMF package or an entity file (CSV, XML, xlsx) from Fin and Ops, or a "
            + "Configuration Migration data.zip, CSV files or workbooks from Sales")
    package static let excelFile = IssueCode(
        "P2C-PKG-002", .error, "This kind of workbook cannot be read",
        remedy: "Open it in Excel and save it as \"Excel Workbook (*.xlsx)\" without a password")
    package static let templatePackage = IssueCode(
        "P2C-PKG-003", .error, "The package is a template without data",
        remedy: "Make a data project from the template in Fin and Ops and export that")
    package static let historyPackage = IssueCode(
        "P2C-PKG-004", .error, "The package is an archive of job history",
        remedy: "Drop the package that the job exported, not the archive of its history")
    package static let foreignManifest = IssueCode(
        "P2C-PKG-005", .error, "The manifest only looks like one of Fin and Ops",
        remedy: "Export the package from Fin and Ops itself, or correct the tool that wrote it")
    package static let manifestNamespace = IssueCode(
        "P2C-PKG-006", .error, "The manifest is in a wrong namespace",
        remedy: "Its elements must be in "
            + "http://schemas.microsoft.com/dynamics/2015/01/DataManagement; Fin and Ops imports "
            + "nothing otherwise")
    package static let manifestIncomplete = IssueCode(
        "P2C-PKG-007", .error, "The manifest lacks something",
        remedy: "Export the package again, or add the missing element to the manifest")
    package static let unknownSourceFormat = IssueCode(
        "P2C-PKG-008", .error, "The manifest names a source format that is not known",
        remedy: "Add the format of that name, as Fin and Ops' data sources define it, to formats "
            + "in p2c.json")
    package static let unsafeInputPath = IssueCode(
        "P2C-PKG-009", .error, "The manifest names a file outside the package",
        remedy: "Do not trust this package; ask its sender for one exported from Fin and Ops")
    package static let severalPackages = IssueCode(
        "P2C-PKG-010", .error, "The zip holds several packages or folders",
        remedy: "Zip the files of one package, not the folder")
    package static let nestedPackage = IssueCode(
        "P2C-PKG-011", .error, "The zip holds other zip files",
        remedy: "Unpack it once and drop the packages that are in it")
    package static let noDataInPackage = IssueCode(
        "P2C-PKG-012", .error, "The package holds no data that can be read",
        remedy: "Check that it is the exported package, and that the export had records")
    package static let migrationSchemaOnly = IssueCode(
        "P2C-PKG-013", .error,
        "The file is the schema of a Configuration Migration and has no data",
        remedy: "Export data with that schema in the Configuration Migration tool, and drop its zip"
    )
    package static let fileNotOpened = IssueCode(
        "P2C-PKG-014", .error, "The file cannot be opened",
        remedy: "Check that it is still there and that p2c may read it")
    package static let recordWithoutID = IssueCode(
        "P2C-PKG-015", .error, "The record has no id",
        remedy: "Fill the primary id field; the template makes it from the business key")
    package static let packageInFolder = IssueCode(
        "P2C-PKG-020", .warning, "The package lies in a folder inside the zip",
        remedy: "Nothing to do. Fin and Ops itself wants the files at the root of the zip")
    package static let noPackageHeader = IssueCode(
        "P2C-PKG-021", .warning, "The package has no PackageHeader.xml",
        remedy: "Nothing to do. Fin and Ops itself refuses such a package")
    package static let entityWithoutFile = IssueCode(
        "P2C-PKG-022", .warning, "The manifest lists an entity whose file is missing",
        remedy: "Nothing to do if the export had no records of it")
    package static let fileWithoutEntity = IssueCode(
        "P2C-PKG-023", .warning, "The package holds a file that no entity lists",
        remedy: "Nothing to do if it need not travel; else export it with its entity")
    package static let entityDisabled = IssueCode(
        "P2C-PKG-024", .warning, "The entity is switched off in the data project",
        remedy: "Switch it on in Fin and Ops if its records should travel")
    // P2C-PKG-025 is retired.
    package static let relationsSkipped = IssueCode(
        "P2C-PKG-026", .warning,
        "Many-to-many relations or party lists are not in the package's schema",
        remedy:
            "Nothing to do if they need not travel; else export the package again with a schema "
            + "that has them")
    package static let undeclaredField = IssueCode(
        "P2C-PKG-027", .warning, "Records have fields that the package's schema does not declare",
        remedy: "Add the field to the schema in the Configuration Migration tool if it is needed")
    package static let noMigrationSchema = IssueCode(
        "P2C-PKG-028", .warning, "The package has no data_schema.xml",
        remedy:
            "Nothing to do: fields are taken from the records. The Configuration Migration tool "
            + "itself wants it")
    package static let relativeDates = IssueCode(
        "P2C-PKG-029", .warning, "The package's dates are meant to shift on import",
        remedy:
            "Nothing to do if the dates as they were at the export are right; else export again "
            + "with absolute dates")
    package static let fileNotWritten = IssueCode(
        "P2C-PKG-030", .error, "A file cannot be written",
        remedy: "Check the disk's free space and that p2c may write to the folder")
}

extension IssueCatalogue {
    package static let packages: [IssueCode] = [
        .unknownKindOfFile, .excelFile, .templatePackage, .historyPackage, .foreignManifest,
        .manifestNamespace, .manifestIncomplete, .unknownSourceFormat, .unsafeInputPath,
        .severalPackages, .nestedPackage, .noDataInPackage, .migrationSchemaOnly, .fileNotOpened,
        .recordWithoutID, .packageInFolder, .noPackageHeader,
        .entityWithoutFile, .fileWithoutEntity, .entityDisabled, .relationsSkipped,
        .undeclaredField, .noMigrationSchema, .relativeDates,
        .fileNotWritten,
    ]
}

extension IssueCode {
    package static let unknownKindOfFile = IssueCode(
        "P2C-PKG-001", .error, "This kind of file cannot be read",
        cause: """
            The file is neither a zip, nor CSV, nor XML, or an XML file that holds no records: \
            JSON, PDF, a Dataverse solution, metadata. Fin and Ops says of such files that the \
            type does not match the project.
            """,
        example: """
            customers.json
                [{ "accountnumber": "C-100" }]
            p2c validate
                customers.json: It is a JSON file; of a CDM folder give the folder or a
                zip of it
            """,
        remedy: "Export a DMF package or an entity file (CSV, XML, xlsx) from Fin and Ops, or a "
            + "Configuration Migration data.zip, CSV files or workbooks from Sales",
        microsoftCode: "DMF1855")
    package static let excelFile = IssueCode(
        "P2C-PKG-002", .error, "This kind of workbook cannot be read",
        cause: """
            The workbook has a password, or one of the forms from before .xlsx (.xls) or beside \
            it (.xlsb), or it only has the name of a workbook.
            """,
        example: """
            accounts.xlsb
            p2c run
                accounts.xlsb: It is a binary workbook (.xlsb)
            """,
        remedy: "Open it in Excel and save it as \"Excel Workbook (*.xlsx)\" without a password")
    package static let templatePackage = IssueCode(
        "P2C-PKG-003", .error, "The package is a template without data",
        cause: """
            A data template of Fin and Ops was exported instead of a data project. A template \
            lists entities and has no records.
            """,
        example: """
            products.zip/PackageHeader.xml
                <DataManagementPackageHeader>
                  <ManifestType>TemplatePackageManifest</ManifestType>
                </DataManagementPackageHeader>
            p2c validate
                products.zip/PackageHeader.xml: Its header says so
            """,
        remedy: "Make a data project from the template in Fin and Ops and export that")
    package static let historyPackage = IssueCode(
        "P2C-PKG-004", .error, "The package is an archive of job history",
        cause: """
            The job history clean-up of Fin and Ops archives its logs as a package too. Those \
            files are about jobs and hold no business records.
            """,
        example: """
            archive.zip/DMFExecution.xml
                <Document />
            p2c validate
                archive.zip: It holds the log of executions
            """,
        remedy: "Drop the package that the job exported, not the archive of its history")
    package static let foreignManifest = IssueCode(
        "P2C-PKG-005", .error, "The manifest only looks like one of Fin and Ops",
        cause: """
            A script or partner tool wrote a manifest of its own making. Fin and Ops' own begins \
            with DataManagementPackageManifest.
            """,
        example: """
            products.zip/Manifest.xml
                <DataManagementSchema><DataProject /></DataManagementSchema>
            p2c validate
                products.zip/Manifest.xml: The root is DataManagementSchema and not
                DataManagementPackageManifest
            """,
        remedy: "Export the package from Fin and Ops itself, or correct the tool that wrote it")
    package static let manifestNamespace = IssueCode(
        "P2C-PKG-006", .error, "The manifest is in a wrong namespace",
        cause: """
            A script wrote or rewrote the manifest and left out the namespace, or has a misprint in \
            it. Fin and Ops imports nothing from such a package.
            """,
        example: """
            products.zip/Manifest.xml
                <DataManagementPackageManifest>
                  <PackageEntityList />
                </DataManagementPackageManifest>
            p2c validate
                products.zip/Manifest.xml: The root has no namespace
            """,
        remedy: "Its elements must be in "
            + "http://schemas.microsoft.com/dynamics/2015/01/DataManagement; Fin and Ops imports "
            + "nothing otherwise")
    package static let manifestIncomplete = IssueCode(
        "P2C-PKG-007", .error, "The manifest lacks something",
        cause: """
            A package that was put together by hand or script lacks Manifest.xml, or an element \
            of it that says what an entity is, where it lies and how it is written.
            """,
        example: """
            products.zip/PackageHeader.xml
                <DataManagementPackageHeader>
                  <PackageType>DefinitionGroup</PackageType>
                </DataManagementPackageHeader>
            p2c validate
                products.zip/PackageHeader.xml: There is a package header and no Manifest.xml
            """,
        remedy: "Export the package again, or add the missing element to the manifest")
    package static let unknownSourceFormat = IssueCode(
        "P2C-PKG-008", .error, "The manifest names a source format that is not known",
        cause: """
            A manifest carries only the name of a source format; delimiter, quotes and code page \
            stay in Fin and Ops under "Data sources". Your company has a format of its own that \
            p2c was not told of.
            """,
        example: """
            products.zip/Manifest.xml
                … <SourceFormat>CSV semicolon DE</SourceFormat> …
            p2c run
                products.zip/Manifest.xml: Sellable released products is in the source format
                "CSV semicolon DE"; known are csv, csv-unicode, xml-attribute, xml-element
            """,
        remedy: "Add the format of that name, as Fin and Ops' data sources define it, to formats "
            + "in p2c.json")
    package static let unsafeInputPath = IssueCode(
        "P2C-PKG-009", .error, "The manifest names a file outside the package",
        cause: """
            Fin and Ops writes plain file names. A path that climbs out of the package by .. was \
            put there by a broken tool or on purpose.
            """,
        example: """
            products.zip/Manifest.xml
                … <InputFilePath>../../secret.csv</InputFilePath> …
            p2c run
                products.zip/Manifest.xml: Sellable released products is in ../../secret.csv
            """,
        remedy: "Do not trust this package; ask its sender for one exported from Fin and Ops")
    package static let severalPackages = IssueCode(
        "P2C-PKG-010", .error, "The zip holds several packages or folders",
        cause: """
            Somebody collected several exports in folders and zipped them all. p2c takes one \
            package at a time, so that each has its own run.
            """,
        example: """
            exports.zip/monday/Manifest.xml
                …
            exports.zip/tuesday/Manifest.xml
                …
            p2c validate
                exports.zip: Manifest.xml stands in 2 folders
            """,
        remedy: "Zip the files of one package, not the folder")
    package static let nestedPackage = IssueCode(
        "P2C-PKG-011", .error, "The zip holds other zip files",
        cause: """
            Several packages were zipped once more to send them as one file.
            """,
        example: """
            exports.zip/products.zip
                …
            exports.zip/customers.zip
                …
            p2c validate
                exports.zip: It holds nothing but zip files
            """,
        remedy: "Unpack it once and drop the packages that are in it")
    package static let noDataInPackage = IssueCode(
        "P2C-PKG-012", .error, "The package holds no data that can be read",
        cause: """
            The export ended before it wrote data, or the wrong zip was dropped.
            """,
        example: """
            accounts.zip/readme.docx
                …
            p2c validate
                accounts.zip: Of its 1 files none is CSV, XML or a workbook
            """,
        remedy: "Check that it is the exported package, and that the export had records")
    package static let fileNotOpened = IssueCode(
        "P2C-PKG-014", .error, "The file cannot be opened",
        cause: """
            The file was moved or deleted while p2c looked at it, or its owner did not give this \
            user the right to read it.
            """,
        example: """
            p2c run
                accounts.csv: The system says "Permission denied"
            """,
        remedy: "Check that it is still there and that p2c may read it")
    package static let packageInFolder = IssueCode(
        "P2C-PKG-020", .warning, "The package lies in a folder inside the zip",
        cause: """
            The folder was zipped instead of the files in it. Fin and Ops cannot find \
            PackageHeader.xml then and refuses the import.
            """,
        example: """
            products.zip
                products/Manifest.xml
                products/PackageHeader.xml
                products/Sellable released products.csv
            p2c run
                products.zip/products/Manifest.xml: Its files lie in products/
            """,
        remedy: "Nothing to do. Fin and Ops itself wants the files at the root of the zip")
    package static let noPackageHeader = IssueCode(
        "P2C-PKG-021", .warning, "The package has no PackageHeader.xml",
        cause: """
            The package was put together by hand or script, and the second control file was \
            forgotten. p2c needs only the manifest.
            """,
        example: """
            products.zip
                Manifest.xml
                Sellable released products.csv
            p2c run
                products.zip/Manifest.xml: It is missing
            """,
        remedy: "Nothing to do. Fin and Ops itself refuses such a package")
    package static let entityWithoutFile = IssueCode(
        "P2C-PKG-022", .warning, "The manifest lists an entity whose file is missing",
        cause: """
            Fin and Ops lists every entity of the data project and leaves out the files of those \
            without records.
            """,
        example: """
            products.zip
                Manifest.xml, which lists Sellable released products.csv
                PackageHeader.xml
            p2c run
                products.zip/Manifest.xml: Sellable released products.csv is not in the
                package
            """,
        remedy: "Nothing to do if the export had no records of it")
    package static let fileWithoutEntity = IssueCode(
        "P2C-PKG-023", .warning, "The package holds a file that no entity lists",
        cause: """
            Somebody put a note, a log or another export into the zip, or an entity was taken \
            out of the manifest.
            """,
        example: """
            accounts.zip/accounts.csv
                accountnumber,name
                C-100,Fabrikam
            accounts.zip/notes.docx
                …
            p2c validate
                accounts.zip/notes.docx: notes.docx is left out
            """,
        remedy: "Nothing to do if it need not travel; else give it the name that the manifest has, "
            + "or export it with its entity")
    package static let entityFileRenamed = IssueCode(
        "P2C-PKG-031", .error, "A file of the package has another name than in the manifest",
        cause: """
            A file was renamed after the export, its ending too, or the manifest was edited. The file that it names is \
            missing, and one that it does not name is there: left out, its records would be missed.
            """,
        example: """
            products.zip
                Manifest.xml, which lists Sellable released products.csv
                PackageHeader.xml
                products.csv
            p2c run
                products.zip/Manifest.xml: Sellable released products is in Sellable released
                products.csv, which is not in the package; products.csv is, and is not in the
                manifest
            """,
        remedy:
            "Give the file the name that the manifest has, or correct the manifest: InputFilePath, "
            + "and SourceFormat where the file is written otherwise; if it need not travel, take it out"
    )
    package static let mapWithoutField = IssueCode(
        "P2C-PKG-035", .warning, "A field map of Manifest.xml leads to nothing",
        cause: """
            The manifest was edited or made by a script: in EntityMap an element has another name \
            than XMLField or EntityField, or XMLField names a column that the file does not have. The \
            column keeps the name that it has in the file, and nothing of it travels where that is no \
            field of the entity.
            """,
        example: """
            products.zip
                Manifest.xml, with <XmlField>PRODUCTNUMBER</XmlField>
                PackageHeader.xml
                Sellable released products.csv
            p2c run
                products.zip/Manifest.xml: 1 map has XmlField in the place of XMLField
            """,
        remedy: "Correct the map in Manifest.xml, or export the package again")
    package static let entityDisabled = IssueCode(
        "P2C-PKG-024", .warning, "The entity is switched off in the data project",
        cause: """
            In the data project of Fin and Ops somebody set Disable for the entity, often to \
            save time in a test.
            """,
        example: """
            products.zip/Manifest.xml
                … <Disable>true</Disable> …
            p2c validate the package
                products.zip/Manifest.xml: Sellable released products is left out
            """,
        remedy: "Switch it on in Fin and Ops if its records should travel")
    // P2C-PKG-025 is retired.
    package static let fileNotWritten = IssueCode(
        "P2C-PKG-030", .error, "A file cannot be written",
        cause: """
            The disk is full, a quota is used up, or this user may not write to the folder.
            """,
        example: """
            p2c run
                accounts.csv: The system says "No space left on device"
            """,
        remedy: "Check the disk's free space and that p2c may write to the folder")
}

extension IssueCatalogue {
    package static let packages: [IssueCode] = [
        .unknownKindOfFile, .excelFile, .templatePackage, .historyPackage, .foreignManifest,
        .manifestNamespace, .manifestIncomplete, .unknownSourceFormat, .unsafeInputPath,
        .severalPackages, .nestedPackage, .noDataInPackage, .fileNotOpened, .packageInFolder,
        .noPackageHeader, .entityWithoutFile, .fileWithoutEntity, .entityFileRenamed,
        .mapWithoutField, .entityDisabled,
        .fileNotWritten,
    ]
}

extension IssueCode {
    package static let duplicateKey = IssueCode(
        "P2C-KEY-001", .error, "Another record of the package has the same key",
        cause: """
            The file has two records of one business key, or an incremental and a full export \
            were joined. Keys that differ only in upper and lower case, or in spaces at the end, \
            are the same for both systems; p2c compares letters beyond A to Z as they are written. The \
            first record travels.
            """,
        example: """
            accounts.csv
                accountnumber,name
                C-100,Fabrikam
                C-100,Fabrikam Inc.
            p2c run
                accounts.csv:3 (byte 34) record C-100: record 1 has the same accountnumber
            """,
        remedy: "Keep one of the two in the source, then drop the file again",
        microsoftCode: "DMF1959",
        otherMicrosoftCodes: ["DMF2057"])
    package static let nothingToConvert = IssueCode(
        "P2C-RUN-001", .error, "No template takes what the package holds",
        cause: """
            The file is of an entity that no template starts from, the template is switched off \
            in p2c.json, or the file's name does not tell the entity.
            """,
        example: """
            leads.csv
                subject,companyname
                Trade fair,Fabrikam
            p2c run
                leads.csv: entity file with leads; a bare file's name says what it holds, and no
                schema has this name
            """,
        remedy: "Switch on or add a template that starts from one of these entities, or add a "
            + "name that its schema lacks to the schema's aliases; then drop the file again")
    package static let entityWithoutTemplate = IssueCode(
        "P2C-RUN-002", .warning, "No template takes this entity",
        cause: """
            The package holds more than Prospect to cash needs, or a template is switched off.
            """,
        example: """
            export.zip
                accounts.csv
                leads.csv
            p2c run
                export.zip/leads.csv: leads is not converted
            """,
        remedy: "Nothing to do if it need not travel; else switch on or add a template for it")
    package static let noLegalEntity = IssueCode(
        "P2C-RUN-003", .error, "The legal entity is not known",
        cause: """
            The file lies in the inbox itself, and its records do not say of which company they \
            are. p2c takes it from the folder in the inbox and never guesses.
            """,
        example: """
            inbox/accounts.csv, and no defaultLegalEntity in p2c.json
                accountnumber,name
                C-100,Fabrikam
            p2c run
                accounts.csv: accounts.csv lies in inbox/ itself
            """,
        remedy: "Drop the file into a sub-folder of inbox named after the legal entity, or set "
            + "defaultLegalEntity in p2c.json; with p2c convert, give --legal-entity")
    package static let unknownLegalEntity = IssueCode(
        "P2C-RUN-004", .error, "The legal entity is not in the settings",
        cause: """
            The sub-folder of the inbox is misspelt, or the company was never added to p2c.json.
            """,
        example: """
            inbox/USFM/accounts.csv
                accountnumber,name
                C-100,Fabrikam
            p2c run
                accounts.csv: "USFM" is none of USMF
            """,
        remedy: "Add it to organizations in p2c.json, or correct the sub-folder's name",
        microsoftCode: "DIPV1016",
        otherMicrosoftCodes: ["DIPV1008", "DIPV1017"])
    package static let notConverted = IssueCode(
        "P2C-RUN-005", .error, "The package could not be converted",
        cause: """
            Something that only comes up on the way, such as a schema that does not say which \
            field is the id of its records.
            """,
        example: """
            schemas/sales/product.json, without primaryKey
                { "name": "product", … }
            p2c run
                The schema of product has no primaryKey, which names the id field. Add it in
                schemas/sales/product.json
            """,
        remedy: "Mend what the sentence names, then drop the file again")
    package static let referencesUnusable = IssueCode(
        "P2C-RUN-006", .error, "The file of references cannot be used",
        cause: """
            references.csv was saved by a spreadsheet that dropped or renamed a column, an id was \
            cut off or typed, a table is misspelt, or the file cannot be opened.
            """,
        example: """
            references.csv
                table,key,id,name
                transactioncurrency,USD,5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b01,US Dollar
            p2c run
                references.csv: The first line must name the columns
                table,keyField,key,id,name
            """,
        remedy: "Correct it; the columns are those of the references.csv that p2c init makes")
    package static let otherCompany = IssueCode(
        "P2C-RUN-007", .error, "The record belongs to another company",
        cause: """
            The file was dropped into another company's folder, or was made across companies: its \
            column dataAreaId (in Fin and Ops) or owningbusinessunit (in Sales) names several.
            """,
        example: """
            inbox/USMF/Sellable released products.csv
                ProductNumber,ProductName,dataAreaId
                D2,Cable,DEMF
            p2c run
                record D2: it is of DEMF, the package is taken for USMF
            """,
        remedy:
            "Drop the record into the sub-folder of inbox of its company, or the file into inbox "
            + "itself, where p2c distributes it; with p2c convert give --legal-entity")
    package static let recordWithoutCompany = IssueCode(
        "P2C-RUN-008", .error, "The record does not say its company",
        cause: """
            The file is distributed to several companies, and the record has no value in the column \
            that says which, or its entity has no such column.
            """,
        example: """
            inbox/accounts.csv, and no defaultLegalEntity in p2c.json
                accountnumber,name,owningbusinessunit
                C-1,Fabrikam,Contoso US
                C-2,Litware,
            p2c run
                record C-2: owningbusinessunit: it is blank
            """,
        remedy:
            "Export it with its company, or set defaultLegalEntity in p2c.json; then drop what was "
            + "set aside into inbox again")
    package static let companyNotMapped = IssueCode(
        "P2C-RUN-009", .error, "The record's company is not in the settings",
        cause: """
            The file is distributed to several companies, and a record is of a legal entity or \
            business unit that no row of organizations has, or that rows of several companies have. \
            An id of a business unit is known by references.csv.
            """,
        example: """
            inbox/accounts.csv
                accountnumber,name,owningbusinessunit
                C-1,Fabrikam,Contoso US
                C-3,Tailspin,Contoso FR
            p2c run
                record C-3: no row of organizations has the business unit "Contoso FR"
            """,
        remedy: "Add a row for it to organizations in p2c.json, or for an id one of the table "
            + "businessunit to references.csv; then drop what was set aside into inbox again")
    package static let companyColumnMissing = IssueCode(
        "P2C-RUN-010", .warning, "Records go with the default company for want of a column",
        cause: """
            The file is distributed to several companies, and one of its entities was exported without \
            the column that says the company, such as lines beside headers that have it.
            """,
        example: """
            inbox/quotes.zip
                quotes.csv, with the column owningbusinessunit
                quotedetails.csv, without it
            p2c run
                quotes.zip/quotedetails.csv: owningbusinessunit: 12 records go with USMF
            """,
        remedy:
            "Export the entity with that column, or drop its files into the sub-folders of inbox of "
            + "their companies")
    package static let deletionsNotDistributed = IssueCode(
        "P2C-RUN-011", .warning, "Deleted records are of no known company",
        cause: """
            A package that is distributed to several companies, a CDM folder or a data.xml, has \
            records that were deleted in the source. Each goes to the company for which p2c took it before, by its id, or else to \
            the one that it still says; of these there is neither, and no company's delivery lists \
            them.
            """,
        example: """
            inbox/lake/model.json
                account, with Id, SinkModifiedOn, IsDelete and owningbusinessunit
            p2c run
                lake/account: 1 deleted record of no known company:
                1ae2a8ad-1b6e-4d0c-8c3f-2f1f0d4b9b01
            """,
        remedy: "Delete them in the destination by hand if a company has them there")
    package static let projectWithoutTemplate = IssueCode(
        "P2C-RUN-012", .error, "No template of the company's projects takes the package",
        cause: """
            Where projects of p2c.json cover a company, they alone say what runs for it: a template \
            that is on and in none of them does not run.
            """,
        example: """
            p2c.json
                projects: { "Night": { legalEntities: ["USMF"],
                  templates: ["Products (Fin and Ops to Sales)"] } }
            inbox/USMF/accounts.csv
                accountnumber,name
                C-100,Fabrikam
            p2c run
                accounts.csv: entity file with accounts; of projects, "Night" says what runs
                for USMF, and lists no template for it; "Accounts (Sales to Fin and Ops)"
                would take it
            """,
        remedy: "Add the template to templates of the project in p2c.json, or take the file out of "
            + "the inbox")
    package static let filterColumnMissing = IssueCode(
        "P2C-RUN-013", .warning, "The source filter reads a column that the file lacks",
        cause: """
            The export was made without the column, or it is called otherwise. A column that is not \
            there counts as null in every record: eq holds for none, and ne for all.
            """,
        example: """
            contacts.csv
                contactid,fullname
                1ae2a8ad-1b6e-4d0c-8c3f-2f1f0d4b9b01,Ann
            p2c run
                contacts.csv: statecode eq 0 took out every record (1), and the file has no
                column statecode
            """,
        remedy: "Export the file with the column, or take the condition out of the template's "
            + "sourceFilter")
}

extension IssueCatalogue {
    package static let delivery: [IssueCode] = [
        .duplicateKey, .nothingToConvert, .entityWithoutTemplate, .noLegalEntity,
        .unknownLegalEntity, .notConverted, .referencesUnusable,
        .otherCompany, .recordWithoutCompany, .companyNotMapped, .companyColumnMissing,
        .deletionsNotDistributed, .projectWithoutTemplate, .filterColumnMissing,
    ]
}

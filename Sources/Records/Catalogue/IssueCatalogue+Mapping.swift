extension IssueCode {
    package static let templateUnreadable = IssueCode(
        "P2C-MAP-001", .error, "The template is not readable as JSON5",
        cause: """
            A brace, comma or quote is missing or too much after editing template.json.
            """,
        example: """
            template.json
                { sourceField: "name" destinationField: "OrganizationName" }
            p2c run
                template.json:30:35: expected ',' or '}', found 'd'
            """,
        remedy: "Correct the text at that place; comments, trailing commas and keys without "
            + "quotes are allowed")
    package static let templateKeyUnknown = IssueCode(
        "P2C-MAP-002", .error, "The template has a key that p2c does not know",
        cause: """
            A misspelt key in template.json. p2c refuses it, so that no setting is passed over \
            in silence.
            """,
        example: """
            template.json
                { sourceFeild: "name", destinationField: "OrganizationName" }
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1].sourceFeild: unknown key
                'sourceFeild'; known here: sourceField, destinationField, valueTransforms, …
            """,
        remedy: "Correct the spelling, or take the key out")
    package static let templateKeyRepeated = IssueCode(
        "P2C-MAP-003", .error, "A key of the template is given twice",
        cause: """
            A line of template.json was copied and only half changed. Which of the two is meant \
            cannot be told.
            """,
        example: """
            template.json
                { sourceField: "name", sourceField: "fullname", … },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1].sourceField: 'sourceField'
                is given twice
            """,
        remedy: "Keep one of the two")
    package static let templateValueWrong = IssueCode(
        "P2C-MAP-004", .error, "A value of the template is missing or of the wrong kind",
        cause: """
            A text stands where a list is wanted, a key is missing, or a word is not one of \
            those that are known.
            """,
        example: """
            template.json
                destinationEnvironment: "Dataverse",
            p2c run
                template.json:23 tasks[0].legs[0].destinationEnvironment: 'Dataverse' is none
                of Sales, CDS, Fin and Ops
            """,
        remedy:
            "Give the value as docs/templates.md says, or as the templates that come with p2c do",
        microsoftCode: "DIPV1024")
    package static let templateStructureWrong = IssueCode(
        "P2C-MAP-005", .error, "The template's tasks and legs do not fit together",
        cause: """
            A leg was copied or renamed and its neighbour was not. A task leads from the source \
            to CDS and from there to the destination, or straight to the destination.
            """,
        example: """
            template.json
                legs: [
                  { … destinationEnvironment: "CDS", destinationSchema: "Account" },
                  { sourceEnvironment: "Sales", sourceSchema: "Account", … },
                ]
            p2c run
                template.json:177 tasks[0].legs[1]: the leg starts from Sales Account, but the
                leg before it ends in CDS Account
            """,
        remedy: "Give every task its own name and one leg, or two legs of which the second starts "
            + "where the first ends")
    package static let sourceFilterWrong = IssueCode(
        "P2C-MAP-006", .error, "The source filter cannot be understood",
        cause: """
            The filter is written as in SQL or Excel, or compares a field with a value of another \
            type. It follows OData: eq, ne, lt, le, gt, ge, in, and, or, not, functions, texts in \
            single quotes.
            """,
        example: """
            template.json
                sourceFilter: "accountnumber <> null",
            p2c run
                template.json:26 tasks[0].legs[0].sourceFilter: this sign has no meaning here
            """,
        remedy:
            "Write comparisons such as: statecode eq 0 and (name ne null or creditlimit gt 0.5)",
        microsoftCode: "DIPV1012")
    package static let destinationMappedTwice = IssueCode(
        "P2C-MAP-007", .error, "Two mappings of a leg fill the same destination field",
        cause: """
            Two rows of a template write to one field, mostly after a row was added beside the \
            one that comes with p2c.
            """,
        example: """
            template.json
                { sourceField: "name", destinationField: "OrganizationName" },
                { sourceField: "description", destinationField: "OrganizationName" },
            p2c run
                template.json:31 tasks[0].legs[0].fieldMappings[2]: 'OrganizationName' is
                filled by another mapping already
            """,
        remedy: "Take one of the two out, or disable it with enabled: false",
        microsoftCode: "DIPV1026")
    package static let valueMapEmpty = IssueCode(
        "P2C-MAP-008", .error, "A value map has no entries",
        cause: """
            A value map was begun and not filled in.
            """,
        example: """
            template.json
                valueTransforms: [{ transformType: "ValueMap", valueMap: {} }],
            p2c run
                template.json:57 tasks[0].legs[0].fieldMappings[13]: the value map is empty
            """,
        remedy: "Add entries, or take the transform out")
    package static let valueMapKeyRepeated = IssueCode(
        "P2C-MAP-009", .error, "Two entries of a value map have the same key",
        cause: """
            An entry was copied, or two keys differ only in upper and lower case, which p2c \
            takes as one. In a map that is read for the way back the values are the keys: two \
            that become one cannot be told apart there.
            """,
        example: """
            template.json
                valueMap: { "Yes": "true", "yes": "false" },
            p2c run
                template.json:57 tasks[0].legs[0].fieldMappings[13]: the value map has the key
                'yes' twice
            """,
        remedy: "Keep one of the two; upper and lower case count as the same",
        microsoftCode: "DIPV1029")
    package static let integrationKeyNotMapped = IssueCode(
        "P2C-MAP-010", .error, "A field of the integration key is not mapped",
        cause: """
            The integration key says by which fields a record is found again. A row that fills \
            one of them was taken out, switched off or renamed. A leg without integrationKey has \
            the key that its own file or the destination's schema tells, which may be another one \
            than the rows fill.
            """,
        example: """
            template.json
                integrationKey: ["AccountId", "Organization_OrganizationId"],
                fieldMappings: [
                  { sourceField: "name", destinationField: "OrganizationName" },
                ],
            p2c run
                template.json:24 tasks[0].legs[0].integrationKey: no mapping fills the key field
                'AccountId'
            """,
        remedy: "Add a mapping that fills the field, or name the fields of the key by "
            + "integrationKey of the leg",
        microsoftCode: "DIPV1003",
        otherMicrosoftCodes: ["DIPV1004", "DIPV1014", "DIPV1015"])
    package static let mappingWithoutSource = IssueCode(
        "P2C-MAP-011", .error, "A mapping has neither a source field nor a default value",
        cause: """
            A row names only the destination. Without a source field and without a default \
            nothing could ever be written there.
            """,
        example: """
            template.json
                { destinationField: "OrganizationName" },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: nothing fills
                'OrganizationName'
            """,
        remedy: "Name a sourceField, or add a Default transform",
        microsoftCode: "DIPV1021",
        otherMicrosoftCodes: ["DIPV1031"])
    package static let defaultNotInValueMap = IssueCode(
        "P2C-MAP-012", .error, "A default value is not in the value map that follows it",
        cause: """
            Transforms work in the order in which they stand. Here a default goes through a \
            value map that does not know it and refuses what it does not know.
            """,
        example: """
            template.json
                valueTransforms: [
                  { transformType: "Default", defaultValue: "Prospect" },
                  { transformType: "ValueMap", valueMap: { "3": "Customer" }, unmapped: "error" },
                ],
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: the default "Prospect" of
                'OrganizationName' is not in the value map
            """,
        remedy: "Add the default value to the map, or put the Default behind the ValueMap")
    package static let entityWithoutSchema = IssueCode(
        "P2C-MAP-013", .error, "The template names an entity that has no schema",
        cause: """
            The entity's name is misspelt in the template, or its schema was deleted or renamed.
            """,
        example: """
            template.json
                sourceSchema: "Acounts",
            p2c run
                template.json:21 tasks[0].legs[0].sourceSchema: there is no schema for Sales Acounts
            """,
        remedy: "Correct the name, or add a schema for the entity to schemas/",
        microsoftCode: "DIPV1018",
        otherMicrosoftCodes: ["DIPV1020"])
    package static let sourceFieldUnknown = IssueCode(
        "P2C-MAP-014", .error, "The source entity has no such field",
        cause: """
            The field is misspelt, belongs to another entity, or comes from you or another \
            solution (msdyn_… columns in maps of dual-write) and is not yet in the schema.
            """,
        example: """
            template.json
                { sourceField: "nam", destinationField: "OrganizationName" },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: Sales Accounts has no
                field 'nam'
            """,
        remedy: "Correct the name; or bring the field into the schema with p2c schema import or an "
            + "overlay; or switch the row off with enabled: false",
        microsoftCode: "DIPV1022")
    package static let destinationFieldUnknown = IssueCode(
        "P2C-MAP-015", .error, "The destination entity has no such field",
        cause: """
            The field is misspelt, belongs to another version of the entity, or comes from you or \
            another solution (msdyn_… columns in maps of dual-write) and is not yet in the schema.
            """,
        example: """
            template.json
                { sourceField: "name", destinationField: "OrganisationName" },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: CDS Account has no field
                'OrganisationName'
            """,
        remedy: "Correct the name; or bring the field into the schema with p2c schema import or an "
            + "overlay; or switch the row off with enabled: false",
        microsoftCode: "DIPV1025")
    package static let typesDoNotFit = IssueCode(
        "P2C-MAP-021", .error, "A field can never take the values of the other",
        cause: """
            The two fields of a row were mixed up, or the value has to be computed: a number is no day, \
            a day is neither yes nor no.
            """,
        example: """
            template.json
                { sourceField: "creditlimit", destinationField: "Birthdate" },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: 'creditlimit' is a decimal
                number, and 'Birthdate' is a date
            """,
        remedy: "Correct one of the names, or compute the value with an expression",
        microsoftCode: "DIPV1030")
    package static let defaultNoOption = IssueCode(
        "P2C-MAP-022", .error, "A default value is none of the field's options",
        cause: """
            The default is misspelt, or the list of options in the schema lacks it. Every record that \
            gets the default would be set aside.
            """,
        example: """
            template.json
                { destinationField: "InvoiceAddress",
                  valueTransforms: [{ transformType: "Default", defaultValue: "Customer" }] },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: "Customer" is no option of
                'InvoiceAddress'; there are "InvoiceAccount", "OrderAccount"
            """,
        remedy: "Write one of the options, or add the value to the categories of the field's schema"
    )
    package static let keyWithoutCompany = IssueCode(
        "P2C-MAP-023", .error, "The integration key does not tell companies apart",
        cause: """
            The Common Data Service has the records of all companies in one table. When the key \
            lacks the organization, a record of one company takes the place of that of another \
            with the same number.
            """,
        example: """
            template.json
                destinationEnvironment: "CDS", destinationSchema: "Vehicle",
                integrationKey: ["VehicleId"],
            p2c run
                template.json:20 tasks[0].legs[0]: the key of CDS Vehicle is 'VehicleId', the
                same for records of two companies
            """,
        remedy: "List Organization_OrganizationId in integrationKey, have the field in the CDS "
            + "schema, and fill it: { destinationField: \"Organization_OrganizationId\", valueTransforms: "
            + "[{ transformType: \"Default\", defaultValue: \"ORG001\" }] }")
    package static let madeValueUnfit = IssueCode(
        "P2C-MAP-024", .error, "A value that the template makes does not fit its field",
        cause: """
            A Default or an entry of a value map is misspelt, too long, or of another type than the \
            field. Every record that gets it would be set aside.
            """,
        example: """
            template.json
                { destinationField: "InstallationDate",
                  valueTransforms: [{ transformType: "Default", defaultValue: "tomorrow" }] },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: the default gives
                'InstallationDate' what it cannot take: "tomorrow" is not a date
            """,
        remedy: "Write a value that the field takes, or correct the field in its schema")
    package static let lookupWithoutTable = IssueCode(
        "P2C-MAP-016", .error, "The table behind a lookup is not known",
        cause: """
            A name with a point, such as name.code, means a field of the record that a lookup \
            leads to. The field before the point is no lookup, or its schema does not say to \
            which table it leads.
            """,
        example: """
            template.json
                { sourceField: "name.code", destinationField: "OrganizationName" },
            p2c run
                template.json:30 tasks[0].legs[0].fieldMappings[1]: 'name' of Sales Accounts
                is no lookup: nothing lies behind it
            """,
        remedy: "Name the table in the field's lookup in the entity's schema",
        microsoftCode: "DIPV1027",
        otherMicrosoftCodes: ["DIPV1028"])
    package static let keyColumnMissing = IssueCode(
        "P2C-MAP-017", .error, "The file has no column from which the key can be made",
        cause: """
            The export was set up without the field that tells records apart, or the column was \
            deleted or renamed in a spreadsheet.
            """,
        example: """
            Sellable released products.csv
                PRODUCTNAME,SALESPRICE
                Trail bike,499
            p2c run
                template.json:27 tasks[0].legs[0].fieldMappings[0]: the file has no column
                'ProductNumber' for the key field 'ProductId'
            """,
        remedy: "Export the entity again with that column",
        microsoftCode: "DIPV1014")

    package static let valueNotMapped = IssueCode(
        "P2C-MAP-101", .error, "The value map has no entry for the value",
        cause: """
            The source has a unit, country or option that nobody put into the template's value \
            map. Nothing is made up: the record waits in quarantine.
            """,
        example: """
            Sellable released products.csv
                PRODUCTNUMBER,PRODUCTNAME,SALESUNITSYMBOL
                P-100,Trail bike,crate
            p2c run
                Sellable released products.csv:2 (byte 42) record P-100: "crate" is not in the
                value map for DefaultSellingQuantity_UOM, which knows "ea", "pcs"
            """,
        remedy:
            "Fill in its row of unmapped-values.csv or add the value to the map in the template, "
            + "then drop the package again; or correct it in the source")
    package static let referenceNotFound = IssueCode(
        "P2C-MAP-102", .error, "The record that a lookup points to is not known",
        cause: """
            Ids of currencies, units and price lists differ in every environment of Sales, so \
            p2c looks them up in references.csv or in the package. The one that is meant here is \
            in neither. Of accounts, contacts and others that passed before, p2c knows the number \
            and the id, and where these are to come the record waits for them (P2C-WAIT-001), \
            unless the settings let nothing wait; every other field behind a lookup has to be in \
            references.csv, in the package, or in a column of the file that is named as in the \
            template.
            """,
        example: """
            accounts.csv
                accountnumber,name,transactioncurrencyid
                C-100,Fabrikam,Kroner
            p2c run
                accounts.csv:2 (byte 41) record C-100: "Kroner" is no record of
                transactioncurrency in the references
            """,
        remedy: "Add it to references.csv, with the field behind the lookup as its keyField, or "
            + "correct the value in the source")
    package static let referenceAmbiguous = IssueCode(
        "P2C-MAP-103", .error, "A lookup points to several records",
        cause: """
            Two records of references.csv, or of the exports so far, have the same name and different \
            keys, and the file gives only the name.
            """,
        example: """
            references.csv
                table,keyField,key,id,name
                transactioncurrency,isocurrencycode,USD,5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b01,Dollar
                transactioncurrency,isocurrencycode,CAD,5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b02,Dollar
            accounts.csv
                accountnumber,name,transactioncurrencyid
                C-100,Fabrikam,Dollar
            p2c run
                accounts.csv:2 (byte 41) record C-100: "Dollar" stands for several records of
                transactioncurrency in the references
            """,
        remedy:
            "Let the source give the id; or, where both records are in references.csv, give them "
            + "different names there")
    package static let lookupContradicted = IssueCode(
        "P2C-MAP-108", .warning, "The id and the code of a lookup are of two records",
        cause: """
            The file has a lookup twice: its id, and in a column named as in the template the code of the \
            record that it leads to. They name different records, as where one of the two columns was \
            edited or sorted by itself. The code is what travels.
            """,
        example: """
            accounts.csv
                accountnumber,name,transactioncurrencyid,transactioncurrencyid.isocurrencycode
                C-100,Fabrikam,5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b01,EUR
            p2c run
                accounts.csv:2 (byte 79) record C-100: it is "EUR", and
                "5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b01" in 'transactioncurrencyid' is "USD"
            """,
        remedy:
            "Correct the one that is wrong in the source and run again; or leave one of the two out"
    )
}

extension IssueCatalogue {
    package static let mapping: [IssueCode] = [
        .templateUnreadable, .templateKeyUnknown, .templateKeyRepeated, .templateValueWrong,
        .templateStructureWrong, .sourceFilterWrong, .destinationMappedTwice, .valueMapEmpty,
        .valueMapKeyRepeated, .integrationKeyNotMapped, .mappingWithoutSource,
        .defaultNotInValueMap, .entityWithoutSchema, .sourceFieldUnknown,
        .destinationFieldUnknown, .lookupWithoutTable, .typesDoNotFit, .defaultNoOption,
        .keyWithoutCompany, .madeValueUnfit, .keyColumnMissing,
        .valueNotMapped,
        .referenceNotFound, .referenceAmbiguous, .lookupContradicted,
    ]
}

/// Values of Configuration Migration packages.
extension IssueCode {
    package static let partyListUnwritable = IssueCode(
        "P2C-CMT-001", .error, "The value is no party list",
        cause: """
            A template of your own writes plain text into a field such as "to" or \
            "requiredattendees", which holds records: who takes part in an activity.
            """,
        example: """
            p2c run
                data.zip/data.xml requiredattendees: The value is not the XML of records
            """,
        remedy: "Leave the field out of the template, or copy the party list as the package has it")
    package static let datesWithoutZone = IssueCode(
        "P2C-CMT-020", .warning, "Dates have no time zone and are taken as UTC",
        cause: """
            Configuration Migration tools from before 2020 write dates in the form of the United \
            States, in the time zone of the computer that they ran on.
            """,
        example: """
            data.zip/data_schema.xml
                <entities><entity name="account">
                  <fields><field name="lastonholdtime" type="datetime" /></fields>
                </entity></entities>
            data.zip/data.xml
                <entities><entity name="account"><records>
                  <record id="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10">
                    <field name="lastonholdtime" value="3/14/2018 10:30:00 AM" />
                  </record>
                </records></entity></entities>
            p2c validate
                data.zip/data.xml: 1 values have the US form
            """,
        remedy:
            "Nothing to do if the computer that exported them ran in UTC; else export again with "
            + "a Configuration Migration tool of 2020 or later, which writes UTC")
}

/// Packages of the Configuration Migration tool.
extension IssueCode {
    package static let unknownSection = IssueCode(
        "P2C-CMT-021", .warning, "An entity of data.xml has a section that p2c does not know",
        cause: """
            Beside the records and the relations of an entity, or in its list of deleted records, stands \
            something that the Configuration Migration tool does not write. Another program made the \
            file.
            """,
        example: """
            data.xml
                <entity name="account"><records>…</records>
                <mergerecords><record id="…"/></mergerecords></entity>
            p2c run
                data.zip/data.xml: mergerecords with 1 element is not read
            """,
        remedy: "Look into the section; what it asks for has to be done by hand")
    package static let migrationDeleted = IssueCode(
        "P2C-CMT-022", .warning, "Records that the package says were deleted are left out",
        cause: """
            An entity of data.xml has a section deleterecords: the source deleted these records. Only \
            their ids are left of them.
            """,
        example: """
            data.xml
                <entity name="account"><records>…</records>
                <deleterecords><record id="…"/></deleterecords></entity>
            p2c run
                data.zip/data.xml: 1 record: deleterecords
            """,
        remedy: deletionRemedy)
    package static let recordWithTwoIDs = IssueCode(
        "P2C-CMT-023", .error, "The record has two ids",
        cause: """
            The Configuration Migration tool writes a record's id twice: as id of the record, and in \
            the primary id field. Somebody changed one of them, so that nobody knows which record of \
            Sales is meant.
            """,
        example: """
            data.zip/data_schema.xml
                <entities><entity name="account" primaryidfield="accountid">
                  <fields><field name="accountid" type="guid" /></fields>
                </entity></entities>
            data.zip/data.xml
                <entities><entity name="account"><records>
                  <record id="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10">
                    <field name="accountid" value="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a11" />
                  </record>
                </records></entity></entities>
            p2c validate
                data.zip/data.xml:2 (byte 45): Its id is
                c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10, and its field accountid is
                c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a11
            """,
        remedy: "Correct the id in data.xml that is wrong, and drop the package again")
    package static let deletedIDUnknown = IssueCode(
        "P2C-CMT-024", .warning, "Ids of deleted records are no ids of Sales",
        cause: """
            Sales knows its records by GUIDs, and deleterecords of data.xml lists those that were \
            deleted. A hand or a script wrote something else: a number, or an id that was cut. No \
            record that p2c knows has it, so none is told to be deleted.
            """,
        example: """
            data.xml
                <entity name="account"><records>…</records>
                <deleterecords><record id="ACC-1001"/></deleterecords></entity>
            p2c run
                data.zip/data.xml:2 (byte 68): "ACC-1001" is no GUID
            """,
        remedy: "Write the id that the record had in Sales, or delete the record by hand")
    package static let migrationSchemaOnly = IssueCode(
        "P2C-PKG-013", .error,
        "The file is the schema of a Configuration Migration and has no data",
        cause: """
            The Configuration Migration tool saves the schema that you put together as a file of \
            its own. The records come only with its second step, "Export data".
            """,
        example: """
            data_schema.xml
                <entities>
                  <entity name="account">
                    <fields><field name="accountnumber" type="string" /></fields>
                  </entity>
                </entities>
            p2c validate
                data_schema.xml: It holds fields and no records
            """,
        remedy: "Export data with that schema in the Configuration Migration tool, and drop its zip"
    )
    package static let migrationDataRenamed = IssueCode(
        "P2C-PKG-034", .error, "data.xml of a Configuration Migration has another name",
        cause: """
            A zip or folder with data_schema.xml has its records in a file that is not called \
            data.xml, as a browser or a copy names the second file of one name. The Configuration \
            Migration tool itself would not find it either.
            """,
        example: """
            data.zip/data_schema.xml
                <entities><entity name="account">
                  <fields><field name="accountnumber" type="string" /></fields>
                </entity></entities>
            data.zip/Data1.xml
                <entities><entity name="account"><records /></entity></entities>
            p2c validate
                data.zip/Data1.xml: Data1.xml looks like data.xml of the Configuration Migration
                tool
            """,
        remedy: "Rename it to data.xml, and drop the package again")
    package static let recordWithoutID = IssueCode(
        "P2C-PKG-015", .error, "The record has no id",
        cause: """
            p2c makes the ids of Sales records from their business keys. A template of your own \
            writes a record whose key is blank.
            """,
        example: """
            p2c run
                products.zip/data.xml: Record 12 has no value in its primary id field
            """,
        remedy: "Fill the primary id field; the template makes it from the business key")
    package static let relationsSkipped = IssueCode(
        "P2C-PKG-026", .warning,
        "Many-to-many relations or party lists are not in the package's schema",
        cause: """
            The Configuration Migration tool also exports who belongs to which marketing list \
            and the like. data_schema.xml was changed by hand or script and does not declare \
            them, so p2c cannot tell which tables they join.
            """,
        example: """
            data.zip/data_schema.xml
                <entities><entity name="account">
                  <fields><field name="accountnumber" type="string" /></fields>
                </entity></entities>
            data.zip/data.xml
                <entities><entity name="account">
                  <records><record id="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10">
                    <field name="accountnumber" value="C-100" />
                  </record></records>
                  <m2mrelationships>
                    <m2mrelationship sourceid="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10" />
                  </m2mrelationships>
                </entity></entities>
            p2c validate
                data.zip/data.xml: 1 of them were skipped
            """,
        remedy:
            "Nothing to do if they need not travel; else export the package again with a schema "
            + "that has them")
    package static let undeclaredField = IssueCode(
        "P2C-PKG-027", .warning, "Records have fields that the package's schema does not declare",
        cause: """
            One of data.xml and data_schema.xml was changed by hand or script and the other was not. \
            What the schema does not declare is not read, and the Configuration Migration tool would \
            not import it either. The place is that of the first record with the field.
            """,
        example: """
            data.zip/data_schema.xml
                <entities><entity name="account">
                  <fields><field name="accountnumber" type="string" /></fields>
                </entity></entities>
            data.zip/data.xml
                <entities><entity name="account"><records>
                  <record id="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10">
                    <field name="accountnumber" value="C-100" />
                    <field name="new_region" value="North" />
                  </record>
                </records></entity></entities>
            p2c validate
                data.zip/data.xml:2 (byte 45): 1 record has new_region, and its value does not
                travel.
            """,
        remedy:
            "Correct the field's name in data.xml; if its values are needed, add it to the schema in "
            + "the Configuration Migration tool")
    package static let undeclaredEntity = IssueCode(
        "P2C-PKG-032", .warning,
        "data.xml has records of an entity that data_schema.xml does not declare",
        cause: """
            Somebody put the data of two exports together, or changed one of the two files. The \
            Configuration Migration tool itself imports what the schema declares.
            """,
        example: """
            data_schema.xml
                <entity name="account" ...>
            data.xml
                <entity name="account">...</entity>
                <entity name="accountleads"><records><record id="...">
            p2c run
                data.zip/data.xml: 14 records are of accountleads, which data_schema.xml does
                not declare, and not read.
            """,
        remedy: "Correct the name in data.xml, or export the entity together with its schema")
    package static let misnamedEntity = IssueCode(
        "P2C-PKG-033", .error, "data.xml names an entity otherwise than data_schema.xml",
        cause: """
            One of the two files was changed by hand or script. data.xml has records under a name that \
            data_schema.xml does not declare, and either nothing of an entity that it declares, or the \
            name is a letter or two away from one.
            """,
        example: """
            data.zip/data_schema.xml
                <entities><entity name="account">
                  <fields><field name="accountnumber" type="string" /></fields>
                </entity></entities>
            data.zip/data.xml
                <entities><entity name="acount"><records>
                  <record id="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10">
                    <field name="accountnumber" value="C-100" />
                  </record>
                </records></entity></entities>
            p2c validate
                data.zip/data.xml: 1 record is of acount, which data_schema.xml does not
                declare; the nearest that it declares is "account"
            """,
        remedy:
            "Correct the name of the entity in data.xml, where it is the same, or export both files "
            + "again")
    package static let noMigrationSchema = IssueCode(
        "P2C-PKG-028", .warning, "The package has no data_schema.xml",
        cause: """
            data.xml was taken out of its zip, or a script wrote only that file.
            """,
        example: """
            data.xml
                <entities><entity name="account"><records>
                  <record id="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10">
                    <field name="accountnumber" value="C-100" />
                  </record>
                </records></entity></entities>
            p2c validate
                data.xml: Fields are known by the records alone
            """,
        remedy:
            "Nothing to do: fields are taken from the records. The Configuration Migration tool "
            + "itself wants it")
    package static let relativeDates = IssueCode(
        "P2C-PKG-029", .warning, "The package's dates are meant to shift on import",
        cause: """
            The schema was made for demonstration data: dateMode says that the tool moves all \
            dates on import by the time since the export. p2c does not move them.
            """,
        example: """
            data.zip/data_schema.xml
                <entities dateMode="relative"><entity name="account">
                  <fields><field name="lastonholdtime" type="datetime" /></fields>
                </entity></entities>
            data.zip/data.xml
                <entities><entity name="account"><records /></entity></entities>
            p2c validate
                data.zip/data.xml: These are relative to the export:
                account.lastonholdtime
            """,
        remedy:
            "Nothing to do if the dates as they were at the export are right; else export again "
            + "with absolute dates")
}

extension IssueCatalogue {
    package static let migration: [IssueCode] = [
        .unknownSection, .migrationDeleted, .recordWithTwoIDs, .deletedIDUnknown,
        .migrationSchemaOnly, .migrationDataRenamed, .recordWithoutID, .relationsSkipped,
        .undeclaredField,
        .undeclaredEntity, .misnamedEntity, .noMigrationSchema, .relativeDates,
        .partyListUnwritable,
        .datesWithoutZone,
    ]
}

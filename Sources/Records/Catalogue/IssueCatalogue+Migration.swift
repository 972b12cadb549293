/// Packages of the Configuration Migration tool.
extension IssueCode {
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
        "P2C-PKG-026", .warning, "Many-to-many relations and party lists are not read",
        cause: """
            The Configuration Migration tool also exports who belongs to which marketing list \
            and the like. Prospect to cash has no such relations.
            """,
        example: """
            data.xml
                <entities><entity name="account">
                  <records><record id="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10">
                    <field name="accountnumber" value="C-100" />
                  </record></records>
                  <m2mrelationships>
                    <m2mrelationship sourceid="c7f0a1de-8a3c-4f0e-9a3b-2d9b3f1c5a10" />
                  </m2mrelationships>
                </entity></entities>
            p2c validate
                data.xml: 1 of them were skipped
            """,
        remedy: "Nothing to do: no template needs them")
    package static let undeclaredField = IssueCode(
        "P2C-PKG-027", .warning, "Records have fields that the package's schema does not declare",
        cause: """
            data.xml was changed by hand or script and data_schema.xml was not. The field is \
            read all the same; the Configuration Migration tool would not import it.
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
                data.zip/data.xml: 1 records have new_region
            """,
        remedy: "Add the field to the schema in the Configuration Migration tool if it is needed")
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
                  <fields><field name="accountnumber" type="string" /></fields>
                </entity></entities>
            data.zip/data.xml
                <entities><entity name="account"><records /></entity></entities>
            p2c validate
                data.zip/data.xml: Its schema has a dateMode
            """,
        remedy: "They are taken as they are. Export with absolute dates to be sure")
}

extension IssueCatalogue {
    package static let migration: [IssueCode] = [
        .migrationSchemaOnly, .recordWithoutID, .relationsSkipped, .undeclaredField,
        .noMigrationSchema, .relativeDates,
    ]
}

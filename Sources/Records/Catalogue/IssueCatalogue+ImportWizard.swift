/// Packages of the Import Data Wizard.
extension IssueCode {
    package static let partColumnsDiffer = IssueCode(
        "P2C-IDW-001", .error, "The parts of a table have different columns",
        cause: """
            A table was split into files named Account_1.csv, Account_2.csv and so on, and one \
            of them was exported with other columns. Or the files only look like parts by their \
            names.
            """,
        example: """
            set.zip/Account_1.csv
                accountnumber,name
                C-100,Fabrikam
            set.zip/Account_2.csv
                accountnumber,telephone1
                C-101,555-0101
            p2c validate
                set.zip/Account_2.csv: The header is accountnumber, telephone1, that of the first
                part accountnumber, name
            """,
        remedy: "Give all parts the same header, or rename the files if they are no parts of one "
            + "table: parts end in _1, _2 and so on")
    package static let wizardValueTooLong = IssueCode(
        "P2C-IDW-002", .error, "A record does not fit into a file of the Import Data Wizard",
        cause: """
            p2c splits tables into files of less than 8 MB, the most that the wizard takes. A \
            single record that is larger has no place.
            """,
        example: """
            products.csv, with a description of 9 MB
            p2c run, with sales: "Import Data Wizard" in p2c.json
                products.csv: It takes 9437312 bytes of 8000000
            """,
        remedy: "Shorten the value; the wizard takes files of less than 8 MB")
    package static let mapStepsIgnored = IssueCode(
        "P2C-IDW-020", .warning, "The data map asks for something that is not done here",
        cause: """
            The data map tells the wizard to drop duplicates or to transform values while it \
            imports. p2c takes the values as the files have them.
            """,
        example: """
            set.zip/map.xml
                <Map Name="m"><EntityMaps>
                  <EntityMap TargetEntityName="account" SourceEntityName="accounts"
                    Dedupe="Eliminate"><AttributeMaps /></EntityMap>
                </EntityMaps></Map>
            set.zip/accounts.csv
                accountnumber,name
                C-100,Fabrikam
            p2c validate
                set.zip/map.xml: It asks for dropping duplicates of account
            """,
        remedy: "Do it in the template, or in the source")
    package static let mapWithoutFile = IssueCode(
        "P2C-IDW-021", .warning, "The data map names a file that the zip does not hold",
        cause: """
            The data map is for several tables, and the file of one was not packed or has \
            another name.
            """,
        example: """
            set.zip/map.xml
                <Map Name="m"><EntityMaps>
                  <EntityMap TargetEntityName="account" SourceEntityName="accounts">
                    <AttributeMaps />
                  </EntityMap>
                  <EntityMap TargetEntityName="contact" SourceEntityName="contacts">
                    <AttributeMaps />
                  </EntityMap>
                </EntityMaps></Map>
            set.zip/accounts.csv
                accountnumber,name
                C-100,Fabrikam
            p2c validate
                set.zip/map.xml: There is no file contacts
            """,
        remedy: "Nothing to do if it had no records; else name the file as SourceEntityName does")
}

extension IssueCatalogue {
    package static let importWizard: [IssueCode] = [
        .partColumnsDiffer, .wizardValueTooLong, .mapStepsIgnored, .mapWithoutFile,
    ]
}

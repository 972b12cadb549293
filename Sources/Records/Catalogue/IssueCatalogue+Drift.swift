/// Columns that are not as they were the last time.
extension IssueCode {
    package static let columnCame = IssueCode(
        "P2C-DRF-001", .warning, "A column came since the last time",
        cause: """
            The exporter has a field more: somebody added it to the view or the data project, or an \
            update of the system did.
            """,
        example: """
            accounts.csv
                accountnumber,name,fax
            p2c validate --against-last -w .
                accounts.csv: fax was not in the file of 2026-11-22
            """,
        remedy: "Look whether it should travel; a template or a schema may have to learn it")
    package static let columnWent = IssueCode(
        "P2C-DRF-002", .warning, "A column went since the last time",
        cause: """
            A field was taken out of the view or the data project, or the export was set up anew. \
            Its values at the destination stay as they are from now on.
            """,
        example: """
            accounts.csv
                accountnumber,name
            p2c validate --against-last -w .
                accounts.csv: fax was in the files from 2026-03-01 to 2026-11-22
            """,
        remedy: "Ask who changed the export, before a run leaves the field behind")
    package static let columnRenamed = IssueCode(
        "P2C-DRF-003", .warning, "A column was probably renamed since the last time",
        cause: """
            A column went and one with a similar name came at about the same place: somebody \
            renamed the field, or exports in another language.
            """,
        example: """
            accounts.csv
                accountnumber,name,fax_number
            p2c validate --against-last -w .
                accounts.csv: faxnumber, last seen on 2026-11-22, is probably fax_number (90 %)
            """,
        remedy: "Name it as before, or add its name to the schema and the template")
    package static let columnTypeChanged = IssueCode(
        "P2C-DRF-004", .warning, "The values of a column look different from the last time",
        cause: """
            A column that held only numbers, days or yes and no has other values, or texts have \
            become numbers: somebody changed the field, or its format in the export.
            """,
        example: """
            accounts.csv
                accountnumber,creditlimit
                A-1,on request
            p2c validate --against-last -w .
                accounts.csv: creditlimit was integer in the files from 2026-03-01 to
                2026-11-22 and is string
            """,
        remedy:
            "Look at its values (p2c cat); if they are right, schema and template may have to learn them"
    )
}

extension IssueCatalogue {
    package static let drift: [IssueCode] = [
        .columnCame, .columnWent, .columnRenamed, .columnTypeChanged,
    ]
}

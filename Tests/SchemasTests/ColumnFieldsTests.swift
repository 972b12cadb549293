import Records
import Testing

@testable import Schemas

@Suite struct `Columns of a file` {
    private func field(_ name: String, _ title: String?) -> Field {
        var field = Field(name: name, type: .string)
        field.title = title
        return field
    }

    private var schema: EntitySchema {
        EntitySchema(
            environment: .sales, name: "account", label: "Account",
            fields: [
                field("accountid", "Account"), field("accountnumber", "Account Number"),
                field("name", "Account Name"), field("address1_city", "City"),
                field("address2_city", "City"), field("sic", nil),
            ])
    }

    @Test(
        arguments: [
            (["ACCOUNTNUMBER", "Name"], ["accountnumber", "name"], []),
            (["account number", "sic"], ["accountnumber", "sic"], ["account number"]),
            (
                ["(Do Not Modify) Account", "(Do Not Modify) Row Checksum"], ["accountid", nil],
                ["(Do Not Modify) Account"]
            ),
            // A label that two fields share tells neither, and a name goes before a label.
            (["City", "Account Name", "name"], [nil, nil, "name"], []),
            (["Account Name", "account name"], ["name", nil], ["Account Name"]),
        ] as [([String], [String?], [String])])
    func `nasty case 43: are known by name, else by label`(
        _ columns: [String], _ names: [String?], _ labels: [String]
    ) {
        let found = ColumnFields(of: columns, in: schema)
        #expect(found.fields.map { $0?.name } == names)
        #expect(found.labels == labels)
    }
}

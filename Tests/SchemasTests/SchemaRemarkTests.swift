import Records
import Schemas
import Testing

/// What is said of schemas that are no error and can hardly be meant so.
@Suite struct `Remarks on schemas` {
    private func remarks(_ fields: String, name: String = "new_part") throws -> [String] {
        let text = """
            { "name": "\(name)", "p2c:environment": "sales", "fields": [\(fields)] }
            """
        return try SchemaCatalogue(files: [("sales/\(name).json", Array(text.utf8))]).remarks
    }

    @Test(arguments: [
        (
            #"{ "name": "New_Code", "type": "string" }, { "name": "New_No", "type": "string" }"#,
            "\"New_Code\" and 1 more names have capitals, and the logical names of Sales have none: Sales "
                + "does not know them like this in a package. Write them in small letters"
        ),
        (
            #"{ "name": "a", "type": "string", "constraints": { "pattern": "^[A-Z]+$" } }"#,
            "the pattern ^[A-Z]+$ of a wants the sign ^ in the values: a pattern of XML Schema is always "
                + "compared with the whole value. Take ^ and $ out"
        ),
        (
            #"{ "name": "a", "type": "date", "p2c:migrationType": "date" }"#,
            "the p2c:migrationType \"date\" of a does not suit its values. Write \"datetime\"; or take it "
                + "out"
        ),
        (
            #"{ "name": "a", "type": "date", "p2c:migrationType": "money" }"#,
            "the p2c:migrationType \"money\" of a does not suit its values. Write \"datetime\"; or take it "
                + "out"
        ),
    ])
    func `tell what is odd`(fields: String, sentence: String) throws {
        #expect(try remarks(fields) == ["sales/new_part.json: \(sentence)"])
    }

    @Test(arguments: [
        #"{ "name": "a", "type": "integer", "p2c:migrationType": "bigint" }"#,
        #"{ "name": "a", "type": "number", "p2c:migrationType": "money" }"#,
        #"{ "name": "a", "type": "string", "p2c:lookup": ["account"], "p2c:migrationType": "owner" }"#,
        // The column of a CSV file.
        #"{ "name": "Contact For", "type": "string" }"#,
        #"{ "name": "a", "type": "string", "constraints": { "pattern": "[A-Z]+" } }"#,
    ])
    func `are not made of what is usual`(fields: String) throws {
        #expect(try remarks(fields).isEmpty)
    }

    @Test func `tell how Fin and Ops writes yes and no`() throws {
        let text = """
            { "name": "Part", "p2c:environment": "finops", "fields": [
              { "name": "IsOld", "type": "boolean" },
              { "name": "IsNew", "type": "boolean", "trueValues": ["Yes"], "falseValues": ["No"] }] }
            """
        let catalogue = try SchemaCatalogue(files: [("finops/Part.json", Array(text.utf8))])
        #expect(
            catalogue.remarks == [
                "finops/Part.json: IsOld has no trueValues and is written as true and false, where Fin and "
                    + "Ops has Yes and No. Write \"trueValues\": [\"Yes\"], \"falseValues\": [\"No\"]"
            ])
    }
}

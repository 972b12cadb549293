import JSON5
import Records
import Testing

@testable import Mapping

@Suite struct `Value maps of organizations` {
    private let units = ValueMap(
        [
            .init("ea", "Each"), .init("box", "Box"),
            .init("EA", "Stück", organization: "DEMF"), .init("", "None", organization: "DEMF"),
            .init("ea", "later", organization: "DEMF"),
        ], unmapped: .error, file: "units")

    private func mapped(_ values: [String?], _ legalEntity: String?) throws -> Mapped {
        try Mapped(
            leg(FieldMapping("u", "U", [.valueMap(units)])), batch([("u", values)]),
            legalEntity: legalEntity)
    }

    @Test func `let the organization's own rows win over those for all`() throws {
        #expect(values("U", of: try mapped(["ea", "BOX", ""], nil).batch) == ["Each", "Box", ""])
        #expect(
            values("U", of: try mapped(["ea", "BOX", ""], "USMF").batch) == ["Each", "Box", ""])
        #expect(
            values("U", of: try mapped(["ea", "BOX", ""], "demf").batch)
                == ["Stück", "Box", "None"])
    }

    @Test func `do not see blanks at the ends of keys and values`() throws {
        let map = ValueMap([.init(" North", "N"), .init("South ", "S")], unmapped: .error)
        let mapped = try Mapped(
            leg(FieldMapping("u", "U", [.valueMap(map)])),
            batch([("u", ["North ", " north", "South"])]))
        #expect(values("U", of: mapped.batch) == ["N", "N", "S"], "\(mapped.issues)")
    }

    @Test func `know an option by its value, its label or its number`() throws {
        let map = ValueMap([.init("1", "A"), .init("Silver", "B"), .init("br", "C")])
        var level = Field(name: "u", type: .option)
        level.options = [
            FieldOption(value: "gd", label: "Gold", number: "1"),
            FieldOption(value: "sv", label: "Silver", number: "2"),
            FieldOption(value: "br", label: "Bronze", number: "3"),
        ]
        let schema = EntitySchema(
            environment: .sales, name: "a", label: "a", fields: [level])
        // Values come as the check of the source leaves them.
        let mapped = try Mapped(
            leg(FieldMapping("u", "U", [.default("1"), .valueMap(map)])),
            batch([("u", ["gd", "SV", "br", nil])]), from: schema)
        #expect(mapped.issues.isEmpty, "\(mapped.issues)")
        #expect(values("U", of: mapped.batch) == ["A", "B", "C", "A"])
    }

    @Test func `know yes and no by all their words`() throws {
        let map = ValueMap([.init("Yes", "A"), .init("0", "B")])
        let schema = EntitySchema(
            environment: .sales, name: "a", label: "a",
            fields: [Field(name: "u", type: .boolean(whenTrue: "true", whenFalse: "false"))])
        let mapped = try Mapped(
            leg(FieldMapping("u", "U", [.valueMap(map)])), batch([("u", ["true", "false"])]),
            from: schema)
        #expect(values("U", of: mapped.batch) == ["A", "B"])
    }

    /// Letters put together in another way, and the blanks of Excel and of web pages.
    @Test(arguments: [
        "Kärntner", "Ka\u{308}rntner", "KA\u{308}RNTNER", "Kärntner\u{A0}", "\u{202F} Kärntner ",
    ])
    func `know a key by what people see`(value: String) throws {
        for key in ["Kärntner", "Ka\u{308}rntner"] {
            let map = ValueMap(
                [.init("a", "A"), .init(key, "K"), .init("b b", "B")], unmapped: .error)
            let mapped = try Mapped(
                leg(FieldMapping("u", "U", [.valueMap(map)])),
                batch([("u", [value, "b\u{A0}b", "B\u{A0}B\u{A0}"])]))
            #expect(values("U", of: mapped.batch) == ["K", "B", "B"], "\(mapped.issues)")
        }
    }

    @Test func `count what they refuse under the name of their file`() throws {
        let mapped = try mapped(["crate", "ea", "CRATE", "crate", "pallet"], "USMF")
        #expect(mapped.fates == [.quarantined, .kept, .quarantined, .quarantined, .quarantined])
        #expect(
            mapped.unmapped.values == [
                .init(map: "units", key: "crate", unmapped: .error, records: 3),
                .init(map: "units", key: "pallet", unmapped: .error, records: 1),
            ])
    }

    @Test(arguments: [
        (ValueMap.Unmapped.pass, ["A", "crate", nil, "CRATE"]), (.null, ["A", nil, nil, nil]),
    ])
    func `count what passes or is emptied, without an issue`(
        policy: ValueMap.Unmapped, expected: [String?]
    ) throws {
        let map = ValueMap([.init("ea", "A")], unmapped: policy)
        let mapped = try Mapped(
            leg(FieldMapping("u", "U", [.valueMap(map)])),
            batch([("u", ["ea", "crate", nil, "CRATE"])]))
        #expect(mapped.issues.isEmpty && mapped.fates.allSatisfy(\.isKept))
        #expect(values("U", of: mapped.batch) == expected)
        #expect(mapped.unmapped.values.map(\.key) == ["crate"])
        #expect(mapped.unmapped.values.first?.records == 2)
        #expect(mapped.unmapped.values.first?.unmapped == policy)
    }

    @Test func `hold at most a thousand refused values of a map`() throws {
        let mapped = try mapped((0..<1_500).map { "unit \($0)" }, nil)
        #expect(mapped.unmapped.values.count == 1_000)
        #expect(mapped.issues.count == 1_500)
    }

    @Test func `get the entries that a template is given`() throws {
        var template = try Template(
            json5: Array(
                `Template files`.text(
                    rows: """
                        { sourceField: "a", destinationField: "AccountId" },
                        { sourceField: "u", destinationField: "Unit", valueTransforms: [
                          { transformType: "ValueMap", file: "units", unmapped: "error" }] },
                        { sourceField: "v", destinationField: "Kind", valueTransforms: [
                          { transformType: "ValueMap", valueMap: { x: "y" } }] },
                        { sourceField: "c", destinationField: "Country", valueTransforms: [
                          { transformType: "CountryRegionCode", form: "alpha-2" }] }
                        """
                ).utf8), file: "t/template.json")
        #expect(template.valueMapFiles.map(\.name) == ["units"])
        #expect(template.valueMapFiles[0].place.line == 8)
        var asked: [String] = []
        template.add { map in
            asked.append(map)
            return [.init("k", map)]
        }
        #expect(asked == ["units", "Account.Kind", "Account.Country"])
        let chains = template.tasks[0].legs[0].fieldMappings.map(\.valueTransforms)
        var codes = CountryRegionCode(.alpha2)
        codes.entries = [.init("k", "Account.Country")]
        #expect(
            chains == [
                [], [.valueMap(ValueMap([.init("k", "units")], unmapped: .error, file: "units"))],
                [.valueMap(ValueMap([.init("x", "y"), .init("k", "Account.Kind")]))],
                [.countryRegionCode(codes)],
            ])
    }
}

@Suite struct `Transforms as the Data Integrator writes them` {
    private func read(
        _ rows: String, leg: String = "", key: String = "accountnumber"
    ) throws -> Leg {
        let text = """
            { name: "T", tasks: [{ name: "A", legs: [{
              sourceEnvironment: "Fin and Ops", sourceSchema: "Customers V3",
              destinationEnvironment: "Sales", destinationSchema: "accounts",
              \(leg) integrationKey: ["\(key)"],
              fieldMappings: [
                { sourceField: "CUSTOMERACCOUNT", destinationField: "accountnumber" },
                \(rows)
              ] }] }] }
            """
        return try Template(json5: Array(text.utf8), file: "t/template.json").tasks[0].legs[0]
    }

    @Test(arguments: [
        (
            #"{"transformType":"Default","defaultValue":"Organization"}"#,
            ValueTransform.default("Organization")
        ),
        (
            ##"{"$type":"X","transformType":"Default","valueMap":null,"defaultValue":"2","createValuesOnDestination":false}"##,
            .default("2")
        ),
        (
            #"{"transformType":"ValueMap","valueMap":{"us":"US","united States":"US"},"defaultValue":"","createValuesOnDestination":true}"#,
            .valueMap(ValueMap([.init("us", "US"), .init("united States", "US")]))
        ),
        (#"{"transformType":"Truncate"}"#, .truncate),
        (#"{"transformType":"Truncate","valueMap":null,"defaultValue":" "}"#, .truncate),
        (#"{"transformType":"CountryRegionCode"}"#, .countryRegionCode(CountryRegionCode())),
        (
            #"{"transformType":"CountryRegionCode","form":"name-pt","unmapped":"pass"}"#,
            .countryRegionCode(CountryRegionCode(.portugueseName, unmapped: .pass))
        ),
    ])
    func `are read as they are`(json: String, transform: ValueTransform) throws {
        let leg = try read(
            #"{ sourceField: "a", destinationField: "A", valueTransforms: [\#(json)] }"#)
        #expect(leg.fieldMappings[1].valueTransforms == [transform])
    }

    @Test(arguments: [
        (
            "{ transformType: 'Truncate', valueMap: { a: 'b' } }",
            "'valueMap' does not belong to a Truncate"
        ),
        (
            "{ transformType: 'Default', defaultValue: 'x', form: 'name' }",
            "'form' does not belong to a Default"
        ),
        (
            "{ transformType: 'CountryRegionCode', form: 'ISO' }",
            "'ISO' is none of alpha-2, alpha-3, numeric, name, name-pt"
        ),
        (
            "{ transformType: 'ValueMap', file: 'a', valueMap: { a: 'b' } }",
            "a ValueMap has a valueMap or a file, not both"
        ),
        (
            "{ transformType: 'ValueMap', file: '../a' }",
            "'../a' is no name of a file in value-maps/"
        ),
        (
            "{ transformType: 'valuemap', valueMap: { a: 'b' } }",
            "'valuemap' is none of Default, ValueMap, Truncate, CountryRegionCode"
        ),
    ])
    func `are refused where they make no sense`(json: String, detail: String) throws {
        let error = #expect(throws: MappingError.self) {
            try read("{ sourceField: 'a', destinationField: 'A', valueTransforms: [\(json)] }")
        }
        #expect(error?.issue.detail == detail)
        #expect(error?.issue.line == 7)
    }

    /// The rows of a dual-write map: both ways, and one way in each direction.
    private let dualWrite = """
        { "syncDirection": 3, "sourceField": "CREDITLIMIT", "destinationField": "creditlimit",
          "isSystemGenerated": false, "destinationLookupFieldRelatedEntity": null },
        { "syncDirection": "3", "sourceField": "ONHOLDSTATUS", "destinationField": "msdyn_onhold",
          "valueTransforms": [{ "$type": "X", "transformType": "ValueMap",
            "valueMap": { "no": "1", "all": "2" }, "createValuesOnDestination": false }] },
        { "syncDirection": 1, "sourceField": "INVOICEADDRESSLATITUDE",
          "destinationField": "address2_latitude" },
        { "syncDirection": 1, "sourceField": "", "destinationField": "customertypecode",
          "valueTransforms": [{ "transformType": "Default", "defaultValue": "3" }] },
        { "syncDirection": 2, "sourceField": "LANGUAGEID", "destinationField": "",
          "valueTransforms": [{ "transformType": "Default", "defaultValue": "en-us" }] }
        """

    private func rows(_ leg: Leg) -> [String] {
        leg.fieldMappings.map { mapping in
            "\(mapping.sourceField ?? "-") > \(mapping.destinationField)"
                + (mapping.isEnabled ? "" : " off")
        }
    }

    @Test func `a dual-write map goes from Fin and Ops to Sales`() throws {
        let leg = try read(
            dualWrite,
            leg: """
                "$type": "X", "id": "001", "isSourceFilterEditable": true,
                "sourceEnvironmentType": "AX", "destinationEnvironmentType": "CRM",
                "sourceFilter": "CreditLimit gt 0", "reversedSourceFilter": "customertypecode eq 3",
                "entityFileFormat": null, "deleteNonMatchingData": false,
                """)
        #expect(leg.source == EntityReference(.finops, "Customers V3"))
        #expect(leg.sourceFilter?.text == "CreditLimit gt 0")
        #expect(
            rows(leg) == [
                "CUSTOMERACCOUNT > accountnumber", "CREDITLIMIT > creditlimit",
                "ONHOLDSTATUS > msdyn_onhold", "INVOICEADDRESSLATITUDE > address2_latitude",
                "- > customertypecode", "LANGUAGEID >  off",
            ])
        #expect(leg.fieldMappings[5].note == "goes the other way: syncDirection 2")
    }

    @Test func `the same map is read backwards for the way back`() throws {
        let leg = try read(
            dualWrite,
            leg: """
                sourceFilter: "((PartyType == \\"Organization\\"))", reversed: true,
                reversedSourceFilter: "customertypecode eq 3",
                """.replacing("\n", with: " "), key: "CUSTOMERACCOUNT")
        #expect(leg.source == EntityReference(.sales, "accounts"))
        #expect(leg.destination == EntityReference(.finops, "Customers V3"))
        #expect(leg.sourceFilter?.text == "customertypecode eq 3")
        #expect(
            rows(leg) == [
                "accountnumber > CUSTOMERACCOUNT", "creditlimit > CREDITLIMIT",
                "msdyn_onhold > ONHOLDSTATUS",
                "address2_latitude > INVOICEADDRESSLATITUDE off", "customertypecode >  off",
                "- > LANGUAGEID",
            ])
        #expect(
            leg.fieldMappings[2].valueTransforms == [
                .valueMap(ValueMap([.init("1", "no"), .init("2", "all")]))
            ])
    }

    @Test(arguments: [
        (
            "{ syncDirection: 4, sourceField: 'a', destinationField: 'A' }", "",
            "'4' is none of 1, 2, 3"
        ),
        (
            "{ syncDirection: 1, sourceField: 'a', destinationField: '' }", "",
            "'destinationField' is blank"
        ),
        ("", "deleteNonMatchingData: true,", "p2c deletes nothing at the destination"),
    ])
    func `what a dual-write map cannot mean here is an error`(
        row: String, leg: String, detail: String
    ) throws {
        let error = #expect(throws: MappingError.self) { try read(row, leg: leg) }
        #expect(error?.issue.detail == detail)
    }

    @Test func `a row with nothing on its other side cannot turn round`() throws {
        let row = """
            { destinationField: "sic", valueTransforms: [
              { transformType: "Default", defaultValue: "1" }] }
            """.replacing("\n", with: " ")
        let leg = "reversed: true,"
        let error = #expect(throws: MappingError.self) {
            try read(row, leg: leg, key: "CUSTOMERACCOUNT")
        }
        #expect(error?.issue.detail.contains("the template is reversed, and the row fills") == true)
        #expect(
            error?.issue.remedy == "Give the row \"syncDirection\": 1 or \"enabled\": false")
        for key in ["syncDirection: 1", "enabled: false"] {
            let off = row.replacing("{ destinationField", with: "{ \(key), destinationField")
            #expect(try !read(off, leg: leg, key: "CUSTOMERACCOUNT").fieldMappings[1].isEnabled)
        }
    }

    @Test func `an expression fills the field that is the destination on the way back`() throws {
        let leg = try read(
            "{ expression: 'creditlimit mul 2', sourceField: 'CREDITLIMIT' }",
            leg: "reversed: true,", key: "CUSTOMERACCOUNT")
        #expect(leg.fieldMappings[1].destinationField == "CREDITLIMIT")
        #expect(leg.fieldMappings[1].expression?.text == "creditlimit mul 2")
    }

    @Test func `pairs that cannot be turned round are an error`() throws {
        let row = """
            { sourceField: "A", destinationField: "a", valueTransforms: [
              { transformType: "ValueMap", valueMap: { x: "1", y: "1" } }] }
            """
        let error = #expect(throws: MappingError.self) {
            try read(row.replacing("\n", with: " "), leg: "reversed: true,")
        }
        #expect(
            error?.all.map(\.issue.detail).contains("the value map has the key '1' twice") == true)
    }
}

import Foundation
import Records
import Testing

@testable import Formats

/// The files that show each type of field as the tool writes it, where their folder is there.
@Suite(.enabled(if: SharedFiles.folder != nil, "the folder of shared files is not here"))
struct `Configuration Migration golden files` {
    private let folder = TemporaryFolder()

    private func open(_ type: String) throws -> SourcePackage {
        let golden =
            try #require(SharedFiles.folder)
            + "/samples/abvogel+Microsoft.Xrm.DevOps.Data/PrimitiveTypes/"
        func file(_ name: String) throws -> [UInt8] {
            Array(try #require(FileManager.default.contents(atPath: golden + type + name)))
        }
        return try SourcePackage.open(
            folder.zip(
                "data.zip",
                [
                    ("data.xml", try file("Typedata.xml")),
                    ("data_schema.xml", try file("Typedata_schema.xml")),
                ]))
    }

    @Test(arguments: [
        ("Boolean", "isdefaulttheme", "bool", "False"),
        ("DateTime", "publishon", "datetime", "12/19/2017 4:57:00 PM"),
        ("Decimal", "msdyn_hours", "decimal", "5.0000000000"),
        ("Double", "msdyn_quantity", "float", "73.25"),
        ("Integer", "expirationstateid", "number", "3"),
        ("Memo", "keywords", "string", "keywords here"),
        ("Money", "totaltax", "money", "0.0000"),
        ("Picklist", "expiredreviewoptions", "optionsetvalue", "1"),
        ("State", "statecode", "state", "3"),
        ("Status", "statuscode", "status", "7"),
        ("String", "description", "string", "Testing the new search fields"),
        ("UniqueIdentifier", "stageid", "guid", "0c6ed1c6-e9f1-4b43-8d9b-f680fded9b67"),
    ])
    func `has the value`(_ file: String, field: String, type: String, value: String) throws {
        let package = try open(file)
        guard case .migration(_, let schema) = package.entities[0].content else {
            Issue.record("It is no Configuration Migration package")
            return
        }
        #expect(schema.fields.first { $0.name == field }?.type == type)
        let table = try package.table()
        let column = try #require(table.columns.firstIndex(of: field))
        #expect(table.rows.map { $0[column] } == [value])
        #expect(package.warnings.isEmpty)
        #expect(table.warnings.map(\.code) == (file == "DateTime" ? [.datesWithoutZone] : []))
    }

    @Test(arguments: [
        (
            "Customer", "customerid",
            [["9a913e9f-cbb8-e711-a968-000d3a192387", "Andrew Vogel", "contact"]]
        ),
        (
            "Lookup", "previousarticlecontentid",
            [
                [
                    "f835a513-ed9e-e711-9401-0003ff66fbff", "demo Article for QA ",
                    "knowledgearticle",
                ], [nil, nil, nil],
            ]
        ),
        (
            "Owner", "ownerid",
            [["cdffaae5-55b0-e711-a95c-000d3a192e9a", "Andrew Vogel", "systemuser"]]
        ),
    ])
    func `has the lookup`(_ file: String, field: String, values: [[String?]]) throws {
        let table = try open(file).table()
        let column = try #require(table.columns.firstIndex(of: field))
        #expect(
            table.columns[column...].prefix(3) == [
                field, field + ".lookupentityname", field + ".lookupentity",
            ])
        #expect(table.rows.map { Array($0[column..<column + 3]) } == values)
    }

    @Test func `has the party list`() throws {
        let table = try open("PartyList").table()
        #expect(table.columns == ["activityid", "customers"])
        func party(_ id: String, _ partyID: String, _ table: String, _ name: String) -> String {
            """
            <activitypointerrecords id="\(id)"><field name="partyid" value="\(partyID)" \
            lookupentity="\(table)" lookupentityname="\(name)"></field>\
            <field name="activityid" value="3ff9afe1-7c4d-e911-a96a-000d3a1d23d3" \
            lookupentity="activitypointer"></field>\
            <field name="ownerid" value="be9135c6-f5a9-e711-a95c-000d3a192e9a" \
            lookupentity="systemuser"></field>\
            <field name="participationtypemask" value="11"></field>\
            <field name="instancetypecode" value="0"></field>\
            <field name="donotemail" value="False"></field>\
            <field name="donotfax" value="False"></field>\
            <field name="donotpostalmail" value="False"></field>\
            <field name="donotphone" value="False"></field>\
            <field name="ispartydeleted" value="False"></field>\
            <field name="activitypartyid" value="\(id)"></field></activitypointerrecords>
            """
        }
        let parties = [
            party(
                "3d12ac27-7d4d-e911-a96a-000d3a1d23d3", "9a913e9f-cbb8-e711-a968-000d3a192387",
                "contact", "Andrew Vogel"),
            party(
                "3e12ac27-7d4d-e911-a96a-000d3a1d23d3", "669537c3-a4bd-e711-a950-000d3a1087a0",
                "account", "test"),
        ]
        #expect(
            table.rows == [["3ff9afe1-7c4d-e911-a96a-000d3a1d23d3", parties.joined()]])
        #expect(table.warnings.isEmpty)
    }

    @Test(arguments: [
        (
            "m2mRelationship", 2, "systemuserroles", ["systemuserid", "roleid"],
            [
                ["00e7b0b9-1ace-e711-a970-000d3a192311", "cad52a75-568c-e611-80d4-00155d42a122"],
                ["00e7b0b9-1ace-e711-a970-000d3a192311", "3dac4d9e-568c-e611-80d4-00155d42a122"],
                ["00e7b0b9-1ace-e711-a970-000d3a192311", "85d865b5-fea1-e611-8116-00155da84013"],
                ["00e7b0b9-1ace-e711-a970-000d3a192311", "e186d6f0-28d6-4bfc-bea5-71e44c3e13a4"],
                ["00e7b0b9-1ace-e711-a970-000d3a192311", "52d9415f-86f4-e611-8128-e0071b6a4261"],
            ]
        ),
        (
            "m2mReflexiveRelationship", 1, "msdyusd_subactioncalls",
            ["msdyusd_agentscriptactionidone", "msdyusd_agentscriptactionidtwo"],
            [
                ["c710eaf1-7981-e911-a97a-000d3a1d2344", "1f422d2e-4a2f-e711-8113-5065f38a0a21"],
                ["c9b0d574-7a81-e911-a97a-000d3a1d2344", "1f422d2e-4a2f-e711-8113-5065f38a0a21"],
                ["c9b0d574-7a81-e911-a97a-000d3a1d2344", "ac631683-7b81-e911-a97a-000d3a1d2344"],
                ["ac631683-7b81-e911-a97a-000d3a1d2344", "1f422d2e-4a2f-e711-8113-5065f38a0a21"],
            ]
        ),
    ])
    func `has the pairs of the relation`(
        _ file: String, index: Int, name: String, columns: [String], pairs: [[String?]]
    ) throws {
        let package = try open(file)
        #expect(package.entities.map(\.name).last == name)
        let table = try package.table(index)
        #expect(table.columns == columns)
        #expect(table.rows == pairs)
        #expect(try package.table(index - 1).warnings.isEmpty)
    }

    /// Counted with another XML parser: records, and pairs of relations.
    @Test(arguments: [
        (
            "MicrosoftLearning+PL-400_Microsoft-Power-Platform-Developer/"
                + "L01_PermitManagementdata.zip",
            "contact 1, contoso_buildsite 1, contoso_permittype 1, contoso_permit 1, "
                + "contoso_inspection 4"
        ),
        (
            "MicrosoftLearning+PL-400_Microsoft-Power-Platform-Developer/"
                + "L04_Resources_permitdata.zip", "contoso_buildsite 1, contoso_permittype 1"
        ),
        (
            "MicrosoftLearning+PL-400_Microsoft-Power-Platform-Developer/"
                + "L09_PermitManagementAzuredata.zip",
            "contact 1, contoso_buildsite 1, contoso_permittype 1, contoso_permit 1, "
                + "contoso_inspection 4"
        ),
        ("WaelHamze+xrm-ci-framework/ConfigData.zip", "wh_config 1"),
        (
            "microsoft+Dynamics-365-FastTrack-Implementation-Assets/Customer Service/"
                + "Field Service/Copilot/Summary Configuration/WO Summary Template/"
                + "FSSummaryConfigurationData.zip", "msdyn_fieldservicesummaryconfiguration 2"
        ),
        (
            "dotnetprog+dataverse-configuration-migration-tool/data/data.xml",
            "fdn_insuranceproductnature 5, fdn_insurancesubcategory 10, fdn_insuranceproduct 16, "
                + "fdn_insuranceproductnature_fdn_insuranc 7, fdn_insurancecategory 11"
        ),
        ("@PrimitiveTypes/BooleanTypedata.xml", "theme 1"),
        ("@PrimitiveTypes/CustomerTypedata.xml", "incident 1"),
        ("@PrimitiveTypes/DateTimeTypedata.xml", "knowledgearticle 1"),
        ("@PrimitiveTypes/DecimalTypedata.xml", "msdyn_resourcerequirementdetail 1"),
        ("@PrimitiveTypes/DoubleTypedata.xml", "msdyn_purchaseorderproduct 1"),
        ("@PrimitiveTypes/IntegerTypedata.xml", "knowledgearticle 1"),
        ("@PrimitiveTypes/LookupTypedata.xml", "knowledgearticle 2"),
        ("@PrimitiveTypes/MemoTypedata.xml", "knowledgearticle 1"),
        ("@PrimitiveTypes/MoneyTypedata.xml", "invoice 1"),
        ("@PrimitiveTypes/OwnerTypedata.xml", "knowledgearticle 1"),
        ("@PrimitiveTypes/PartyListTypedata.xml", "msdyn_approval 1"),
        ("@PrimitiveTypes/PicklistTypedata.xml", "knowledgearticle 1"),
        ("@PrimitiveTypes/StateTypedata.xml", "knowledgearticle 1"),
        ("@PrimitiveTypes/StatusTypedata.xml", "knowledgearticle 1"),
        ("@PrimitiveTypes/StringTypedata.xml", "knowledgearticle 1"),
        ("@PrimitiveTypes/UniqueIdentifierTypedata.xml", "knowledgearticle 1"),
        (
            "@PrimitiveTypes/m2mReflexiveRelationshipTypedata.xml",
            "msdyusd_agentscriptaction 4, msdyusd_subactioncalls 4"
        ),
        ("@PrimitiveTypes/m2mRelationshipTypedata.xml", "role 5, systemuser 1, systemuserroles 5"),
        ("@PrimitiveTypes/m2mRelationshipTypedata2.xml", "systemuser 1, systemuserroles 2"),
        (
            "@Configurations/AllEntities_SomePluginsDisabled_MixedIdentifiers_data.xml",
            "incident 2, invoice 1, knowledgearticle 5, msdyn_approval 1, "
                + "msdyn_purchaseorderproduct 1, msdyn_resourcerequirementdetail 1, theme 2"
        ),
        ("@Configurations/MultiValueIdentifierSchema_data.xml", "contact 2"),
        (
            "@Configurations/MultipleSourcesOfMetadata_data.xml",
            "account 1, incident 1, invoice 1, knowledgearticle 5, msdyn_approval 1, "
                + "msdyn_purchaseorderproduct 1, msdyn_resourcerequirementdetail 1, role 5, "
                + "systemuser 4, systemuserroles 5, theme 1"
        ),
        ("@Configurations/SingleEntity_AllPluginsDisabled_data.xml", "account 1"),
        ("@Configurations/SingleIdentifierSchema_data.xml", "contact 2"),
    ])
    func `has as many records as another parser finds`(_ name: String, counts: String) throws {
        let file = name.replacingOccurrences(
            of: "@", with: "abvogel+Microsoft.Xrm.DevOps.Data/")
        let package = try SourcePackage.open(
            try #require(SharedFiles.folder) + "/samples/" + file)
        var found: [String] = []
        for (index, entity) in package.entities.enumerated() {
            let table = try package.table(index)
            #expect(table.unreadable.isEmpty)
            found.append("\(entity.name) \(table.rows.count)")
        }
        #expect(found.joined(separator: ", ") == counts)
    }
}

import Foundation
import Support
import Testing

/// `p2c schema import`, as people start it.
@Suite struct `Importing schemas` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
    }

    private func run(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["schema", "import"] + arguments + ["-w", root])
    }

    private func field(_ name: String, of file: String) throws -> [String: String] {
        let bytes = try Data(contentsOf: URL(filePath: "\(root)/schemas/\(file)"))
        let document = try JSONDecoder().decode(Document.self, from: bytes)
        let field = try #require(document.fields.first { $0.name == name })
        return [
            "type": field.type, "maxLength": "\(field.constraints?.maxLength ?? 0)",
            "required": "\(field.constraints?.required ?? false)",
            "options": (field.categories ?? []).map(\.label.shown).joined(separator: ","),
        ]
    }

    private struct Document: Decodable {
        var fields: [Field]
        struct Field: Decodable {
            var name: String
            var type: String
            var constraints: Constraints?
            var categories: [Category]?
        }
        struct Constraints: Decodable {
            var maxLength: Int?
            var required: Bool?
        }
        struct Category: Decodable { var label: String? }
    }

    private static let metadata = """
        <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
          <edmx:DataServices><Schema Namespace="Microsoft.Dynamics.DataEntities">
            <EnumType Name="NoYes"><Member Name="No" Value="0"/><Member Name="Yes" Value="1"/></EnumType>
            <EnumType Name="Kind"><Member Name="Big" Value="3"/><Member Name="Small" Value="7"/></EnumType>
            <EntityType Name="Thing">
              <Key><PropertyRef Name="dataAreaId"/><PropertyRef Name="ThingId"/></Key>
              <Property Name="dataAreaId" Type="Edm.String" Nullable="false"/>
              <Property Name="ThingId" Type="Edm.String" Nullable="false"/>
              <Property Name="Amount" Type="Edm.Decimal" Nullable="false"/>
              <Property Name="Since" Type="Edm.DateTimeOffset"><Annotation
                Term="Microsoft.Dynamics.OData.Core.V1.AXType"><EnumMember>Microsoft.Dynamics.OData.Core.V1.AXType/Date</EnumMember></Annotation></Property>
              <Property Name="At" Type="Edm.DateTimeOffset"/>
              <Property Name="IsOld" Type="Microsoft.Dynamics.DataEntities.NoYes"/>
              <Property Name="Kind" Type="Microsoft.Dynamics.DataEntities.Kind"><Annotation
                Term="Microsoft.Dynamics.OData.Core.V1.IsRequired" Bool="true"/></Property>
            </EntityType>
            <EntityContainer Name="c"><EntitySet Name="Things"
              EntityType="Microsoft.Dynamics.DataEntities.Thing"/></EntityContainer>
          </Schema></edmx:DataServices>
        </edmx:Edmx>
        """

    @Test func `takes an entity of OData metadata by its set or its type`() throws {
        scratch.write(Self.metadata, to: "metadata.xml")
        let made = try run(scratch.path + "/metadata.xml", "--entity", "things")
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output.contains("Things, 7 fields, 2 texts without a length"))
        let shown = try ProgramRun("schema", "show", "finops/Thing", "-w", root)
        let rows = shown.output.split(separator: "\n").map { line in
            line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        #expect(
            Array(rows.suffix(7)) == [
                "dataAreaId text", "ThingId text required", "Amount number", "Since date",
                "At date and time", "IsOld Yes/No", "Kind one of 2 options required",
            ])
        let again = try run(scratch.path + "/metadata.xml", "--entity", "Thing")
        #expect(again.output == "Nothing to write: the schemas say all of it already\n")
    }

    @Test func `proposes names when an entity is not there`() throws {
        scratch.write(Self.metadata, to: "metadata.xml")
        let run = try run(scratch.path + "/metadata.xml", "--entity", "Tings")
        #expect(run.status == 2)
        #expect(run.errors.contains("has no entity \"Tings\". Among its 1 are Things"))
    }

    @Test func `adds the columns of a solution and keeps all others`() throws {
        scratch.write(
            """
            <ImportExportXml><Entities><Entity><Name LocalizedName="Account">Account</Name>
            <EntityInfo><entity Name="Account"><attributes>
            <attribute PhysicalName="new_Tier"><Type>picklist</Type><LogicalName>new_tier</LogicalName>
            <RequiredLevel>required</RequiredLevel><optionset><options><option value="1"><labels>
            <label description="Gold" languagecode="1033"/></labels></option></options></optionset>
            </attribute>
            <attribute PhysicalName="Name"><Type>nvarchar</Type><LogicalName>name</LogicalName>
            <MaxLength>90</MaxLength></attribute>
            </attributes></entity></EntityInfo></Entity></Entities></ImportExportXml>
            """, to: "customizations.xml")
        let made = try run(scratch.path + "/customizations.xml")
        #expect(made.output.contains("sales/account.json: Account, 207 fields, 1 of them added"))
        let tier = try field("new_tier", of: "sales/account.json")
        #expect(tier["options"] == "Gold")
        #expect(tier["required"] == "true")
        #expect(try field("name", of: "sales/account.json")["maxLength"] == "90")
        #expect(try field("accountnumber", of: "sales/account.json")["maxLength"] == "20")
        #expect(try ProgramRun("template", "list", "-w", root).status == 0)
    }

    @Test func `reads entity definitions of Dataverse`() throws {
        scratch.write(
            """
            { "value": [{ "LogicalName": "new_asset", "PrimaryIdAttribute": "new_assetid",
              "DisplayName": { "UserLocalizedLabel": { "Label": "Asset" } },
              "Attributes": [
                { "LogicalName": "new_assetid", "AttributeType": "Uniqueidentifier" },
                { "LogicalName": "new_no", "AttributeType": "String", "MaxLength": 12,
                  "RequiredLevel": { "Value": "ApplicationRequired" } },
                { "LogicalName": "new_state", "AttributeType": "Picklist", "OptionSet": {
                  "Options": [{ "Value": 5, "Label": { "UserLocalizedLabel": { "Label": "New" } } }] } },
                { "LogicalName": "new_statename", "AttributeType": "Virtual",
                  "AttributeOf": "new_state" }
              ], "Keys": [{ "KeyAttributes": ["new_no"] }] }] }
            """, to: "definitions.json")
        let made = try run(scratch.path + "/definitions.json")
        #expect(made.output.contains("sales/new_asset.json: Asset, 3 fields"), "\(made.errors)")
        let number = try field("new_no", of: "sales/new_asset.json")
        #expect(number["maxLength"] == "12")
        #expect(number["required"] == "true")
        #expect(try field("new_state", of: "sales/new_asset.json")["options"] == "New")
    }

    @Test func `never destroys what was done by hand`() throws {
        scratch.write(Self.metadata, to: "metadata.xml")
        let source = scratch.path + "/metadata.xml"
        _ = try run(source, "--entity", "Thing")
        let overlay = #"{ fields: [{ name: "ThingId", constraints: { maxLength: 15 } }] }"#
        scratch.write(overlay, to: "work/schemas/finops/Thing.overlay.json")
        let path = root + "/schemas/finops/Thing.json"
        let imported = try String(contentsOfFile: path, encoding: .utf8)
        let edited = imported.replacing("\"Amount\"", with: "\"Sum\"")
        scratch.write(edited, to: "work/schemas/finops/Thing.json")
        let refused = try run(source, "--entity", "Thing")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("was changed by hand"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == edited)
        #expect(try run(source, "--entity", "Thing", "--replace").status == 0)
        #expect(try String(contentsOfFile: path + ".edited", encoding: .utf8) == edited)
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("\"Amount\""))
        let shown = try ProgramRun("schema", "show", "finops/Thing", "-w", root)
        #expect(shown.output.contains("at most 15 characters"))
    }

    @Test func `lays tables of lengths over what is known`() throws {
        scratch.write(
            "entity,field,length\nCustomersV2,SalesMemo,900\nNobody,X,1\n", to: "lengths.csv")
        let made = try run(scratch.path + "/lengths.csv")
        #expect(made.output.contains("note: Nobody has no schema, and was left out"))
        #expect(made.output.contains("CustCustomerV2Entity.lengths.json: Customers V2"))
        let shown = try ProgramRun("schema", "show", "CustomersV2", "-w", root)
        #expect(
            shown.output.split(separator: "\n").contains {
                $0.contains("SalesMemo") && $0.contains("at most 900")
            })
    }

    @Test func `writes nothing when it is only asked what it would do`() throws {
        scratch.write(Self.metadata, to: "metadata.xml")
        let run = try run(scratch.path + "/metadata.xml", "--entity", "Thing", "--dry-run")
        #expect(run.output.contains("would write"))
        #expect(!FileManager.default.fileExists(atPath: root + "/schemas/finops/Thing.json"))
    }

    @Test(arguments: [
        ("<a/>", "is none of the sources that are known"),
        ("<!DOCTYPE x [<!ENTITY e \"e\">]><edmx:Edmx/>", "none of the sources"),
        ("<edmx:Edmx xmlns:edmx=\"u\"><EntityType Name=\"A\">", "P2C-XML-002"),
        ("{ \"LogicalName\": ", "none of the sources"),
    ])
    func `refuses what is no source`(_ text: String, _ message: String) throws {
        scratch.write(text, to: "source.bin")
        let run = try run(scratch.path + "/source.bin")
        #expect(run.status == 2)
        #expect(run.errors.contains(message), "\(run.errors)")
    }
}

extension String? {
    fileprivate var shown: String { self ?? "" }
}

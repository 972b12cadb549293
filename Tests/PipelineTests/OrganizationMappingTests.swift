import Mapping
import Records
import Schemas
import Testing

@testable import Pipeline

@Suite struct `The organization mapping` {
    private let mapping: OrganizationMapping

    init() throws {
        var configuration = Configuration(
            schemas: SchemaCatalogue(), templates: [],
            references: [
                Self.unit("7D0E3A52-9C1B-4E0F-8A64-0C2F5B1D7E02", key: "", name: "contoso de "),
                Self.unit("{7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e03}", key: "Contoso FR", name: "FR"),
                Self.unit("7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e04", key: "Other", name: "Other"),
                Self.unit("7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e05", key: "Shared", name: "Shared"),
            ])
        configuration.organizations = [
            .init(legalEntity: "USMF", cdsOrganization: "ORG1", businessUnit: "Contoso US"),
            .init(legalEntity: "DEMF", cdsOrganization: "ORG2", businessUnit: " Contoso DE"),
            .init(legalEntity: "demf", cdsOrganization: "ORG3", businessUnit: "Contoso Süd"),
            .init(legalEntity: "FRMF", cdsOrganization: "ORG4", businessUnit: "Contoso FR"),
            .init(legalEntity: "GBSI", cdsOrganization: "ORG5", businessUnit: nil),
            .init(legalEntity: "MXMF", cdsOrganization: "ORG6", businessUnit: "Shared"),
            .init(legalEntity: "INMF", cdsOrganization: "ORG7", businessUnit: "shared"),
        ]
        mapping = OrganizationMapping(configuration)
    }

    private static func unit(_ id: String, key: String, name: String) -> Reference {
        Reference(table: "BusinessUnit", keyField: "name", key: key, id: id, name: name)
    }

    private func answer(
        _ text: String,
        _ ask: (Range<Int>, Span<UInt8>) -> OrganizationMapping.Answer
    ) -> OrganizationMapping.Answer {
        // As a cell stands among others.
        let bytes = Array("x\(text)y".utf8)
        return ask(1..<bytes.count - 1, bytes.span)
    }

    @Test func `has each legal entity once`() {
        #expect(mapping.legalEntities == ["USMF", "DEMF", "FRMF", "GBSI", "MXMF", "INMF"])
        #expect(mapping.number(of: "gbsi") == 3)
        #expect(mapping.number(of: "XXMF") == nil)
        #expect(mapping.number(of: nil) == nil)
    }

    @Test(arguments: [
        ("USMF", OrganizationMapping.Answer.one(0)), ("demf  ", .one(1)), ("", .blank),
        ("   ", .blank), ("USM", .unknown), ("Contoso US", .unknown),
    ])
    func `knows legal entities`(text: String, expected: OrganizationMapping.Answer) {
        #expect(answer(text) { mapping.company(ofArea: $0, in: $1) } == expected)
    }

    @Test(arguments: [
        ("Contoso US", OrganizationMapping.Answer.one(0)), (" CONTOSO DE  ", .one(1)),
        ("Contoso Süd", .one(1)), ("USMF", .unknown), ("", .blank), ("Other", .unknown),
        ("7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e02", .one(1)),
        ("{7D0E3A52-9C1B-4E0F-8A64-0C2F5B1D7E02}", .one(1)),
        ("7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e03", .one(2)),
        ("7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e04", .unknown),
        ("7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e05", .several([4, 5])), ("SHARED", .several([4, 5])),
    ])
    func `knows business units by name and id`(
        text: String, expected: OrganizationMapping.Answer
    ) {
        #expect(answer(text) { mapping.company(ofUnit: $0, in: $1) } == expected)
    }

    @Test func `names the units of ids that no row has`() {
        #expect(mapping.nameOfUnit(withID: "{7D0E3A52-9C1B-4E0F-8A64-0C2F5B1D7E04}") == "Other")
        #expect(mapping.nameOfUnit(withID: "7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e09") == nil)
    }
}

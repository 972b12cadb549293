import Formats
import Records
import Schemas
import Support
import Testing

@testable import Pipeline

/// Profiles of whole files, by the way that a validation hands them on.
@Suite struct `Profile collector` {
    private let scratch = ScratchFolder()

    private static let schema = """
        {
          "name": "thing", "title": "Thing", "p2c:environment": "sales",
          "primaryKey": ["NAME"],
          "fields": [
            { "name": "NAME", "title": "Name", "type": "string", "constraints": { "required": true } },
            { "name": "AMOUNT", "type": "number" }
          ]
        }
        """

    private func profile(
        _ text: String, masksAll: Bool = false,
        _ set: (inout ProfileCollector.Limits) -> Void = { _ in }
    ) throws -> EntityProfile {
        scratch.write(text, to: "thing.csv")
        var limits = ProfileCollector.Limits()
        set(&limits)
        let profiles = ProfileCollector(limits: limits, masksAll: masksAll) { entity in
            throw PipelineError(reason: .machine, description: "no file for \(entity)")
        }
        let validation = FileValidation(
            configuration: Configuration(
                schemas: try SchemaCatalogue(files: [("sales/thing.json", Array(Self.schema.utf8))]
                ),
                templates: [], references: []),
            profiles: profiles)
        _ = try validation.validate([scratch.path + "/thing.csv"], observer: Observer())
        return try #require(profiles.entities.first)
    }

    @Test func `tells of canonical values, and gives failing records as they were read`() throws {
        let found = try profile(
            "name,Amount,x\r\nA,.50,1\r\nB,0.5000,1\r\n,1e1,2\r\nC\r\nD,oh,\r\n")
        #expect(found.records == 4)
        #expect(found.columns.map(\.name) == ["NAME", "AMOUNT", "x"])
        #expect(found.columns.map(\.filled) == [3, 4, 3])
        #expect(found.columns.map(\.empty) == [1, 0, 1])
        let amount = found.columns[1]
        #expect(amount.frequent.first == .init(text: "0.5", count: 2))
        #expect(amount.smallest == "0.5" && amount.largest == "10")
        #expect(amount.misfits == 1)
        #expect(amount.type == "number" && found.columns[0].title == "Name")
        let failing = try #require(found.failing)
        #expect(failing.count == 3)
        let csv = String(decoding: failing.csv, as: UTF8.self)
        #expect(csv.hasPrefix("\u{FEFF}name,Amount,x,P2C_REASON\r\n,1e1,2,\"line 4: P2C-VAL-001"))
    }

    @Test func `looks at no more columns than the limit`() throws {
        let found = try profile("a,b,c,d\r\n1,2,3,4\r\n") { $0.columnsOfEntity = 3 }
        #expect(found.columns.map(\.name) == ["a", "b", "c"])
        #expect(found.columnsLeftOut == 1)
        #expect(try profile("a,b,c,d\r\n1,2,3,4\r\n") { $0.columnsOfReport = 0 }.columns.isEmpty)
    }

    @Test func `shows no value when all are masked`() throws {
        let found = try profile(
            "name,amount,x\r\n,4711,Secret\r\nAnn,12,Secret\r\n", masksAll: true)
        #expect(found.failing == nil)
        #expect(found.columns.allSatisfy { $0.isPersonal && $0.frequent.isEmpty })
        #expect(found.columns[2].smallest == "Xxxx")
        #expect(found.columns[1].largest == "999")
    }

    @Test func `says that a file cannot be written`() throws {
        #expect(throws: PipelineError.self) {
            try profile("name\r\n\"\"\r\n\"\"\r\n") { $0.embeddedRecords = 1 }
        }
    }
}

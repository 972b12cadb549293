import Foundation
import Records
import Testing

@testable import Formats

/// A `model.json` with these entities, in JSON.
func model(_ entities: String...) -> String {
    "{\"name\": \"m\", \"version\": \"1.0\", \"entities\": [\(entities.joined(separator: ","))]}"
}

/// An entity of a `model.json`. `settings` is JSON that every partition has.
func modelEntity(
    _ name: String = "Account", attributes: [String] = ["id", "name"],
    at locations: [String] = ["https://x.dfs.core.windows.net/lake/Account/Account.csv"],
    settings: String = ""
) -> String {
    let columns = attributes.map { "{\"name\": \"\($0)\", \"dataType\": \"string\"}" }
    let partitions = locations.map { "{\"name\": \"p\", \"location\": \"\($0)\"\(settings)}" }
    return "{\"$type\": \"LocalEntity\", \"name\": \"\(name)\", \"attributes\": "
        + "[\(columns.joined(separator: ","))], \"partitions\": "
        + "[\(partitions.joined(separator: ","))]}"
}

@Suite struct `CDM folder` {
    private let folder = TemporaryFolder()

    private func open(_ files: [(String, String)]) throws -> SourcePackage {
        try SourcePackage.open(folder.folder("lake", files))
    }

    private func csv(_ settings: String) -> String {
        ", \"fileFormatSettings\": {\"$type\": \"CsvFormatSettings\", \(settings)}"
    }

    @Test func `has entities with partitions that name no columns`() throws {
        let package = try open([
            ("model.json", model(modelEntity())), ("Account/Account.csv", "1,Contoso\r\n2,\r\n"),
        ])
        #expect(package.kind == .cdm)
        #expect(package.entities.map(\.name) == ["Account"])
        #expect(package.entities[0].file == "lake/Account/Account.csv")
        #expect(package.warnings.isEmpty)
        let table = try package.table()
        #expect(table.columns == ["id", "name"])
        #expect(table.rows == [["1", "Contoso"], ["2", nil]])
        #expect(table.warnings.isEmpty)
        #expect(package.byteCount(of: package.entities[0]) == 15)
    }

    @Test func `may come as a zip, and in one folder of it`() throws {
        let files = [("model.json", model(modelEntity())), ("Account/Account.csv", "1,Contoso\n")]
        for prefix in ["", "lake/"] {
            let zip = folder.zip("lake.zip", files.map { (prefix + $0.0, $0.1) })
            let package = try SourcePackage.open(zip)
            #expect(package.kind == .cdm)
            #expect(package.warnings.map(\.code) == (prefix.isEmpty ? [] : [.packageInFolder]))
            #expect(try package.table().rows == [["1", "Contoso"]])
        }
    }

    @Test(arguments: [
        "https://a.dfs.core.windows.net/lake/Account/Account.csv?snapshot=2019-10-16T16%3A47%3A35Z",
        "https://a.blob.core.windows.net:443/x/y/%41ccount%2FAccount.csv",
        "C:\\\\cdm\\\\Account\\\\Account.csv", "Account/Account.csv", "local:/Account/Account.csv",
        "./Account/account.CSV", "adls://host/Account/Account.csv#part",
    ])
    func `nasty case 97: maps the URL of a snapshot to the local file`(_ location: String) throws {
        let package = try open([
            ("model.json", model(modelEntity(at: [location]))),
            ("Account/Account.csv", "1,Contoso\n"), ("Contact/Account.csv", "wrong,file\n"),
        ])
        #expect(try package.table().rows == [["1", "Contoso"]])
    }

    @Test func `nasty case 97: leaves out a header that is not declared`() throws {
        let entity = modelEntity(at: ["u://h/Account/1.csv", "u://h/Account/2.csv"])
        let package = try open([
            ("model.json", model(entity)), ("Account/1.csv", "ID,\"name\"\r\n1,Contoso\r\n"),
            ("Account/2.csv", "2,name\nid,name\n"),
        ])
        let table = try package.table()
        #expect(table.rows == [["1", "Contoso"], ["2", "name"], ["id", "name"]])
        #expect(table.warnings.map(\.code) == [.cdmHeaderFound])
        #expect(table.warnings[0].file == "lake/Account/1.csv")
        #expect(table.positions[0] == RecordPosition(byte: 11, line: 2))
    }

    @Test func `puts partitions one after the other in the listed order, with their places`() throws
    {
        let names = ["2023.csv", "2021.csv", "2022.csv"]
        let package = try open([
            ("model.json", model(modelEntity(at: names.map { "u://h/Account/\($0)" }))),
            ("Account/2021.csv", "2,b\n3\n"), ("Account/2022.csv", ""), ("Account/2023.csv", "1,a"),
        ])
        #expect(package.entities[0].file == "lake/Account")
        let reader = try package.makeReader(for: package.entities[0])
        var batches: [RecordBatch] = []
        while let batch = try reader.next() { batches.append(batch) }
        #expect(batches.map(\.file) == ["lake/Account/2023.csv", "lake/Account/2021.csv"])
        #expect(batches.map(\.firstRecord) == [0, 1])
        #expect(batches.map(\.rowCount) == [1, 1])
        #expect(batches[1].unreadable.map(\.issue.code) == [.wrongValueCount])
        #expect(batches[1].unreadable[0].issue.file == "lake/Account/2021.csv")
    }

    @Test(
        arguments: [
            ("\"delimiter\": \";\"", Array("1;a,b\n".utf8), [["1", "a,b"]]),
            ("\"delimiter\": \"\\t\"", Array("1\ta\n".utf8), [["1", "a"]]),
            ("\"delimiter\": \"\\\\t\"", Array("1\ta\n".utf8), [["1", "a"]]),
            ("\"quoteStyle\": \"QuoteStyle.None\"", Array("1,\"a\"\n".utf8), [["1", "\"a\""]]),
            ("\"quoteStyle\": \"QuoteStyle.Csv\"", Array("1,\"a\"\n".utf8), [["1", "a"]]),
            ("\"encoding\": \"ASCII\"", Array("1,é\n".utf8), [["1", "é"]]),
            ("\"encoding\": \"windows-1252\"", [0x31, 0x2C, 0xE9, 0x0A], [["1", "é"]]),
            ("\"encoding\": \"UTF-16\"", wide("1,é\n"), [["1", "é"]]),
            ("\"columnHeaders\": true", Array("name,ID\na,1\n".utf8), [["1", "a"]]),
            ("\"columnHeaders\": \"true\"", Array("id,name\n".utf8), []),
            ("\"columnHeaders\": \"false\"", Array("1,a\n".utf8), [["1", "a"]]),
        ] as [(String, [UInt8], [[String?]])])
    func `honours the settings of a partition`(
        _ settings: String, bytes: [UInt8], rows: [[String?]]
    ) throws {
        let entity = modelEntity(settings: csv(settings))
        let path = folder.folder(
            "lake", [("model.json", Array(model(entity).utf8)), ("Account/Account.csv", bytes)])
        let table = try SourcePackage.open(path).table()
        #expect(table.rows == rows)
        #expect(table.warnings.isEmpty)
    }

    @Test func `lets traits win over settings`() throws {
        let traits = """
            , "cdm:traits": ["is.odd", {"traitReference": "is.partition.format.CSV", "arguments":
            [{"name": "delimiter", "value": ";"}, {"name": "columnHeaders", "value": true}, 1]}]
            """
        let entity = modelEntity(settings: csv("\"delimiter\": \",\"") + traits)
        let package = try open([
            ("model.json", model(entity)), ("Account/Account.csv", "id;name\n1;a\n"),
        ])
        #expect(try package.table().rows == [["1", "a"]])
    }

    @Test(arguments: [
        (modelEntity(at: ["u://h/Account/2.csv"]), IssueCode.cdmPartitionMissing),
        (modelEntity(at: ["u://h/Other/Account.csv"]), .cdmPartitionMissing),
        (
            modelEntity(at: ["u://h/Account/Account.csv", "Account/Account.csv"]),
            .cdmPartitionShared
        ),
        (modelEntity(attributes: []), .cdmNoAttributes),
        (modelEntity(settings: ", \"fileFormatSettings\": {\"delimiter\": \"||\"}"), .cdmFormat),
        (
            modelEntity(
                settings:
                    ", \"cdm:traits\": [{\"traitReference\": \"is.partition.format.parquet\"}]"),
            .cdmFormat
        ),
        (
            modelEntity(
                attributes: ["id", "title"],
                settings: ", \"fileFormatSettings\": {\"columnHeaders\": true}"),
            .cdmHeaderDiffers
        ),
    ])
    func `keeps what is wrong with one entity from the others`(
        _ entity: String, code: IssueCode
    ) throws {
        let package = try open([
            ("model.json", model(modelEntity("Good", at: ["Good.csv"]), entity)),
            ("Account/Account.csv", "id,name\n1,a\n"), ("Good.csv", "1,a\n"),
        ])
        #expect(try package.table(0).rows == [["1", "a"]])
        #expect(issue { _ = try package.table(1) }?.code == code)
    }

    /// Foundation's decoder ends the program at such a key.
    @Test func `refuses a description that is not UTF-8`() throws {
        let key = [UInt8](repeating: 0xFF, count: 8) + Array("e".utf8)
        let bytes = Array("{\"entities\": [{".utf8) + key + Array("\": 1}]}".utf8)
        let found = issue {
            _ = try [String: [String: Int]].readCDM(MemoryBytes(bytes), file: "model.json")
        }
        #expect(found?.code == .cdmDescription)
        #expect(found?.detail == "It is not encoded in UTF-8")
    }

    @Test func `does not guess whose a file is that two entities name`() throws {
        let entities = ["Account", "Contact"].map { modelEntity($0, at: ["u://h/\($0)/2024.csv"]) }
        let package = try open([
            ("model.json", model(entities[0], entities[1])), ("2024.csv", "1,a\n"),
        ])
        for index in 0..<2 {
            #expect(issue { _ = try package.table(index) }?.code == .cdmPartitionShared)
        }
    }

    @Test(arguments: [
        ("{", IssueCode.cdmDescription), ("{\"entities\": [{}]}", .cdmDescription),
        ("{\"entities\": 1}", .cdmDescription), ("", .cdmDescription),
        (String(repeating: "[", count: 100_000), .cdmDescription),
        (model(modelEntity(), modelEntity("account", at: [])), .cdmDescription),
        (model(modelEntity(at: ["u://h/../../etc/passwd"])), .cdmUnsafeLocation),
        (model(modelEntity(at: ["%2e%2E/Account.csv"])), .cdmUnsafeLocation),
        (model(modelEntity(at: ["..\\\\Account.csv"])), .cdmUnsafeLocation),
    ])
    func `refuses a description`(_ text: String, code: IssueCode) {
        #expect(issue { _ = try open([("model.json", text)]) }?.code == code)
    }

    @Test func `tells what lies there and does not travel`() throws {
        let reference = "{\"$type\": \"ReferenceEntity\", \"name\": \"Orders\"}"
        let package = try open([
            ("model.json", model(reference, modelEntity(at: []))), ("Account/Old.csv", "1,a\n"),
            ("Microsoft.Athena.TrickleFeedService/x.json", "{}"),
        ])
        #expect(package.entities.map(\.name) == ["Account"])
        #expect(
            package.warnings.map(\.code) == [.cdmReference, .cdmNoPartition, .fileWithoutEntity])
        #expect(try package.table().rows.isEmpty)
    }

    @Test func `refuses model.json on its own with a word about the folder`() {
        let found = issue {
            _ = try SourcePackage.open(folder.file("model.json", model(modelEntity()).utf8))
        }
        #expect(found?.code == .unknownKindOfFile)
        #expect(found?.detail.contains("give the folder") == true)
    }
}

import Foundation
import Records
import Testing

@testable import Formats

/// Microsoft's own test inputs, where their folder is there. None of the descriptions has its
/// partitions beside it; three partitions lie in another folder.
@Suite(.enabled(if: SharedFiles.folder != nil, "the folder of shared files is not here"))
struct `CDM folders made by others` {
    private let scratch = TemporaryFolder()
    private static let samples = (SharedFiles.folder ?? "") + "/samples/microsoft+CDM/"

    /// What comes of each entity: how many records, or why not.
    private func outcome(_ path: String) -> String {
        do {
            let package = try SourcePackage.open(path)
            return package.entities.map { entity in
                let found = issue {
                    _ = try ReadTable(AnyReader(package.makeReader(for: entity)))
                }
                let count = try? ReadTable(AnyReader(package.makeReader(for: entity))).rows.count
                return "\(entity.name) \(found?.code.id ?? "\(count ?? -1)")"
            }.joined(separator: ", ")
        } catch {
            return error.issue.code.id
        }
    }

    @Test(arguments: [
        ("Storage/TestModelJsonRemoteAdapterConfig/Input", "Contact P2C-CDM-003"),
        ("Samples/TestReadLocalSaveAdls/Input", "Orders 0, Customers P2C-CDM-003"),
        (
            "Persistence/PersistenceLayer/TestFetchingDocumentUnderneathAPathAndSavingDocuments"
                + "/Input/Sub-folder", "Acount P2C-CDM-003, Contact P2C-CDM-003"
        ),
        (
            "Persistence/ModelJson/ModelJsonExtensibility/TestModelJsonExtensibility/Input",
            "sampleEntity P2C-CDM-003"
        ),
        (
            "Persistence/ModelJson/ModelJsonExtensibility/TestModelJsonExtensibilityManifestDocs"
                + "/Input", "sampleEntity P2C-CDM-003"
        ),
        ("Persistence/ModelJson/ModelJson/TestNameOnModelLoad/Input", "Customers P2C-CDM-003"),
        (
            "Persistence/ModelJson/ModelJson/TestModelJsonFromAndToData/Input",
            "Customers P2C-CDM-003, Companies 0"
        ),
        (
            "Persistence/ModelJson/ModelJson/TestExtensibilityLoadingModelJsonAndCdmFolderToData"
                + "/Input", "sampleEntity P2C-CDM-003"
        ),
        (
            "Persistence/ModelJson/ModelJson/TestLoadingModelJsonResultAndCdmFolderToData/Input",
            "Account P2C-CDM-003, Address P2C-CDM-003, EpisodeOfCare P2C-CDM-003"
        ),
        (
            "Persistence/ModelJson/ModelJson/TestManifestFoundationImport/Input",
            "Customers P2C-CDM-003"
        ),
        (
            "Persistence/ModelJson/DataPartition/TestLoadingCsvPartitionTraits/Input",
            "someEntity P2C-CDM-003"
        ),
        (
            "Persistence/ModelJson/DataPartition"
                + "/TestLoadingCsvPartitionTraitsFromFileFormatSettings/Input",
            "someEntity P2C-CDM-003"
        ),
        (
            "Persistence/ModelJson/DataPartition/TestModelJsonDataPartitionLocationConsistency"
                + "/Input", "EpisodeOfCare P2C-CDM-003"
        ),
        (
            "Persistence/ModelJson/DataPartition/TestLoadingAndSavingCsvPartitionTraits/Input",
            "someEntity P2C-CDM-003"
        ),
    ])
    func `say which file is missing`(_ name: String, expected: String) {
        #expect(outcome(Self.samples + name) == expected)
    }

    @Test func `are all in the table above`() {
        let all = SharedFiles.files(
            under: "samples", suffixes: ["/model.json", ".manifest.cdm.json"])
        #expect(all.count == 14)
    }

    /// Python's csv module counts one line of 208 and one of 51 values: headers without records.
    @Test func `have the records of partitions that are put beside them`() throws {
        let model =
            "Persistence/ModelJson/ModelJson/TestLoadingModelJsonResultAndCdmFolderToData/Input"
        var files = [("model.json", try bytes("\(model)/model.json"))]
        for table in ["Account", "Address"] {
            let name = "\(table)/partition-data.csv"
            files.append((name, try bytes("TestCreateManifest/\(name)")))
        }
        let path = scratch.folder("lake", files)
        #expect(outcome(path) == "Account 0, Address 0, EpisodeOfCare P2C-CDM-003")
        let records = (1...3).map { row in (0..<51).map { "\(row).\($0)" }.joined(separator: ",") }
        _ = scratch.folder(
            "lake",
            [
                (
                    "Address/partition-data.csv",
                    try bytes("TestCreateManifest/Address/partition-data.csv")
                        + Array("\n".utf8) + Array(records.joined(separator: "\n").utf8)
                )
            ])
        #expect(outcome(path) == "Account 0, Address 3, EpisodeOfCare P2C-CDM-003")
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try #require(FileManager.default.contents(atPath: Self.samples + name)))
    }
}

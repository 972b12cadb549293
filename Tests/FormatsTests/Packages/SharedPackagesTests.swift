import Foundation
import Records
import Testing

@testable import Formats

/// Packages made by others, where their folder is there.
@Suite(.enabled(if: SharedFiles.folder != nil, "the folder of shared files is not here"))
struct `Packages made by others` {
    /// Reads everything; returns how many records, or why not.
    private func outcome(_ path: String) -> String {
        do {
            let package = try SourcePackage.open(path)
            var counts: [String] = []
            for entity in package.entities {
                let table = try ReadTable(AnyReader(try package.makeReader(for: entity)))
                counts.append("\(entity.name) \(table.rows.count)")
            }
            return counts.joined(separator: ", ")
        } catch let error as FormatError {
            return error.issue.code.id
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        ("BasheerMohammad+DynamicsFscmPackageImport/PackageTemplate.zip", "Customer groups 1"),
        (
            "microsoft+Dynamics-AX-Integration/usmf_asset-major-types-01.zip",
            "Fixed asset major type 11"
        ),
        (
            "MicrosoftLearning+PL-400_Microsoft-Power-Platform-Developer/"
                + "L01_PermitManagementdata.zip",
            "contact 1, contoso_buildsite 1, contoso_permittype 1, contoso_permit 1, "
                + "contoso_inspection 4"
        ),
        ("WaelHamze+xrm-ci-framework/ConfigData.zip", "wh_config 1"),
        (
            "TrudAX+XppTools/TestPeriodicLedgerJournalImport.zip",
            "usmf_Jour0002 10, usmf_Jour0003Bad1 10, usmf_Jour0003Bad2 10, usmf_Jour0003Bad3 10"
        ),
        (
            "abvogel+Microsoft.Xrm.DevOps.Data/PrimitiveTypes/m2mRelationshipTypedata.xml",
            "role 5, systemuser 1"
        ),
        (
            "abvogel+Microsoft.Xrm.DevOps.Data/PrimitiveTypes/PartyListTypedata_schema.xml",
            "P2C-PKG-013"
        ),
    ])
    func `are read or refused`(_ name: String, expected: String) throws {
        #expect(outcome(try #require(SharedFiles.folder) + "/samples/" + name) == expected)
    }

    @Test func `open without a crash, all of them`() {
        for path in SharedFiles.files(
            under: "samples", suffixes: [".zip", ".xml", ".csv", ".xlsx", ".json"])
        {
            _ = PackageCompleteness.check(path: path)
            let outcome = outcome(path)
            #expect(!outcome.isEmpty && !outcome.contains("Error("), "\(path)")
        }
    }

    /// Opens the archive and unpacks everything; nil when all went well.
    private func unpacking(_ path: String) -> Records.Issue? {
        issue {
            let archive = try ZipArchive(path: path, name: "x.zip", limits: ReadLimits())
            for entry in archive.entries { _ = try archive.open(entry).readAll() }
        }
    }

    private func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// What yauzl refuses and we read, and why that is right here.
    private static let readAnyway: [String: String] = [
        "Invalid comment length": "bytes behind the end are harmless, the content is verified",
        "invalid characters in fileName": "backslashes are read as folders, with a warning",
    ]

    @Test func `zips that must be refused are`() {
        for path in SharedFiles.files(under: "suites/zip/yauzl/failure", suffixes: [".zip"]) {
            let isRead = Self.readAnyway.keys.contains { name(path).hasPrefix($0) }
            #expect((unpacking(path) == nil) == isRead, "\(name(path))")
        }
        for attack in [
            "testSimpleTraversalAttack", "testPathDelimiterTraversalAttack",
            "testUnzipUncontainedSymlink", "testCorruptSymbolicLinkErrorConditions",
        ] {
            let path = SharedFiles.folder! + "/suites/zip/zipfoundation/\(attack).zip"
            let code = unpacking(path)?.code
            #expect(code == .zipUnsafeName || code == .zipLink, "\(attack)")
        }
        for path in SharedFiles.files(under: "suites/zip/libzip", suffixes: [".zip"])
        where name(path).hasPrefix("encrypt-") && name(path) != "encrypt-none.zip" {
            #expect(unpacking(path)?.code == .zipEncrypted, "\(name(path))")
        }
    }

    /// What others open and we refuse on purpose.
    private static let refusedAnyway: [String: IssueCode] = [
        "bogus-compression-method.zip": .zipMethod,
        "traditional-encryption-and-compression.zip": .zipEncrypted,
        "traditional-encryption-and-compression_deprecated.zip": .zipEncrypted,
        "traditional-encryption.zip": .zipEncrypted,
        "traditional-encryption_deprecated.zip": .zipEncrypted,
    ]

    @Test func `zips that must open do, with the expected content`() throws {
        for path in SharedFiles.files(under: "suites/zip/yauzl/success", suffixes: [".zip"]) {
            let found = unpacking(path)
            #expect(found?.code == Self.refusedAnyway[name(path)], "\(name(path))")
            guard found == nil else { continue }
            let archive = try ZipArchive(path: path, name: "x.zip", limits: ReadLimits())
            for entry in archive.entries {
                let expected = FileManager.default.contents(
                    atPath: String(path.dropLast(4)) + "/" + entry.name)
                guard let expected else { continue }
                #expect(try archive.open(entry).readAll() == Array(expected), "\(entry.name)")
            }
        }
    }

    @Test func `damaged zips crash nothing`() {
        for folder in ["libzip", "zipfoundation", "yauzl/wrong-entry-sizes"] {
            for path in SharedFiles.files(under: "suites/zip/\(folder)", suffixes: [".zip"]) {
                let found = unpacking(path)
                #expect(found == nil || found?.code.id.hasPrefix("P2C-ZIP-") == true)
            }
        }
    }
}

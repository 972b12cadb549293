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
            "role 5, systemuser 1, systemuserroles 5"
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
}

import Foundation
import Support
import Testing

@testable import Pipeline

/// Every package made by others is read with the number of records that it has, or refused with the
/// reason that the table gives. The table is checked against an independent count; see
/// Tests/Samples/count_samples.py.
@Suite(.enabled(if: Samples.folder != nil, "the folder of samples is not here"))
struct `Samples made by others` {
    @Test func `are read to the last record or refused with a reason`() throws {
        let folder = try #require(Samples.folder)
        let table = try Samples.table()
        var agreed = 0
        for (file, expected) in table {
            let found = try Samples.outcome(folder + "/" + file)
            #expect(found == expected, "\(file)")
            if found == expected { agreed += 1 }
        }
        print("Samples: \(agreed) of \(table.count) as the table says")
    }

    @Test func `are all in the table`() throws {
        let folder = try #require(Samples.folder)
        let listed = Set(try Samples.table().keys)
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        for name in names ?? [] where name != "SOURCES.md" {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
            if !isFolder.boolValue { #expect(listed.contains(name), "\(name)") }
        }
    }
}

private enum Samples {
    /// Beside the project, where it is there.
    static let folder: String? = {
        let candidate = projectFolder + "/../shared/samples"
        return FileManager.default.fileExists(atPath: candidate) ? candidate : nil
    }()

    /// By file what is expected of it, as `outcome` says it.
    static func table() throws -> [String: [String]] {
        let text = try String(
            contentsOfFile: projectFolder + "/Tests/Samples/samples.csv", encoding: .utf8)
        var table: [String: [String]] = [:]
        for line in text.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            try #require(fields.count == 5, "\(line)")
            let expected = fields[3].isEmpty ? "\(fields[1]): \(fields[2])" : String(fields[3])
            table[String(fields[0]), default: []].append(expected)
        }
        return table.mapValues { $0.sorted() }
    }

    /// The entities with their records, or the codes of what is wrong; sorted.
    static func outcome(_ path: String) throws -> [String] {
        var listing = FileListing(FileView())
        try listing.add(path)
        let entities = listing.entities.map { listing in
            "\(listing.entity): \(listing.records.map(String.init) ?? "not read")"
        }
        let errors = listing.findings.issues.filter { $0.severity == "error" }.map(\.code)
        return (entities + errors).sorted()
    }
}

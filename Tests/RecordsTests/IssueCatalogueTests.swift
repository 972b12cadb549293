import Foundation
import Testing

@testable import Records

@Suite struct `Issue catalogue` {
    @Test func `has no code twice and a remedy for each`() {
        let codes = IssueCatalogue.all
        #expect(Set(codes.map(\.id)).count == codes.count)
        for code in codes {
            #expect(!code.title.isEmpty && !code.remedy.isEmpty, "\(code.id)")
            #expect(code.title.last != "." && code.remedy.last != ".", "\(code.id)")
        }
    }

    @Test func `has a cause in whole sentences and an example for each code`() {
        let lacking = IssueCatalogue.all.filter { $0.cause.last != "." || $0.example.isEmpty }
        #expect(lacking.map(\.id) == [])
    }

    @Test func `has examples that say what p2c answers and fit into a terminal`() {
        for code in IssueCatalogue.all where !code.example.isEmpty {
            let lines = code.example.split(separator: "\n")
            let command = lines.lastIndex { $0.hasPrefix("p2c ") } ?? lines.endIndex
            let answer = lines.suffix(from: min(command + 1, lines.endIndex))
            #expect(!answer.isEmpty && answer.allSatisfy { $0.hasPrefix("    ") }, "\(code.id)")
            #expect(lines.allSatisfy { $0.count <= 88 }, "\(code.id)")
        }
    }

    @Test func `has a title for each area`() {
        let untitled = IssueCatalogue.areas.map(\.id).filter {
            IssueCatalogue.areaTitles[$0] == nil
        }
        #expect(untitled == [])
        #expect(IssueCatalogue.areas.flatMap(\.codes).count == IssueCatalogue.all.count)
    }

    @Test func `holds every code that stands in the sources, once`() throws {
        let literal = /"P2C-[A-Z]+-[0-9]+"/
        let written = try sources().flatMap { source in
            try String(contentsOf: source, encoding: .utf8).matches(of: literal).map(\.output)
        }
        let listed = IssueCatalogue.all.map { "\"\($0.id)\"" }
        #expect(written.map(String.init).sorted() == listed.sorted())
    }

    @Test func `names Microsoft's codes as its logs do`() {
        for code in IssueCatalogue.all {
            let names = code.microsoftCodes
            #expect(names.allSatisfy { $0.wholeMatch(of: /(DMF|DIPV|FF|MAP)[0-9]+/) != nil })
            #expect(Set(names).count == names.count, "\(code.id)")
        }
    }

    @Test(arguments: [
        ("P2C-CSV-001", ["P2C-CSV-001"]), ("p2c-csv-001", ["P2C-CSV-001"]),
        ("csv-001", ["P2C-CSV-001"]), ("dmf2016", ["P2C-VAL-009", "P2C-VAL-010"]),
        ("DMF2057", ["P2C-KEY-001"]), ("DIPV1022", ["P2C-MAP-014"]), ("P2C-CSV-999", []),
        ("", []),
    ])
    func `finds codes by name`(name: String, ids: [String]) {
        #expect(IssueCatalogue.codes(named: name).map(\.id) == ids)
    }

    @Test(arguments: [
        ("P2C-SCV-001", "P2C-CSV-001"), ("store6", "P2C-STORE-006"), ("map-10", "P2C-MAP-010"),
        ("DMF195", "P2C-KEY-001"),
    ])
    func `guesses what a misspelt name means`(name: String, id: String) {
        let like = IssueCatalogue.codes(like: name)
        #expect(like.map(\.id).contains(id) && like.count <= 5)
    }

    @Test func `guesses nothing for what is no code`() {
        #expect(IssueCatalogue.codes(like: "accounts.csv").isEmpty)
    }

    private func sources() throws -> [URL] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources").standardized
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        return try #require(files).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }
}

import Foundation
import Support
import Testing

/// The story of examples/prospect-to-cash, night by night, with the program as people start it.
@Suite struct `Three nights of Prospect to cash` {
    private let scratch = ScratchFolder()
    private let story = projectFolder + "/examples/prospect-to-cash"
    private let root: String

    init() throws {
        root = scratch.path + "/story"
        #expect(try ProgramRun("init", root).status == 0)
        for name in ["p2c.json", "references.csv"] {
            try? FileManager.default.removeItem(atPath: "\(root)/\(name)")
            try FileManager.default.copyItem(atPath: "\(story)/\(name)", toPath: "\(root)/\(name)")
        }
    }

    @Test func `end as the table and the records say that were written by hand`() throws {
        var expected = try lines("expected-runs.csv").dropFirst().map {
            Array($0.split(separator: ","))
        }
        for night in 1...3 {
            try drop(night)
            let run = try ProgramRun("run", "-w", root)
            #expect(run.status == 0, "night \(night): \(run.output)\(run.errors)")
            let count = expected.count { $0[0] == "\(night)" }
            let found = try latestRuns(count)
            for (row, words) in zip(expected.prefix(count), found) {
                #expect(words == Self.words(of: row), "night \(night)")
            }
            expected.removeFirst(count)
            let waiting = try ProgramRun("waiting", "-w", root).output
            #expect(waiting.contains("CON-1004") == (night < 3), "\(waiting)")
        }
        try compareRecords()
    }

    private func lines(_ name: String) throws -> [Substring] {
        try String(contentsOfFile: "\(story)/\(name)", encoding: .utf8).split(separator: "\n")
    }

    private func drop(_ night: Int) throws {
        for company in ["USMF", "DEMF"] {
            let from = "\(story)/night-\(night)/\(company)"
            guard FileManager.default.fileExists(atPath: from) else { continue }
            try scratch.drop(from, into: "story/inbox/\(company)")
        }
    }

    /// Outcome, counts and file of each of the last runs, the earliest first.
    private func latestRuns(_ count: Int) throws -> [[Substring]] {
        let history = try ProgramRun("history", "-w", root, "--last", "\(count)").output
        return history.split(separator: "\n").dropFirst().reversed().map { line in
            Array(line.split(separator: " ").dropFirst(2))
        }
    }

    /// The same of a row of the table.
    private static func words(of row: [Substring]) -> [Substring] {
        Array(row[3...]) + "\(row[1])/\(row[2])".split(separator: " ")
    }

    /// Each delivered record has the values of one line; no line is left, and no record.
    private func compareRecords() throws {
        var expected = try lines("expected-records.jsonl").map(Self.record)
        let packages = scratch.files(in: "story/outbox").filter { $0.hasSuffix(".zip") }
        for package in packages {
            let file = "\(root)/outbox/\(package)"
            let printed = try ProgramRun("cat", file, "--to", "jsonl")
            for line in printed.output.split(separator: "\n") {
                let found = try Self.record(line)
                let match = expected.firstIndex { wanted in
                    wanted.allSatisfy { found[$0.key] == $0.value }
                }
                if let match {
                    expected.remove(at: match)
                } else {
                    Issue.record("\(package) has a record that no line expects: \(line)")
                }
            }
        }
        #expect(expected.isEmpty, "not delivered: \(expected)")
    }

    private static func record(_ line: Substring) throws -> [String: String?] {
        try JSONDecoder().decode([String: String?].self, from: Data(line.utf8))
    }
}

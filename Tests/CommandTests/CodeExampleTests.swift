import Foundation
import Records
import Support
import Testing

/// What the catalogue says that `p2c validate` answers is what it answers.
@Suite struct `Examples of codes` {
    @Test(arguments: IssueCatalogue.all.filter { CodeExample($0).isForValidating }.map(\.id))
    func `are true`(id: String) throws {
        let code = try #require(IssueCatalogue.codes(named: id).first)
        let example = CodeExample(code)
        let scratch = ScratchFolder()
        let run = try ProgramRun(["validate"] + example.write(to: scratch))
        let output = run.output.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
        #expect(output.contains(example.answer), "\(example.answer)\n\(run.output)\(run.errors)")
        #expect(output.contains("\(code.severity) \(id)"), "\(run.output)\(run.errors)")
    }
}

/// An example of the catalogue, taken apart: files, the command, and what it answers.
private struct CodeExample {
    /// Names with contents. What stands behind `.zip/` is a name in an archive.
    private var files: [(name: String, lines: [Substring])] = []
    private var command = ""
    private var answers: [Substring] = []

    init(_ code: IssueCode) {
        for line in code.example.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty || line.hasPrefix("    ") {
                take(content: line.dropFirst(4))
            } else if line.hasPrefix("p2c ") {
                command = String(line)
            } else {
                let remark = line.firstRange(of: " (")?.lowerBound ?? line.endIndex
                files.append((String(line[..<remark]), []))
            }
        }
    }

    private mutating func take(content line: Substring) {
        if command.isEmpty, !files.isEmpty {
            files[files.count - 1].lines.append(line)
        } else {
            answers.append(line)
        }
    }

    /// Anything more in the command, such as settings, is for readers.
    var isForValidating: Bool { command == "p2c validate" }

    /// With one blank between words, however its lines are broken.
    var answer: String { answers.flatMap { $0.split(separator: " ") }.joined(separator: " ") }

    /// Writes the files and returns their paths.
    func write(to scratch: ScratchFolder) throws -> [String] {
        var archives: [String: [String]] = [:]
        var paths: [String] = []
        for (number, file) in files.enumerated() {
            if let slash = file.name.firstRange(of: ".zip/") {
                let content = "contents/\(number)"
                scratch.write(Self.bytes(of: file.lines), to: content)
                archives[file.name[..<slash.lowerBound] + ".zip", default: []] += [
                    String(file.name[slash.upperBound...]), scratch.path + "/" + content,
                ]
            } else {
                scratch.write(Self.bytes(of: file.lines), to: file.name)
                paths.append(scratch.path + "/" + file.name)
            }
        }
        for (name, entries) in archives {
            paths.append(scratch.path + "/" + name)
            try Self.zip(entries, to: scratch.path + "/" + name)
        }
        return paths.sorted()
    }

    /// `⟨0D⟩` stands for a byte.
    private static func bytes(of lines: [Substring]) -> [UInt8] {
        let parts = lines.joined(separator: "\n").split(
            separator: "⟨", omittingEmptySubsequences: false)
        return parts.flatMap { part in
            guard let end = part.firstIndex(of: "⟩") else { return Array(part.utf8) }
            let byte = UInt8(part[..<end], radix: 16).map { [$0] } ?? []
            return byte + Array(part[part.index(after: end)...].utf8)
        }
    }

    /// Packs files under any names, also such as only careless tools write. `entries` are names, each
    /// with the path of its content behind it.
    private static func zip(_ entries: [String], to path: String) throws {
        let script = """
            import sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1], "w")
            for name, content in zip(sys.argv[2::2], sys.argv[3::2]):
                archive.writestr(zipfile.ZipInfo(name), open(content, "rb").read())
            archive.close()
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script, path] + entries
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}

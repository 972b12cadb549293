import Foundation
import Records
import Testing

@testable import Formats

/// Independent suites of zip archives, where their folder is there. `docs/conformance.md` explains
/// the scores.
@Suite(.enabled(if: SharedFiles.folder != nil, "the folder of shared files is not here"))
struct `Suite of zip archives` {
    static let suites = [ZipSuite.yauzl, .libzip, .zipFoundation]

    @Test(arguments: suites)
    func `is refused or opened as expected`(_ suite: ZipSuite) throws {
        let oracle = try PythonOracle(folder: suite.folder)
        var refused = 0
        var opened = 0
        var different = 0
        for path in SharedFiles.files(under: "suites/zip/\(suite.folder)", suffixes: [".zip"]) {
            let file = URL(fileURLWithPath: path).lastPathComponent
            let result = read(path)
            let anyway = ZipSuite.named(file, in: suite.refusedAnyway)
            if let code = ZipSuite.named(file, in: suite.refused) ?? anyway?.code {
                #expect(result.issue?.code == code, "\(file): \(result)")
                if anyway == nil { refused += 1 } else { different += 1 }
                continue
            }
            #expect(result.issue == nil, "\(file): \(result)")
            if let expected = oracle.contents(of: path) {
                #expect(result.contents == expected, "\(file)")
            }
            #expect(try result.contents == siblings(of: path, like: result.contents), "\(file)")
            let isKnown = ZipSuite.named(file, in: suite.readAnyway) != nil
            if isKnown { different += 1 } else { opened += 1 }
        }
        let total = refused + opened + different
        print(
            "SCORE zip \(suite.folder): \(refused + opened) of \(total)"
                + " (\(refused) refused, \(opened) opened; \(different) otherwise, with a reason)")
        #expect(refused == suite.refused.count)
        #expect(different == suite.readAnyway.count + suite.refusedAnyway.count)
    }

    private struct Result {
        var issue: Records.Issue?
        var contents: [[UInt8]] = []
    }

    private func read(_ path: String) -> Result {
        var result = Result()
        result.issue = issue {
            let archive = try ZipArchive(path: path, name: "x.zip", limits: ReadLimits())
            for entry in archive.entries {
                result.contents.append(try archive.open(entry).readAll(bufferSize: 70_000))
            }
        }
        return result
    }

    /// What the suite itself unpacked to, for the entries that it keeps beside the archive.
    private func siblings(of path: String, like contents: [[UInt8]]) throws -> [[UInt8]] {
        let archive = try ZipArchive(path: path, name: "x.zip", limits: ReadLimits())
        return zip(archive.entries, contents).map { entry, content in
            let sibling = String(path.dropLast(4)) + "/" + entry.name
            return FileManager.default.contents(atPath: sibling).map { Array($0) } ?? content
        }
    }
}

/// What Python's `zipfile` unpacks, for the archives that it reads.
private struct PythonOracle {
    private let folder = TemporaryFolder()

    private static let program = """
        import os, sys, zipfile
        root, out = sys.argv[1:]
        paths = [os.path.join(d, f) for d, _, files in os.walk(root) for f in files]
        for path in paths:
            if not path.endswith('.zip'): continue
            try:
                with zipfile.ZipFile(path) as archive:
                    entries = [e for e in archive.infolist() if not e.is_dir()]
                    contents = [archive.read(e) for e in entries]
            except Exception: continue
            base = os.path.join(out, os.path.basename(path))
            os.mkdir(base)
            for number, content in enumerate(contents):
                with open(os.path.join(base, str(number)), 'wb') as file: file.write(content)
        """

    init(folder suite: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", Self.program, SharedFiles.folder! + "/suites/zip/" + suite,
            folder.path,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    /// The contents of the archive's files in order; nil when Python cannot read it.
    func contents(of path: String) -> [[UInt8]]? {
        let base = folder.path + "/" + URL(fileURLWithPath: path).lastPathComponent
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: base) else {
            return nil
        }
        return names.indices.map { Array(FileManager.default.contents(atPath: "\(base)/\($0)")!) }
    }
}

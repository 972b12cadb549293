import Foundation
import Support

/// One run of the built program, as a user starts it.
struct ProgramRun {
    var status: Int32
    var output: String
    var errors: String

    /// Runs `p2c` with the arguments and waits for its end. The folder that it runs in is no
    /// workspace, unless one is named.
    init(_ arguments: String..., in folder: String = "/") throws {
        try self.init(arguments, in: folder)
    }

    init(_ arguments: [String], in folder: String = "/") throws {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        try self.init(process)
    }

    /// Runs any program and waits for its end.
    init(_ process: Process) throws {
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        self.output = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.errors = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationStatus
    }

    /// The program lies beside the test bundle.
    static var program: URL {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let bundled = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
        let folder = (bundled ?? own).deletingLastPathComponent()
        return folder.appendingPathComponent("p2c")
    }
}

/// An entry of a zip, by the independent `unzip`; nil when there is none.
func zipEntry(_ entry: String, of zip: String) throws -> [UInt8]? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
    // unzip takes [ as the start of a pattern.
    process.arguments = ["-p", zip, entry.replacingOccurrences(of: "[", with: "\\[")]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? [UInt8](data) : nil
}

import Foundation
import Support
import Testing

/// Files of the inbox that the user who runs p2c may not read.
@Suite struct `A file that may not be read` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        _ = try ProgramRun("init", root)
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "work/inbox/USMF/accounts.csv")
    }

    /// Runs p2c; for root without the right to read everything.
    private func run() throws -> ProgramRun {
        guard getuid() == 0 else { return try ProgramRun("run", "-w", root) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = [
            "--bounding-set", "-dac_override,-dac_read_search", ProgramRun.program.path, "run",
            "-w",
            root,
        ]
        return try ProgramRun(process)
    }

    @Test(arguments: ["USMF/contacts.csv", "USMF/package/data.xml", "closed/x.csv"])
    func `stays and is told, and the others go on`(name: String) throws {
        scratch.write("x\r\n", to: "work/inbox/\(name)")
        let refused = name == "closed/x.csv" ? "closed" : name
        let path = "\(root)/inbox/\(refused)"
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        defer {
            try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        let run = try run()
        #expect(run.status == 4)
        #expect(
            run.errors == """
                p2c: inbox/\(refused) stays: permission denied. Give this user the right to read and \
                write there (ls -ld shows the owner), or let the exporter write so that it may be \
                read [P2C-DIR-001]

                """, "\(run.errors)\(run.output)")
        #expect(run.output.contains("run 1: accounts.csv (USMF): completed, 1 record read"))
    }
}

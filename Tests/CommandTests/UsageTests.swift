import Support
import Testing

@testable import p2c

/// Wrong use gets one clear sentence, what would be right, and exit code 2.
@Suite struct `Wrong use` {
    private let scratch = ScratchFolder()

    @Test(arguments: [
        (["frobnicate"], "frobnicate"),
        (["run", "--workspace", "/nowhere"], "/nowhere is not a workspace"),
        (["run", "--fast"], "Unknown option '--fast'"),
        (["convert", "/nowhere.csv", "-o", "x"], "There is no file /nowhere.csv"),
        (["convert", "/tmp", "-o", "x"], "/tmp is a folder"),
        (["convert"], "Missing expected argument"),
        (["validate"], "Missing expected argument"),
        (["template", "show", "Nothing"], "There is no template \"Nothing\""),
        (["watch", "--poll", "0"], "--poll takes seconds"),
        (["history", "--last", "0", "-w", "/tmp"], "--last takes a number from 1 on"),
    ])
    func `is told in a sentence`(arguments: [String], sentence: String) throws {
        let run = try ProgramRun(arguments)
        #expect(run.status == 2, "\(run.output)\(run.errors)")
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test(arguments: [
        "run", "watch", "convert", "validate", "template", "init", "history", "show", "explain",
    ])
    func `has help with examples for each command`(command: String) throws {
        let help = try ProgramRun(command, "--help")
        #expect(help.status == 0)
        #expect(command == "template" || help.output.contains("EXAMPLES"))
    }

    @Test(arguments: [
        ("{ organisations: [] }", "there is no setting \"organisations\" here"),
        ("{ inbox: { looks: \"three\" } }", "inbox.looks: this must be a whole number"),
        ("{ output: { finops: \"PDF\" } }", "output.finops is \"PDF\""),
        ("{ formats: { X: { delimiter: \"ab\" } } }", "formats.\"X\".delimiter is \"ab\""),
        ("{ templates: { Nothing: true } }", "templates names \"Nothing\""),
        ("{ references: \"gone.csv\" }", "gone.csv, which is not there"),
        ("{", "p2c.json"),
    ])
    func `of the settings names the file and the key`(settings: String, sentence: String) throws {
        _ = try ProgramRun("init", scratch.path + "/w")
        scratch.write(settings, to: "w/p2c.json")
        let run = try ProgramRun("run", "-w", scratch.path + "/w")
        #expect(run.status == 2)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1 000"), (1_234_567, "1 234 567"), (-1000, "-1 000"),
    ])
    func `numbers are grouped by three`(number: Int, text: String) {
        #expect(grouped(number) == text)
    }
}

import ArgumentParser
import Formats
import Glibc
import Pipeline

struct CatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cat",
        abstract: "Print the records of any file or package, as CSV or JSON lines.",
        discussion: """
            Needs no schemas and no workspace. Records go to standard output, what is wrong with the \
            rest to standard error.

            CSV is UTF-8 with LF: null is nothing between two commas, empty text is "", a field that \
            a record does not have looks like null. It is one table: of a package with several \
            entities choose one, and several files need the same columns. JSON lines is one object a \
            record of all entities: null is null, a field that a record does not have is left out, \
            and every other value is a string.

            Exit code 0: everything was read; 1: some records could not be read; 2: wrong use; 3: a \
            file cannot be read; 4: the output cannot be written.

            EXAMPLES
              p2c cat accounts.csv
              p2c cat data.zip --list                   entities, dialects, counts
              p2c cat data.zip --entity account --head 5
              p2c cat data.zip --to jsonl | jq .name
              p2c cat export.txt --delimiter tab --encoding windows-1252 --qualifier none
            """)

    @Argument(help: "Packages or entity files: zip, csv, xml; or the folder of a delivery.")
    var files: [String]

    @Option(help: "The entity of the package, by its label, logical name or AOT name.")
    var entity: String?

    @Option(help: ArgumentHelp("How records are printed (default: csv).", valueName: "form"))
    var to: RecordOutput.Form?

    @Option(
        parsing: .unconditional, help: "Print only the first records of each entity.",
        transform: wholeNumber)
    var head: Int?

    @Flag(help: "Name the entities with their dialects and record counts instead of printing.")
    var list = false

    @OptionGroup(title: "Dialect of delimited files")
    var dialect: DialectOptions

    @Option(
        name: [.customShort("w"), .long],
        help: "Take the formats and limits of p2c.json from this workspace.")
    var workspace: String?

    func run() throws {
        // A reader that has had enough, such as head, ends the program in order and not by a signal.
        signal(SIGPIPE, SIG_IGN)
        try ConversionOptions.checkReadable(files)
        let view = try makeView()
        let files = try files.flatMap { try DeliveredFiles.paths(at: $0) }
        do {
            let findings =
                try list ? listEntities(of: files, view) : printRecords(of: files, view)
            tell(findings)
            if findings.hasFailed { throw ExitStatusError(status: .packageFailed) }
            if findings.hasUnreadable { throw ExitStatusError(status: .someQuarantined) }
        } catch let error as ViewError {
            throw UsageError(error.description)
        }
    }

    private func makeView() throws -> FileView {
        if let head, head < 0 { throw UsageError("--head takes a number from 0 on") }
        if list, head != nil { throw UsageError("--list counts all records. Leave out --head") }
        if list, to == .csv {
            throw UsageError("--list prints a table, or JSON lines with --to jsonl")
        }
        var view = FileView()
        if let workspace {
            var options = ConversionOptions()
            options.workspace = workspace
            options.legalEntity = nil
            let loaded = try options.load().configuration
            (view.formats, view.limits) = (loaded.formats, loaded.limits)
        }
        view.overrides = try dialect.overrides()
        view.entity = entity
        view.head = head
        return view
    }

    private func printRecords(of files: [String], _ view: FileView) throws -> ViewFindings {
        let sink = FileSink(descriptor: STDOUT_FILENO, name: "standard output")
        var printing = RecordPrinting(view, as: to ?? .csv)
        do {
            try printing.print(files, to: sink)
        } catch is PipelineError where sink.hasNoReader {
            throw ExitStatusError(status: .done)
        }
        return printing.findings
    }

    private func listEntities(of files: [String], _ view: FileView) throws -> ViewFindings {
        var listing = FileListing(view)
        for file in files { try listing.add(file) }
        if to == .jsonLines {
            let lines = EntityListing.jsonLines(listing.entities)
            print(String(decoding: lines, as: UTF8.self), terminator: "")
        } else if !listing.entities.isEmpty {
            ListingText(entities: listing.entities).lines.forEach { print($0) }
        }
        return listing.findings
    }

    private func tell(_ findings: ViewFindings) {
        fflush(nil)
        for group in dialect.remedied(findings.issues) {
            let text = IssueText(group: group, examples: ViewFindings.examplesPerCause)
            text.lines.forEach(printError)
        }
    }
}

extension RecordOutput.Form: ExpressibleByArgument {}

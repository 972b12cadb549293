import ArgumentParser
import Formats
import Glibc
import Pipeline
import Records

struct SchemaInferCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "infer",
        abstract: "Make a schema of the records of a file or package.",
        discussion: """
            The schema is a beginning: what all records of a sample have in common may be chance. \
            Each field says how many records it comes from. Types are the strictest that all values \
            are of; digits with zeros in front and telephone numbers stay texts, and so do days \
            whose month and day could be mistaken. A field is required when no record is blank \
            there. The longest value is noted, and allowed to be longer without --lengths.

            The schema goes to standard output, and what was seen to standard error.

            Exit code 0: a schema was made; 1: it was made, and some records could not be read; 2: \
            wrong use; 3: a file cannot be read; 4: the output cannot be written.

            EXAMPLES
              p2c schema infer accounts.csv
              p2c schema infer data.zip --entity account -o schemas/sales/account.json
              p2c schema infer orders.xlsx --system finops --enums --lengths
            """)

    @Argument(help: "A package or entity file: zip, csv, xml, xlsx.")
    var file: String

    @Option(help: "The entity of the package, by its label, logical name or AOT name.")
    var entity: String?

    @Option(help: "The system of the entity: sales, finops or cds (default: told from the file).")
    var system: Environment?

    @Flag(help: "Make the longest value of each text the longest that is allowed.")
    var lengths = false

    @Flag(help: "Make few different values the only ones that are allowed.")
    var enums = false

    @Option(
        name: [.short, .long],
        help: "Write the schema into this file, which must not be there yet.")
    var output: String?

    @OptionGroup(title: "Dialect of delimited files")
    var dialect: DialectOptions

    @Option(
        name: [.customShort("w"), .long],
        help: "Take the formats and limits of p2c.json from this workspace.")
    var workspace: String?

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        try ConversionOptions.checkReadable([file])
        var options = InferredEntity.Options()
        options.lengths = lengths
        options.enums = enums
        var inference = SchemaInference(
            try makeView(), environment: system, options: options)
        let found: [InferredEntity]
        do {
            found = try inference.infer(file)
        } catch {
            throw UsageError(error.description)
        }
        let findings = inference.findings
        for group in dialect.remedied(findings.issues) {
            IssueText(group: group, examples: ViewFindings.examplesPerCause).lines.forEach(
                printError)
        }
        if found.isEmpty, findings.hasFailed { throw ExitStatusError(status: .packageFailed) }
        try write(try only(of: found))
        if findings.hasFailed { throw ExitStatusError(status: .packageFailed) }
        if findings.hasUnreadable { throw ExitStatusError(status: .someQuarantined) }
    }

    private func makeView() throws -> FileView {
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
        return view
    }

    /// A schema is of one entity.
    private func only(of found: [InferredEntity]) throws(UsageError) -> InferredEntity {
        guard let first = found.first else {
            throw UsageError("\(file) has no entity with records")
        }
        guard found.count == 1 else {
            throw UsageError(
                "\(file) has several entities: \(found.map(\.label).joined(separator: ", ")). "
                    + "Choose one with --entity")
        }
        return first
    }

    private func write(_ entity: InferredEntity) throws {
        fflush(nil)
        InferenceText(entity: entity).lines.forEach(printError)
        let sink: FileSink
        if let output {
            let descriptor = open(output, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                let reason =
                    errno == EEXIST
                    ? "is there already. Name another file, or remove it"
                    : "cannot be written: \(String(cString: strerror(errno)))"
                throw UsageError("\(output) \(reason)")
            }
            sink = FileSink(descriptor: descriptor, name: output, closesDescriptor: true)
        } else {
            sink = FileSink(descriptor: STDOUT_FILENO, name: "standard output")
        }
        var text = entity.json
        do {
            try text.withUTF8 { try sink.write(UnsafeRawBufferPointer($0)) }
            try sink.finish()
        } catch let error as FormatError {
            if sink.hasNoReader { return }
            printError("p2c: \(error.issue.message)")
            throw ExitStatusError(status: .machineFailed)
        }
    }
}

extension Environment: ExpressibleByArgument {}

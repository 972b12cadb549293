import Formats
import Glibc
import Pipeline

/// The documents for machines that a validation was asked for.
struct ValidationOutputs {
    private var documents: [(document: any ValidationDocumentForm, file: OutputFile)] = []

    var receivers: [any ValidationReceiver] { documents.map(\.document) }

    init(_ command: ValidateCommand) throws(UsageError) {
        let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
        if command.json {
            documents.append(
                (
                    ValidationDocument(temporaryFolder: temporary),
                    try OutputFile(path: "-", isNot: [])
                ))
        }
        if let sarif = command.sarif {
            let document = SARIFDocument(
                program: ("p2c", P2C.configuration.version), currentFolder: Self.currentFolder(),
                isStrict: command.strict, temporaryFolder: temporary)
            documents.append((document, try OutputFile(path: sarif, isNot: command.files)))
        }
    }

    /// Writes all of them. That nobody reads on is no failure.
    func write() throws {
        for (document, file) in documents {
            let sink = file.makeSink()
            do {
                try document.write(to: sink)
            } catch let error as FormatError {
                if !sink.hasNoReader { throw PipelineError.output(error) }
            }
        }
    }

    private static func currentFolder() -> String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }
}

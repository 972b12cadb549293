import CLibXML2
import Glibc
import Records

/// A user's own XML schema, against which XML files are validated by libxml2 as they are read: memory
/// does not grow with the file.
package final class XMLSchemaGate {
    /// What libxml2 said of one place of a file.
    package struct Finding: Equatable {
        /// From 1.
        package var line: Int
        package var message: String
    }

    /// What a file turned out to be.
    package struct Outcome: Equatable {
        package var findings: [Finding] = []
        /// All of them, also those that are not listed.
        package var count = 0
    }

    /// The most findings of one file that are listed.
    package static let mostFindings = 1_000

    private let schema: xmlSchemaPtr

    /// Compiles the schema in the file. One that takes longer than `seconds` is given up: a few lines
    /// of nested choices can keep a compiler busy for hours. Files that it includes are read from
    /// beside it, nothing from the network.
    package init(path: String, seconds: Int = 10) throws(SchemaError) {
        xmlInitParser()
        switch XMLSchemaCompilation.run(path: path, seconds: seconds) {
        case .compiled(let schema): self.schema = schema
        case .failed(let message):
            throw SchemaError(
                file: path, what: "libxml2 cannot use this XML schema: \(message)",
                remedy: "Mend it (\"xmllint --schema\" says the same), or take the file away")
        case .timedOut:
            throw SchemaError(
                file: path, what: "Compiling this XML schema takes longer than \(seconds) s",
                remedy:
                    "Simplify it (large maxOccurs and nested choices cost most), or take it away")
        }
    }

    deinit { xmlSchemaFree(schema) }

    /// Validates a document. `read` fills a buffer and returns how many bytes it put there, 0 at the
    /// end; what it throws is thrown on.
    package func validate<Failure>(
        _ read: @escaping (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> Outcome {
        var failure: Failure?
        let input = XMLGateInput { buffer in
            do throws(Failure) {
                return try read(buffer)
            } catch {
                failure = error
                return -1
            }
        }
        let outcome = input.validate(against: schema)
        if let failure { throw failure }
        return outcome
    }
}

/// One document on its way through libxml2's reader.
private final class XMLGateInput {
    private let read: (UnsafeMutableRawBufferPointer) -> Int
    private var outcome = XMLSchemaGate.Outcome()

    init(_ read: @escaping (UnsafeMutableRawBufferPointer) -> Int) { self.read = read }

    func validate(against schema: xmlSchemaPtr) -> XMLSchemaGate.Outcome {
        let me = Unmanaged.passUnretained(self).toOpaque()
        let options = Int32(XML_PARSE_NONET.rawValue)
        let reader = xmlReaderForIO(
            { context, buffer, count in
                guard let context, let buffer, count > 0 else { return 0 }
                let input = Unmanaged<XMLGateInput>.fromOpaque(context).takeUnretainedValue()
                return Int32(
                    input.read(UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))))
            }, { _ in 0 }, me, nil, nil, options)
        guard let reader else { preconditionFailure("libxml2 has memory for a reader") }
        defer { xmlFreeTextReader(reader) }
        xmlTextReaderSetStructuredErrorHandler(
            reader,
            { context, error in
                guard let context, let error else { return }
                Unmanaged<XMLGateInput>.fromOpaque(context).takeUnretainedValue()
                    .note(error.pointee)
            }, me)
        xmlTextReaderSetSchema(reader, schema)
        while xmlTextReaderRead(reader) == 1 {}
        return outcome
    }

    private func note(_ error: xmlError) {
        outcome.count += 1
        guard outcome.findings.count < XMLSchemaGate.mostFindings else { return }
        outcome.findings.append(
            XMLSchemaGate.Finding(line: Int(error.line), message: error.sentence))
    }
}

extension xmlError {
    /// The message without the line break at its end.
    var sentence: String {
        var text = message.map { String(cString: $0) } ?? "it gives no reason"
        while text.last == "\n" || text.last == "." || text.last == " " { text.removeLast() }
        return text
    }
}

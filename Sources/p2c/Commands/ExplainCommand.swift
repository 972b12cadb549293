import ArgumentParser
import Pipeline
import Records

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why an issue happens and what to do about it.",
        discussion: """
            Takes the codes that p2c prints, such as P2C-CSV-001, and those of Microsoft's logs: DMF…, \
            FF…, MAP… of Fin and Ops, DIPV… of the Data Integrator. Without a code it lists all.

            EXAMPLES
              p2c explain P2C-CSV-001
              p2c explain csv-001 val-004
              p2c explain DMF2018           the causes for which Fin and Ops has this one code
              p2c explain                   all codes
              p2c explain --json            all codes with all texts, for machines
            """)

    @Argument(help: "Codes of p2c or of Microsoft, in any case.")
    var codes: [String] = []

    @Flag(help: "Print one JSON document for machines instead of text for people.")
    var json = false

    @Flag(help: ArgumentHelp("Print docs/issues.md.", visibility: .hidden))
    var markdown = false

    func run() throws {
        let remarks = codes.compactMap(IntegratorRemark.named)
        let found = try codes.filter { IntegratorRemark.named($0) == nil }
            .map { (name: $0, codes: try Self.codes(named: $0)) }
        if json {
            let all = codes.isEmpty ? IssueCatalogue.all : found.flatMap(\.codes)
            print(String(decoding: CodeDescription.json(of: all), as: UTF8.self), terminator: "")
        } else if markdown {
            IssueDocument.lines.forEach { print($0) }
        } else if codes.isEmpty {
            CodeListing.ofAll.forEach { print($0) }
        } else {
            let texts =
                found.map { Self.lines(for: $0.codes, named: $0.name) } + remarks.map(\.lines)
            texts.joined(separator: [""]).forEach { print($0) }
        }
    }

    private static func codes(named name: String) throws -> [IssueCode] {
        let found = IssueCatalogue.codes(named: name)
        guard found.isEmpty else { return found }
        let like = IssueCatalogue.codes(like: name).map { "\n  \($0.id)  \($0.title)" }
        let nearest = like.isEmpty ? "" : " The nearest are:" + like.joined()
        throw UsageError(
            "There is no code \"\(name)\"; \"p2c explain\" lists all.\(nearest)")
    }

    private static func lines(for codes: [IssueCode], named name: String) -> [String] {
        codes.count == 1
            ? ExplanationText(code: codes[0]).lines : CodeListing.of(codes, behind: name)
    }
}

/// A code as machines get it.
private struct CodeDescription: Encodable {
    var code: String
    var area: String
    var severity: String
    var title: String
    var cause: String
    var example: String
    var remedy: String
    var microsoftCodes: [String]

    init(_ code: IssueCode) {
        self.code = code.id
        area = code.area
        severity = code.severity.rawValue
        title = code.title
        cause = code.cause
        example = code.example
        remedy = code.remedy
        microsoftCodes = code.microsoftCodes
    }

    static func json(of codes: [IssueCode]) -> [UInt8] {
        jsonBytes(["codes": codes.map(CodeDescription.init)])
    }
}

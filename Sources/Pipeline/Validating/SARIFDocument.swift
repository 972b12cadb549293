import Folders
import Formats
import Records

/// The issues as SARIF 2.1.0, which CI systems show beside the files.
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
package final class SARIFDocument: ValidationDocumentForm {
    private let spool: IssueSpool
    private let program: (name: String, version: String)
    private let currentFolder: String
    private let isStrict: Bool
    /// The rules that were broken, in the order of their first results.
    private var rules: [IssueCode] = []
    private var ruleIndexes: [String: Int] = [:]
    private var file = ""
    /// Where the results begin in the spool.
    private var start = 0
    private var verdicts: [ValidationReport.Verdict] = []

    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    /// Files are named from `currentFolder` on. Many results lie in a temporary file in its folder
    /// until they are written.
    package init(
        program: (name: String, version: String), currentFolder: String, isStrict: Bool,
        temporaryFolder: String
    ) {
        self.program = program
        self.currentFolder = currentFolder
        self.isStrict = isStrict
        spool = IssueSpool(temporaryFolder: temporaryFolder)
    }

    package func begin(_ file: String, number: Int) { self.file = file }

    package func beginAnew() { start = spool.count }

    package func take(_ issue: Issue) {
        let separator = spool.count == start ? "\n        " : ",\n        "
        spool.append(Array(separator.utf8) + json(of: issue))
    }

    package func flush() throws { try spool.check() }

    package func end(_ report: ValidationReport, number: Int) throws {
        try spool.check()
        verdicts.append(report.verdict)
    }

    /// Writes the document of all files that came.
    package func write(to sink: any ByteSink) throws {
        var json = JSONText()
        json.beginObject()
        json.add("$schema", Self.schema)
        json.add("version", "2.1.0")
        json.beginArray("runs")
        json.beginObject()
        addTool(to: &json)
        json.beginArray("invocations")
        json.beginObject()
        json.add("executionSuccessful", verdicts.worst != .unreadable)
        json.end()
        json.end()
        json.beginValue("results")
        try sink.write(json.take() + [UInt8(ascii: "[")])
        try spool.copy(start..<spool.count, to: sink)
        try sink.write(Array((spool.count == start ? "]" : "\n      ]").utf8))
        json.end()
        json.end()
        json.end()
        try sink.write(json.take())
        try sink.finish()
    }

    // MARK: Rules

    private func addTool(to json: inout JSONText) {
        json.beginObject("tool")
        json.beginObject("driver")
        json.add("name", program.name)
        json.add("version", program.version)
        json.beginArray("rules")
        for rule in rules { add(rule, to: &json) }
        json.end()
        json.end()
        json.end()
    }

    private func add(_ rule: IssueCode, to json: inout JSONText) {
        json.beginObject()
        json.add("id", rule.id)
        addText("shortDescription", rule.title, to: &json)
        addText("fullDescription", rule.cause.isEmpty ? rule.title : rule.cause, to: &json)
        json.beginObject("help")
        let example = rule.example.isEmpty ? "" : "\n\nExample:\n\n\(rule.example)"
        json.add("text", "To do: \(rule.remedy).\(example)")
        let code = rule.example.isEmpty ? "" : "\n\n```text\n\(rule.example)\n```"
        json.add("markdown", "**To do:** \(rule.remedy).\(code)")
        json.end()
        json.beginObject("defaultConfiguration")
        json.add("level", rule.severity.rawValue)
        json.end()
        if !rule.microsoftCodes.isEmpty {
            json.beginObject("properties")
            json.add("microsoftCodes", rule.microsoftCodes)
            json.end()
        }
        json.end()
    }

    private func index(of rule: IssueCode) -> Int {
        if let index = ruleIndexes[rule.id] { return index }
        ruleIndexes[rule.id] = rules.count
        rules.append(rule)
        return rules.count - 1
    }

    // MARK: Results

    private func json(of issue: Issue) -> [UInt8] {
        var json = JSONText(isOnOneLine: true)
        json.beginObject()
        json.add("ruleId", issue.code.id)
        json.add("ruleIndex", index(of: issue.code))
        json.add("level", isStrict ? Severity.error.rawValue : issue.severity.rawValue)
        let place = (issue.field.map { "\($0): " } ?? "")
        addText("message", "\(place)\(issue.detail). \(issue.remedy).", to: &json)
        let uri = uri(of: issue.file)
        addLocation(of: issue, uri: uri, to: &json)
        json.beginObject("partialFingerprints")
        json.add("p2c/v1", fingerprint(of: issue, uri: uri))
        json.end()
        addProperties(of: issue, to: &json)
        json.end()
        return json.take()
    }

    private func addLocation(of issue: Issue, uri: String, to json: inout JSONText) {
        json.beginArray("locations")
        json.beginObject()
        json.beginObject("physicalLocation")
        json.beginObject("artifactLocation")
        json.add("uri", uri)
        json.end()
        if issue.line != nil || issue.byte != nil {
            json.beginObject("region")
            json.add("startLine", issue.line)
            json.add("startColumn", issue.line == nil ? nil : issue.column)
            json.add("byteOffset", issue.byte)
            json.end()
        }
        json.end()
        addLogicalLocation(of: issue, to: &json)
        json.end()
        json.end()
    }

    /// Entity, record and field, as `account/C-100/creditlimit`.
    private func addLogicalLocation(of issue: Issue, to json: inout JSONText) {
        let record = issue.key ?? issue.record.map { "record \($0)" }
        let parts = [issue.entity, record, issue.field].compactMap(\.self)
        guard let name = parts.last else { return }
        json.beginArray("logicalLocations")
        json.beginObject()
        json.add("name", name)
        json.add("fullyQualifiedName", parts.joined(separator: "/"))
        json.add("kind", issue.field != nil ? "member" : record != nil ? "object" : "type")
        json.end()
        json.end()
    }

    private func addProperties(of issue: Issue, to json: inout JSONText) {
        json.beginObject("properties")
        json.add("entity", issue.entity)
        json.add("record", issue.record)
        json.add("key", issue.key)
        json.add("field", issue.field)
        json.add("value", issue.value?.text)
        if issue.isMasked { json.add("masked", true) }
        if !issue.code.microsoftCodes.isEmpty {
            json.add("microsoftCodes", issue.code.microsoftCodes)
        }
        json.end()
    }

    private func addText(_ key: String, _ text: String, to json: inout JSONText) {
        json.beginObject(key)
        json.add("text", text)
        json.end()
    }

    /// The same for the same trouble in the same record also when lines moved: the record is known
    /// by its key, and by its number where it has no key or one that may not be told apart.
    private func fingerprint(of issue: Issue, uri: String) -> String {
        let record = issue.isKeyMasked ? nil : issue.key
        let parts = [
            issue.code.id, uri, issue.entity ?? "",
            record ?? issue.record.map { "#\($0)" } ?? "", issue.field ?? "",
        ]
        var digest = SHA256()
        digest.update(Array(parts.joined(separator: "\u{1F}").utf8))
        return String(digest.finish().prefix(32))
    }

    // MARK: Places

    /// From the current folder on, as the files of a checkout are named. A file in a package stands
    /// behind the package: `exports/data.zip/data.xml`.
    private func uri(of name: String?) -> String {
        var path = file
        let package = fileName(of: file)
        if let name, name.hasPrefix(package + "/") {
            path = Self.trimmed(path) + name.dropFirst(package.count)
        }
        while path.hasPrefix("./") { path = String(path.dropFirst(2)) }
        let root = currentFolder.hasSuffix("/") ? currentFolder : currentFolder + "/"
        if path.hasPrefix(root) { path = String(path.dropFirst(root.count)) }
        let escaped = Self.percentEncoded(path)
        return path.hasPrefix("/") ? "file://" + escaped : escaped
    }

    private static func trimmed(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? trimmed(String(path.dropLast())) : path
    }

    /// Everything but what RFC 3986 leaves as it is in a path.
    private static func percentEncoded(_ path: String) -> String {
        var encoded = ""
        for byte in path.utf8 {
            let isPlain =
                byte.isDigit || byte.asciiLowercased &- 97 < 26
                || "-._~/!$'()*+,@".utf8.contains(byte)
            if isPlain {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}

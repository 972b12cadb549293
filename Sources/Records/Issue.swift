/// How much an issue matters.
package enum Severity: String, Sendable {
    /// The record, or the package, cannot go on.
    case error
    /// It goes on, and somebody should know.
    case warning
}

/// One cause of trouble: what it is called, why it happens, and what to do about it. All of them
/// together are the issue catalogue; each area's file adds its own.
package struct IssueCode: Sendable, Hashable {
    /// Stable for ever: `P2C-CSV-002`.
    package let id: String
    package let severity: Severity
    /// What is wrong, in words that fit any instance: "The record has a wrong number of values".
    package let title: String
    /// Why it happens in practice: which program, setting or hand makes it. Whole sentences.
    package let cause: String
    /// Input with the trouble and what p2c says about it. Contents and answers are indented under the
    /// file's name and the command; what follows `p2c validate` is tried out by a test.
    package let example: String
    /// What to do about it.
    package let remedy: String
    /// The code under which Microsoft's own logs report the same cause.
    package let microsoftCode: String?
    /// Further codes of Microsoft that may stand for this cause.
    package let otherMicrosoftCodes: [String]

    package init(
        _ id: String, _ severity: Severity, _ title: String, cause: String = "",
        example: String = "", remedy: String, microsoftCode: String? = nil,
        otherMicrosoftCodes: [String] = []
    ) {
        self.id = id
        self.severity = severity
        self.title = title
        self.cause = cause
        self.example = example
        self.remedy = remedy
        self.microsoftCode = microsoftCode
        self.otherMicrosoftCodes = otherMicrosoftCodes
    }

    /// The same code where a setting makes it matter more or less.
    package func counting(as severity: Severity) -> IssueCode {
        IssueCode(
            id, severity, title, cause: cause, example: example, remedy: remedy,
            microsoftCode: microsoftCode, otherMicrosoftCodes: otherMicrosoftCodes)
    }

    /// The closest code of Microsoft first.
    package var microsoftCodes: [String] {
        (microsoftCode.map { [$0] } ?? []) + otherMicrosoftCodes
    }

    /// The middle of the id: `CSV`.
    package var area: String {
        let parts = id.split(separator: "-")
        return parts.count == 3 ? String(parts[1]) : id
    }

    package static func == (one: IssueCode, other: IssueCode) -> Bool { one.id == other.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// Something wrong with data, said so that the person who can mend it knows where and how.
package struct Issue: Sendable, Equatable {
    package var code: IssueCode
    /// What exactly is wrong here: `"12,5O" is not a number`.
    package var detail: String
    /// The file's name, for a package with the entry behind it: `data.zip/data.xml`.
    package var file: String?
    package var entity: String?
    /// The record's number in its entity, from 1.
    package var record: Int?
    /// The line in the file, from 1.
    package var line: Int?
    /// The column in the line, in bytes, from 1.
    package var column: Int?
    /// Bytes from the start of the file.
    package var byte: Int?
    /// The record's business key, where it is known.
    package var key: String?
    /// A part of the key is masked, so that different records may have the same one.
    package var isKeyMasked = false
    package var field: String?
    /// The value that is wrong, where it is one.
    package var value: ShownValue?
    /// What to do about this one, where it is not what the code says.
    package var ownRemedy: String?

    package init(
        _ code: IssueCode, _ detail: String, file: String? = nil, entity: String? = nil,
        record: Int? = nil, line: Int? = nil, column: Int? = nil, byte: Int? = nil,
        key: String? = nil, field: String? = nil, value: ShownValue? = nil
    ) {
        self.code = code
        self.detail = detail
        self.file = file
        self.entity = entity
        self.record = record
        self.line = line
        self.column = column
        self.byte = byte
        self.key = key
        self.field = field
        self.value = value
    }

    package var severity: Severity { code.severity }
    package var remedy: String { ownRemedy ?? code.remedy }

    /// Something of the record is shown masked.
    package var isMasked: Bool { isKeyMasked || value?.isMasked == true }

    /// File, line and field in the form that editors and people know: `accounts.csv:12 CREDITLIMIT`.
    package var location: String {
        var text = file ?? ""
        if let line { text += ":\(line)" }
        if let column { text += ":\(column)" }
        if let byte { text += " (byte \(byte))" }
        if let key { text += " record \(key)" }
        if let field { text += " \(field)" }
        return text.first == " " ? String(text.dropFirst()) : text
    }

    /// The whole sentence for people: where, what, and what to do.
    package var message: String {
        let place = location.isEmpty ? "" : location + ": "
        return "\(place)\(detail). \(remedy) [\(code.id)]"
    }
}

/// Something wrong with one record of a batch, before its place in the file is looked up.
package struct RowIssue: Sendable, Equatable {
    package var row: Int
    package var field: String?
    package var code: IssueCode
    package var detail: String
    /// The value that is wrong, where it is one; `detail` shows it by `ShownValue.quoted`.
    package var value: ShownValue?
    /// What to do about this one, where it is not what the code says.
    package var remedy: String?

    package init(
        row: Int, field: String?, code: IssueCode, detail: String, value: ShownValue? = nil
    ) {
        self.row = row
        self.field = field
        self.code = code
        self.detail = detail
        self.value = value
    }
}

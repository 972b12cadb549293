import JSON5
import Records

/// A template that cannot be used, or cannot be used for the columns of a file.
package struct MappingError: Error, Equatable {
    /// What is wrong and what to do about it; the field is the path in the template.
    package var issue: Issue
    /// The expression's line with the wrong part underlined, two lines.
    package var excerpt: String?
    /// What else is wrong with the same template.
    package var others: [MappingError] = []

    package init(_ code: IssueCode, _ detail: String, at place: DocumentPlace) {
        issue = Issue(
            code, detail, file: place.file, line: place.line,
            field: place.path.isEmpty ? nil : place.path)
    }

    init(_ code: IssueCode, _ error: ExpressionError, at place: DocumentPlace) {
        self.init(code, error.detail, at: place)
        excerpt = error.excerpt
    }

    /// The same with what to do about this one; nil for what its code says.
    package func toDo(_ remedy: String?) -> MappingError {
        var error = self
        error.issue.ownRemedy = remedy
        return error
    }

    /// Where in the template: `tasks[0].legs[1]`; empty for the whole file.
    package var path: String { issue.field ?? "" }

    /// This error and everything else that is wrong with the template.
    package var all: [MappingError] { [self] + others }

    /// The whole text for people, without the others.
    package var message: String {
        excerpt.map { issue.message + "\n" + $0 } ?? issue.message
    }

    /// One error that carries all of them; nil when there are none.
    package init?(_ errors: [MappingError]) {
        guard let first = errors.first else { return nil }
        self = first
        others = Array(errors.dropFirst())
    }
}

extension MappingError: DocumentFailure {
    package init(_ fault: DocumentFault, _ detail: String, at place: DocumentPlace) {
        let code: IssueCode =
            switch fault {
            case .unknownKey: .templateKeyUnknown
            case .repeatedKey: .templateKeyRepeated
            case .wrongValue: .templateValueWrong
            }
        self.init(code, detail, at: place)
    }
}

extension DocumentPlace {
    /// Of a template that was not read from a file.
    package static let ofTemplate = DocumentPlace(file: "template.json")
}

extension MappingError {
    /// The complaint about the first bytes that are no UTF-8; nil when all are.
    init?(notUTF8 bytes: [UInt8], at place: DocumentPlace) {
        guard let byte = bytes.firstInvalidUTF8 else { return nil }
        self.init(.templateUnreadable, "the file is not encoded in UTF-8", at: place)
        issue.line = bytes[..<byte].count { $0 == 0x0A } + 1
        issue.byte = byte
        issue.ownRemedy =
            "Save the file in UTF-8; the first byte that is none is the one named here"
    }
}

extension [UInt8] {
    /// Where the first character begins that is none; nil where all are characters.
    fileprivate var firstInvalidUTF8: Int? {
        if String(validating: self, as: UTF8.self) != nil { return nil }
        var parser = Unicode.UTF8.ForwardParser()
        var rest = makeIterator()
        var place = 0
        while case .valid(let character) = parser.parseScalar(from: &rest) {
            place += character.count
        }
        return place
    }
}

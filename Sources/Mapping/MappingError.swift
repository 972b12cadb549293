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

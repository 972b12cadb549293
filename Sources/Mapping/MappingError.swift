import Records

/// A part of a template's file, so that every complaint can name it.
package struct TemplatePlace: Sendable, Equatable {
    package var file: String
    /// From the top of the file: `tasks[0].legs[1].fieldMappings[3]`.
    package var path: String
    /// From 1; nil where the part was not read from a file.
    package var line: Int?

    package init(file: String = "template.json", path: String = "", line: Int? = nil) {
        self.file = file
        self.path = path
        self.line = line
    }
}

/// A template that cannot be used, or cannot be used for the columns of a file.
package struct MappingError: Error, Equatable {
    /// What is wrong and what to do about it; the field is the path in the template.
    package var issue: Issue
    /// The text with the wrong part underlined, two lines.
    package var excerpt: String?
    /// What else is wrong with the same template.
    package var others: [MappingError] = []

    package init(_ code: IssueCode, _ detail: String, at place: TemplatePlace) {
        issue = Issue(
            code, detail, file: place.file, line: place.line,
            field: place.path.isEmpty ? nil : place.path)
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
    init?(_ errors: [MappingError]) {
        guard let first = errors.first else { return nil }
        self = first
        others = Array(errors.dropFirst())
    }
}

/// A part of a file that people write, so that every complaint can name it.
package struct DocumentPlace: Sendable, Equatable {
    package var file: String
    /// From the top of the file: `tasks[0].legs[1].fieldMappings[3]`.
    package var path: String
    /// From 1; nil where the part was not read from a file.
    package var line: Int?

    package init(file: String, path: String = "", line: Int? = nil) {
        self.file = file
        self.path = path
        self.line = line
    }

    /// Such as `templates/machines/template.json:43`.
    package var fileAndLine: String { line.map { "\(file):\($0)" } ?? file }

    /// The place of a member of the object here.
    package func member(_ key: String, line: Int?) -> DocumentPlace {
        DocumentPlace(
            file: file, path: path.isEmpty ? key : "\(path).\(key)", line: line ?? self.line)
    }

    /// The place of an element of the list here.
    package func element(_ index: Int, line: Int) -> DocumentPlace {
        DocumentPlace(file: file, path: "\(path)[\(index)]", line: line)
    }
}

/// What can be wrong with the form of a file.
package enum DocumentFault: Sendable {
    case unknownKey
    case repeatedKey
    case wrongValue
}

/// The error of whoever reads a file: of templates, of schemas.
package protocol DocumentFailure: Error {
    init(_ fault: DocumentFault, _ detail: String, at place: DocumentPlace)
}

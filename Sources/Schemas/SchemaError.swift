import JSON5

/// A schema file that cannot be used: which one, where in it, what is wrong with it, and what would
/// be right.
package struct SchemaError: Error, CustomStringConvertible {
    package var place: DocumentPlace
    package var what: String
    package var remedy: String
    /// What else is wrong, where all of it was looked for.
    var others: [SchemaError] = []

    init(at place: DocumentPlace, what: String, remedy: String) {
        self.place = place
        self.what = what
        self.remedy = remedy
    }

    /// About a file as a whole.
    package init(file: String, what: String, remedy: String) {
        self.init(at: DocumentPlace(file: file), what: what, remedy: remedy)
    }

    var all: [SchemaError] { [self] + others }

    /// All of them, each on a line of its own.
    package var description: String { all.map(\.sentence).joined(separator: "\n") }

    private var sentence: String {
        let path = place.path.isEmpty ? "" : " \(place.path)"
        return "\(place.fileAndLine)\(path): \(what). \(remedy)"
    }
}

extension SchemaError: DocumentFailure {
    package init(_ fault: DocumentFault, _ detail: String, at place: DocumentPlace) {
        let remedy =
            switch fault {
            case .unknownKey:
                "Correct the spelling, or take it out; docs/schemas.md says what p2c checks"
            case .repeatedKey: "Keep one of the two"
            case .wrongValue:
                "Compare it with the other files of schemas/; docs/schemas.md names the keys"
            }
        self.init(at: place, what: detail, remedy: remedy)
    }
}

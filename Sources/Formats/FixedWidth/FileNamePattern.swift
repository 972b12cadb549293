import Records

/// A pattern for names of files: `*` stands for any characters, `?` for one. Case makes no
/// difference.
package struct FileNamePattern: Sendable, Equatable {
    /// As it was written.
    package let text: String
    private let characters: [Character]

    /// Nil for an empty pattern and for one with a slash: it is matched with names alone.
    package init?(_ text: String) {
        guard !text.isEmpty, !text.contains("/"), !text.contains("\\") else { return nil }
        self.text = text
        characters = Array(text.foldedName)
    }

    /// True when the whole name fits. Takes time by the lengths of both, multiplied, at most.
    package func matches(_ name: String) -> Bool {
        let name = Array(name.foldedName)
        var (at, place) = (0, 0)
        /// Behind the last star, and where in the name what follows it is tried.
        var retry: (at: Int, place: Int)?
        while place < name.count {
            if at < characters.count, characters[at] == "*" {
                at += 1
                retry = (at, place)
            } else if at < characters.count, characters[at] == "?" || characters[at] == name[place]
            {
                at += 1
                place += 1
            } else if let last = retry {
                retry = (last.at, last.place + 1)
                (at, place) = (last.at, last.place + 1)
            } else {
                return false
            }
        }
        return characters[at...].allSatisfy { $0 == "*" }
    }
}

import Records

/// Finds the columns of a file by name, without case; of two alike the first.
struct ColumnIndex {
    private let indexes: [String: Int]

    init(_ names: [String]) {
        let numbered = names.enumerated().map { ($1.foldedName, $0) }
        indexes = Dictionary(numbered, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> Int? { indexes[name.foldedName] }
}

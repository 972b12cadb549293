import Records

/// Gives the columns of another reader the names that a manifest maps them to.
final class RenamingReader: RecordReader {
    private let reader: any RecordReader
    private let names: [String: String]

    /// `names` are by the folded names of the columns.
    init(_ reader: any RecordReader, names: [String: String]) {
        self.reader = reader
        self.names = names
    }

    func next() throws(FormatError) -> RecordBatch? {
        guard var batch = try reader.next() else { return nil }
        for index in batch.columns.indices {
            if let name = names[batch.columns[index].name.foldedName] {
                batch.columns[index].name = name
            }
        }
        return batch
    }

    func takeWarnings() -> [Issue] { reader.takeWarnings() }

    func knownColumns() throws(FormatError) -> [String]? {
        try reader.knownColumns()?.map { names[$0.foldedName] ?? $0 }
    }

    var foundDialect: Dialect? { reader.foundDialect }
}

/// Reads an entity that has no file.
final class EmptyReader: RecordReader {
    func next() throws(FormatError) -> RecordBatch? { nil }
    func takeWarnings() -> [Issue] { [] }
}

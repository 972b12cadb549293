import Records

/// Reads the records of a table that lies in several files, one file after the other.
final class PartsReader: RecordReader {
    typealias Part = (file: String, open: () throws(FormatError) -> any RecordReader)

    private var parts: ArraySlice<Part>
    private var current: (any RecordReader)?
    private var file = ""
    private var columns: [String]?
    private var recordCount = 0
    private var warnings: [Issue] = []

    init(_ parts: [Part]) { self.parts = parts[...] }

    func next() throws(FormatError) -> RecordBatch? {
        while let reader = try openedReader() {
            guard var batch = try reader.next() else {
                warnings += reader.takeWarnings()
                current = nil
                continue
            }
            try check(batch)
            batch.file = file
            batch.firstRecord = recordCount
            recordCount += batch.rowCount
            return batch
        }
        return nil
    }

    func takeWarnings() -> [Issue] {
        warnings += current?.takeWarnings() ?? []
        defer { warnings = [] }
        return warnings
    }

    private func openedReader() throws(FormatError) -> (any RecordReader)? {
        if let current { return current }
        guard let part = parts.popFirst() else { return nil }
        file = part.file
        current = try part.open()
        return current
    }

    private func check(_ batch: RecordBatch) throws(FormatError) {
        let names = batch.columns.map(\.name)
        guard let columns else {
            columns = names
            return
        }
        if names.count == columns.count,
            zip(names, columns).allSatisfy({ $0.isSameName(as: $1) })
        {
            return
        }
        throw FormatError(
            Issue(
                .partColumnsDiffer,
                "The header is \(names.joined(separator: ", ")), that of the first part "
                    + columns.joined(separator: ", "), file: file))
    }
}

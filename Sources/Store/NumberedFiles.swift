import Records

/// Numbers the records of the files of one package as if they were one file.
package struct NumberedFiles {
    private var files: [(before: Int, file: String)] = []
    private var count = 0

    package init() {}

    /// The records that follow are of that file.
    package mutating func begin(_ file: String) { files.append((count, file)) }

    /// Counts the records of a batch of the latest file.
    package mutating func count(_ batch: RecordBatch) { count = before(batch) + batch.rowCount }

    /// How many records come before those of a batch of the latest file.
    package func before(_ batch: RecordBatch) -> Int {
        (files.last?.before ?? 0) + batch.firstRecord
    }

    /// `record 12`, with its file where that is not the latest one.
    package func place(of number: Int) -> String {
        let index = files.lastIndex { $0.before < number } ?? 0
        guard files.indices.contains(index) else { return "record \(number)" }
        let text = "record \(number - files[index].before)"
        return index == files.count - 1 ? text : "\(text) of \(files[index].file)"
    }
}

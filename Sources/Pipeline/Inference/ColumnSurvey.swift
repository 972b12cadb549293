import Records

/// What all values of a column have shown, in the memory of a few dozen of them.
struct ColumnSurvey {
    /// A column with more different values than this has no list of them.
    static let mostDistinct = 32
    /// A longer text is none of a list's values.
    private static let longestDistinct = 100

    let name: String
    private(set) var trial = ValueTrial()
    /// Values that are not blank.
    private(set) var filled = 0
    /// In UTF-16 code units.
    private(set) var longest = 0
    /// The different values as they first came; nil once there were too many.
    private(set) var distinct: [String]? = []
    private var distinctHashes: [Int] = []
    /// The hash of the value before: equal values often stand together.
    private var lastHash: Int?

    init(name: String) { self.name = name }

    /// Notes the values of a batch.
    mutating func take(_ cells: [Cell], in bytes: UnsafeBufferPointer<UInt8>) {
        for cell in cells where cell.isText {
            let text = UnsafeBufferPointer(rebasing: bytes[cell.range])
            if TextForm.isBlank(text) { continue }
            filled += 1
            // No text has more code units than bytes.
            if text.count > longest { longest = max(longest, TextForm.utf16Length(text)) }
            if !trial.shapes.isEmpty { trial.take(text) }
            if distinct != nil { noteDistinct(text) }
        }
    }

    private mutating func noteDistinct(_ text: UnsafeBufferPointer<UInt8>) {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(text))
        let hash = hasher.finalize()
        if hash == lastHash { return }
        lastHash = hash
        if distinctHashes.contains(hash) { return }
        addDistinct(text, hash: hash)
    }

    @inline(never)
    private mutating func addDistinct(_ text: UnsafeBufferPointer<UInt8>, hash: Int) {
        guard distinctHashes.count < Self.mostDistinct, text.count <= Self.longestDistinct else {
            distinct = nil
            distinctHashes = []
            return
        }
        distinctHashes.append(hash)
        distinct?.append(String(decoding: text, as: UTF8.self))
    }
}

/// The surveys of all columns of an entity.
struct ColumnSurveys {
    private(set) var columns: [ColumnSurvey] = []

    /// Notes the values of a batch; the first one tells the columns.
    mutating func take(_ batch: RecordBatch) {
        if columns.isEmpty { columns = batch.columns.map { ColumnSurvey(name: $0.name) } }
        batch.bytes.withUnsafeBufferPointer { bytes in
            for index in batch.columns.indices {
                columns[index].take(batch.columns[index].cells, in: bytes)
            }
        }
    }
}

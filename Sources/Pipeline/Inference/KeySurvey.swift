import Records

/// Finds out which columns are different in every record, alone or, where there is a column of the
/// company, together with it.
///
/// Of each value a hash of eight bytes is kept as long as its column could be a key. Most columns
/// repeat a value soon and are given up.
struct KeySurvey {
    /// All hashes together take about half a gigabyte at this number.
    private static let mostHashes = 16 << 20

    private struct Trial {
        var columns: [Int]
        var seen: Set<Int> = []
    }

    private var trials: [Trial]
    /// True when candidates were given up because there were too many records.
    private(set) var wasCutShort = false

    init(_ names: [String]) {
        let company = names.firstIndex { $0.isSameName(as: "dataAreaId") }
        trials = names.indices.filter { $0 != company }.map { Trial(columns: [$0]) }
        if let company {
            trials += names.indices.filter { $0 != company }.map { Trial(columns: [company, $0]) }
        }
    }

    /// The columns of each key that is left. One of a single column stands for those around it.
    var keys: [[Int]] {
        let single = Set(trials.filter { $0.columns.count == 1 }.map { $0.columns[0] })
        return trials.map(\.columns).filter { columns in
            columns.count == 1 || !columns.contains(where: single.contains)
        }
    }

    mutating func take(_ batch: RecordBatch) {
        batch.bytes.withUnsafeBufferPointer { bytes in
            for index in trials.indices {
                let cells = trials[index].columns.map { batch.columns[$0].cells }
                let isKey = Self.take(cells, in: bytes, into: &trials[index].seen)
                if !isKey { trials[index].columns = [] }
            }
        }
        trials.removeAll { $0.columns.isEmpty }
        let hashes = trials.reduce(0) { $0 + $1.seen.count }
        guard hashes > Self.mostHashes else { return }
        trials = []
        wasCutShort = true
    }

    /// False when a record has no value, or one that was there before.
    private static func take(
        _ columns: [[Cell]], in bytes: UnsafeBufferPointer<UInt8>, into seen: inout Set<Int>
    ) -> Bool {
        for row in columns[0].indices {
            var hasher = Hasher()
            for cells in columns {
                let text = UnsafeBufferPointer(rebasing: bytes[cells[row].range])
                if TextForm.isBlank(text) { return false }
                hasher.combine(bytes: UnsafeRawBufferPointer(text))
                hasher.combine(text.count)
            }
            guard seen.insert(hasher.finalize()).inserted else { return false }
        }
        return true
    }
}

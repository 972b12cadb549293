import Formats
import Records

/// How far the reading of a file is.
package struct Progress: Sendable {
    package var file: String
    package var records: Int
    /// Bytes of the entity file that were read, counted unpacked.
    package var bytes: Int
    /// Bytes of the entity file in all, where that is known.
    package var totalBytes: Int?

    init(of entity: PackageEntity, totalBytes: Int?, records: Int, after batch: RecordBatch) {
        file = entity.file
        self.records = records
        bytes = batch.positions.last.map { Int($0.byte) } ?? 0
        self.totalBytes = totalBytes
    }
}

/// What the work tells while it runs, and what it asks: called between batches.
package struct Observer {
    package var show: (Progress) -> Void
    /// True when the work should end as soon as it can; what it did is then undone.
    package var shouldStop: () -> Bool

    package init(
        show: @escaping (Progress) -> Void = { _ in }, shouldStop: @escaping () -> Bool = { false }
    ) {
        self.show = show
        self.shouldStop = shouldStop
    }
}

import Records

/// The records of an entity of a CDM folder: its partitions one after the other, all with the
/// columns of the entity.
final class CDMReader: RecordReader {
    let entity: CDMEntity
    private let container: PackageContainer
    private let limits: ReadLimits
    private let batchSize: Int
    private var partition = 0
    private var reader: CSVReader?
    /// For a partition with a header line, where in it the entity's columns are.
    private var order: [Int]?
    private var isAtStart = true
    private var recordCount = 0
    private var warnings: [Issue] = []

    init(
        _ entity: CDMEntity, container: PackageContainer, limits: ReadLimits,
        batchSize: Int = 256 << 10
    ) {
        self.entity = entity
        self.container = container
        self.limits = limits
        self.batchSize = batchSize
    }

    func next() throws(FormatError) -> RecordBatch? {
        while partition < entity.partitions.count {
            let own = entity.partitions[partition]
            if reader == nil { reader = try open(own) }
            if var batch = try reader?.next() {
                arrange(&batch)
                if isAtStart { leaveOutHeader(&batch, own) }
                isAtStart = false
                batch.file = own.place
                batch.writesUSMoments = true
                batch.firstRecord = recordCount
                recordCount += batch.rowCount
                return batch
            }
            warnings += reader?.takeWarnings() ?? []
            reader = nil
            partition += 1
        }
        return nil
    }

    func takeWarnings() -> [Issue] {
        defer { warnings = [] }
        return warnings
    }

    /// Nil for a file of no bytes, which may lack the header line too.
    private func open(_ own: CDMEntity.Partition) throws(FormatError) -> CSVReader? {
        if own.byteCount == 0 { return nil }
        let reader = CSVReader(
            try container.open(own.entry), file: own.place, entity: entity.name,
            dialect: own.dialect, limits: limits, batchSize: batchSize)
        order = own.dialect.header == .none ? nil : try order(of: reader, own)
        isAtStart = true
        return reader
    }

    /// Where the entity's columns are in a partition that names its own.
    private func order(
        of reader: CSVReader, _ own: CDMEntity.Partition
    ) throws(FormatError) -> [Int] {
        let names = try reader.columnNames().map(\.foldedName)
        let places = entity.attributes.compactMap { names.firstIndex(of: $0.foldedName) }
        if places.count == names.count, places.count == entity.attributes.count { return places }
        let unknown = names.filter { entity.attribute($0) == nil }
        let missing = entity.attributes.filter { !names.contains($0.foldedName) }
        let parts = [
            missing.isEmpty ? "" : "It lacks \(missing.prefix(5).joined(separator: ", "))",
            unknown.isEmpty ? "" : "the entity lacks \(unknown.prefix(5).joined(separator: ", "))",
        ]
        throw FormatError(
            Issue(
                .cdmHeaderDiffers, parts.filter { !$0.isEmpty }.joined(separator: "; "),
                file: own.place, entity: entity.name))
    }

    private func arrange(_ batch: inout RecordBatch) {
        if let order { batch.columns = order.map { batch.columns[$0] } }
        for index in batch.columns.indices { batch.columns[index].name = entity.attributes[index] }
    }

    /// A header line that nobody declared: each value of the first record is its column's name.
    private func leaveOutHeader(_ batch: inout RecordBatch, _ own: CDMEntity.Partition) {
        guard own.dialect.header == .none, batch.rowCount > 0,
            batch.positions[0].line == 1,
            batch.columns.allSatisfy({ column in
                batch.text(of: column.cells[0])?.trimmingBlanks().isSameName(as: column.name)
                    ?? false
            })
        else { return }
        batch.keepRows(Array(1..<batch.rowCount))
        warnings.append(
            Issue(
                .cdmHeaderFound, "All values of the first line are the names of the columns",
                file: own.place, entity: entity.name, line: 1))
    }
}

extension RecordBatch {
    /// Drops the other rows; the given ones are in order.
    mutating func keepRows(_ rows: [Int]) {
        guard rows.count < rowCount else { return }
        for index in columns.indices {
            let cells = columns[index].cells
            columns[index].cells = rows.map { cells[$0] }
        }
        let all = positions
        positions = rows.map { all[$0] }
    }
}

import Records

/// Reads the pairs of a many-to-many relation from a `data.xml`: a record for each pair, with the
/// two ids as its columns.
package final class MigrationRelationReader: RecordReader {
    private let parser: XMLParser
    private var assembler: MigrationRelationAssembler
    private var warnings: [Issue]

    private static let batchBytes = 128 << 10

    init(
        _ source: any ByteSource, file: String, relation: MigrationSchema.Relation,
        limits: ReadLimits, chunkBytes: Int = 64 << 10
    ) throws(FormatError) {
        parser = try XMLParser(source, file: file, limits: limits, chunkBytes: chunkBytes)
        warnings = parser.warnings
        assembler = MigrationRelationAssembler(relation)
    }

    package func next() throws(FormatError) -> RecordBatch? {
        while try parser.readOn() {
            // The start of a text whose end is not read yet lies behind the last step and stays.
            var end = 0
            for event in parser.tape.events {
                assembler.take(event, tape: parser.tape)
                end = event.offset + event.count
            }
            _ = parser.tape.cut(events: parser.tape.events.count, bytes: end)
            if assembler.heldBytes >= Self.batchBytes { return assembler.takeBatch() }
        }
        return assembler.isEmpty ? nil : assembler.takeBatch()
    }

    package func takeWarnings() -> [Issue] {
        defer { warnings = [] }
        return warnings
    }
}

/// Makes rows of the steps through the relations of a `data.xml`.
private struct MigrationRelationAssembler {
    private let relation: MigrationSchema.Relation
    private var walk = MigrationWalk()
    private var isInSource = false
    private var isWanted = false
    private var source: [UInt8] = []
    /// The source's id in the batch, once a pair has put it there.
    private var sourceCell: Cell?
    private var position = RecordPosition(byte: 0, line: 1)
    private var target: [UInt8]?

    private var bytes: [UInt8] = []
    private var cells: [[Cell]] = [[], []]
    private var positions: [RecordPosition] = []
    private var firstRecord = 0

    init(_ relation: MigrationSchema.Relation) { self.relation = relation }

    var isEmpty: Bool { positions.isEmpty }
    /// Pairs take memory too, when their ids are empty.
    var heldBytes: Int { bytes.count + positions.count * MemoryLayout<RecordPosition>.stride }

    mutating func take(_ event: XMLEvent, tape: borrowing XMLTape) {
        let value = tape.bytes[event.offset..<event.offset + event.count]
        switch walk.place(of: event, names: tape.names) {
        case .entityAttribute where tape.names.texts[Int(event.name)] == "name":
            isInSource = isText(value, relation.source)
        case .relationStart:
            isWanted = false
            source = []
            sourceCell = nil
        case .relationAttribute where isInSource:
            noteAttribute(tape.names.texts[Int(event.name)], value)
        case .targetStart:
            position = RecordPosition(byte: event.position.byte, line: event.position.line)
            target = nil
        case .targetText where isWanted: target = Array(value)
        case .targetEnd where isWanted: endPair()
        default: break
        }
    }

    private mutating func noteAttribute(_ name: String, _ value: ArraySlice<UInt8>) {
        switch name {
        case "sourceid": source = Array(value)
        case "m2mrelationshipname": isWanted = isText(value, relation.name)
        default: break
        }
    }

    private mutating func endPair() {
        let held = sourceCell ?? (source.isEmpty ? .null : keep(source[...]))
        sourceCell = held
        cells[0].append(held)
        cells[1].append(target.map { keep($0[...]) } ?? .null)
        positions.append(position)
    }

    private mutating func keep(_ text: ArraySlice<UInt8>) -> Cell {
        bytes += text
        return Cell(offset: bytes.count - text.count, count: text.count)
    }

    private func isText(_ value: ArraySlice<UInt8>, _ name: String) -> Bool {
        String(decoding: value, as: UTF8.self).isSameName(as: name)
    }

    mutating func takeBatch() -> RecordBatch {
        let columns = zip(relation.columnNames, cells).map { Column(name: $0, cells: $1) }
        let batch = RecordBatch(
            bytes: bytes, columns: columns, positions: positions, firstRecord: firstRecord)
        firstRecord += positions.count
        bytes = []
        cells = [[], []]
        positions = []
        // The next pair of the same source begins another batch.
        sourceCell = nil
        return batch
    }
}

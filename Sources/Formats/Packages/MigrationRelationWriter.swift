import Records

/// Writes the pairs of a many-to-many relation behind the records of their table. Pairs of the same
/// source that follow each other stand together.
final class MigrationRelationWriter: RecordWriter {
    private let stream: MigrationStream
    private let relation: MigrationSchema.Relation
    private let start: [UInt8]
    private var source: [UInt8]?

    /// The first two columns are the ids; a third is the reason why the pair was set aside.
    init(stream: MigrationStream, relation: MigrationSchema.Relation) {
        self.stream = stream
        self.relation = relation
        let attributes = [
            ("targetentityname", relation.target),
            ("targetentitynameidfield", relation.targetIDField),
            ("m2mrelationshipname", relation.name),
        ]
        start = Array(
            attributes.map { name, value in
                "\" \(name)=\"\(XMLEscaping.escaped(value, at: .attribute))"
            }.joined().utf8)
    }

    func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError) {
        for row in rows {
            let from = batch.columns[0].cells[row]
            let reason = batch.columns.count > 2 ? batch.columns[2].cells[row] : .null
            if source == nil || reason.count > 0 || !batch.bytes[from.range].elementsEqual(source!)
            {
                try beginSource(from, reason: reason, of: batch)
            }
            stream.append("          <targetid>")
            try append(batch.columns[1].cells[row], of: batch, at: .element)
            stream.append("</targetid>\r\n")
            try stream.flushIfLarge()
        }
    }

    func finish() throws(FormatError) { endSource() }

    private func beginSource(
        _ cell: Cell, reason: Cell, of batch: RecordBatch
    ) throws(FormatError) {
        endSource()
        source = Array(batch.bytes[cell.range])
        stream.append("      <m2mrelationship sourceid=\"")
        try append(cell, of: batch, at: .attribute)
        stream.output += start
        if reason.count > 0 {
            stream.append("\" \(ReturnPackage.reasonField)=\"")
            try append(reason, of: batch, at: .attribute)
        }
        stream.append("\">\r\n        <targetids>\r\n")
    }

    private func endSource() {
        guard source != nil else { return }
        stream.append("        </targetids>\r\n      </m2mrelationship>\r\n")
        source = nil
    }

    private func append(
        _ cell: Cell, of batch: RecordBatch, at place: XMLEscaping.Place
    ) throws(FormatError) {
        let isWritten = batch.bytes.withUnsafeBufferPointer { bytes in
            XMLEscaping.append(
                UnsafeBufferPointer(rebasing: bytes[cell.range]), at: place, to: &stream.output)
        }
        guard !isWritten else { return }
        throw FormatError(
            Issue(
                .xmlUnwritable, "An id of \(relation.name) holds a control character",
                file: stream.file))
    }
}

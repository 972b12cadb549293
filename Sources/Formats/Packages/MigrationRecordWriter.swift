import Records

/// Writes the records of one entity into a `data.xml`.
final class MigrationRecordWriter: RecordWriter {
    private let stream: MigrationStream
    private let columns: [String]
    private let parts: [Part]
    private let idColumn: Int?
    private var recordCount = 0
    private var deleted: [DeletedRecord] = []

    /// A field and the columns of its three attributes.
    private struct Part {
        var start: [UInt8]
        var value: Int
        var kind: Kind
        var forms: [[UInt8]: String]
        var holdsText: Bool
        /// The attribute with the table's name: from a column, else always the same.
        var table: Int?
        var fixedTable: [UInt8]?
        var tableName: Int?
    }

    private enum Kind {
        case plain
        case collection
        case partyList

        init(_ field: MigrationSchema.Field) {
            if field.isCollection {
                self = .collection
            } else {
                self = field.isPartyList ? .partyList : .plain
            }
        }
    }

    init(stream: MigrationStream, entity: MigrationSchema.Entity, columns: [String]) {
        self.stream = stream
        self.columns = columns
        parts = Self.parts(of: entity, columns: columns)
        idColumn = columns.firstIndex { $0.isSameName(as: entity.primaryIDField) }
    }

    func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError) {
        precondition(
            batch.columns.count == columns.count, "The batch has the columns of the writer.")
        for row in rows {
            if recordCount == 0 { stream.append("    <records>\r\n") }
            recordCount += 1
            try beginRecord(batch, row: row)
            for part in parts { try append(part, of: batch, row: row) }
            stream.append("      </record>\r\n")
            try stream.flushIfLarge()
        }
    }

    /// Lists records as deleted, behind those that are written.
    func list(deleted records: [DeletedRecord]) { deleted += records }

    func finish() throws(FormatError) {
        stream.append(recordCount == 0 ? "    <records />\r\n" : "    </records>\r\n")
        if !deleted.isEmpty {
            stream.append("    <deleterecords>\r\n")
            for record in deleted {
                let id = XMLEscaping.escaped(record.id, at: .attribute)
                stream.append("      <record id=\"\(id)\" />\r\n")
            }
            stream.append("    </deleterecords>\r\n")
        }
        try stream.flushIfLarge()
    }

    private func beginRecord(_ batch: RecordBatch, row: Int) throws(FormatError) {
        guard let idColumn, batch.columns[idColumn].cells[row].count > 0 else {
            throw FormatError(
                Issue(
                    .recordWithoutID, "Record \(recordCount) has no value in its primary id field",
                    file: stream.file, record: recordCount))
        }
        stream.append("      <record id=\"")
        try append(batch.columns[idColumn].cells[row], of: batch, column: idColumn)
        stream.append("\">\r\n")
    }

    private func append(_ part: Part, of batch: RecordBatch, row: Int) throws(FormatError) {
        let value = batch.columns[part.value].cells[row]
        guard value.isText, value.count > 0 || part.holdsText else { return }
        stream.output += part.start
        switch part.kind {
        case _ where append(batch.bytes[value.range], by: part.forms): break
        case .collection: try appendCollection(value, of: batch, column: part.value)
        case .partyList: return try appendPartyList(value, of: batch, column: part.value)
        default: try append(value, of: batch, column: part.value)
        }
        try appendTable(part, of: batch, row: row)
        stream.append("\" />\r\n")
    }

    private func appendCollection(
        _ value: Cell, of batch: RecordBatch, column: Int
    ) throws(FormatError) {
        var marked = RecordBatch()
        let cell = marked.append(OptionCollection.marked(batch.bytes[value.range]))
        try append(cell, of: marked, column: column)
    }

    private func appendPartyList(
        _ value: Cell, of batch: RecordBatch, column: Int
    ) throws(FormatError) {
        stream.append("\" lookupentity=\"\" lookupentityname=\"\">\r\n")
        guard MigrationPartyList.append(batch.bytes[value.range], to: &stream.output) else {
            throw FormatError(
                Issue(
                    .partyListUnwritable, "The value is not the XML of records", file: stream.file,
                    record: recordCount, field: columns[column]))
        }
        stream.append("        </field>\r\n")
    }

    /// Appends the other attributes of a lookup.
    private func appendTable(_ part: Part, of batch: RecordBatch, row: Int) throws(FormatError) {
        if let table = part.table, batch.columns[table].cells[row].count > 0 {
            stream.append("\" lookupentity=\"")
            try append(batch.columns[table].cells[row], of: batch, column: table)
        } else if let fixedTable = part.fixedTable {
            stream.output += fixedTable
        }
        guard let name = part.tableName, batch.columns[name].cells[row].count > 0 else { return }
        stream.append("\" lookupentityname=\"")
        try append(batch.columns[name].cells[row], of: batch, column: name)
    }

    /// Returns false, having written nothing, for a value that has no form of its own in packages.
    private func append(_ value: ArraySlice<UInt8>, by forms: [[UInt8]: String]) -> Bool {
        guard !forms.isEmpty, let form = forms[Array(value)] else { return false }
        stream.append(form)
        return true
    }

    private func append(
        _ cell: Cell, of batch: RecordBatch, column: Int
    ) throws(FormatError) {
        let isWritten = batch.bytes.withUnsafeBufferPointer { bytes in
            XMLEscaping.append(
                UnsafeBufferPointer(rebasing: bytes[cell.range]), at: .attribute,
                to: &stream.output)
        }
        guard !isWritten else { return }
        throw FormatError(
            Issue(
                .xmlUnwritable, "The value holds a control character", file: stream.file,
                record: recordCount, field: columns[column]))
    }

    private static func parts(
        of entity: MigrationSchema.Entity, columns: [String]
    ) -> [Part] {
        func column(_ name: String) -> Int? { columns.firstIndex { $0.isSameName(as: name) } }
        return columns.enumerated().compactMap { index, name in
            guard let field = entity.fields.first(where: { $0.name.isSameName(as: name) }) else {
                let isKnown =
                    name.contains(".lookupentity") || name.isSameName(as: entity.primaryIDField)
                precondition(isKnown, "Every column is a field of the entity's schema.")
                return nil
            }
            let table = field.isLookup ? field.lookupTypes.first : nil
            return Part(
                start: Array("        <field name=\"\(field.name)\" value=\"".utf8), value: index,
                kind: Kind(field), forms: field.allPackageForms, holdsText: field.holdsText,
                table: column(MigrationColumns.entityColumn(field.name)),
                fixedTable: table.map { Array("\" lookupentity=\"\($0)".utf8) },
                tableName: column(MigrationColumns.entityNameColumn(field.name)))
        }
    }
}

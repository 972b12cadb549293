import Records
import Schemas
import Store

/// A reference of CDS records to others, for the columns of one batch.
private struct OuterReference {
    let reference: ForeignKey
    let target: EntitySchema
    let column: Int
    var key: KeyText
    /// The key that CDS was found to have last.
    var known: [UInt8] = []

    /// Reads the key of the row. True when CDS has no record of it.
    mutating func isOpen(
        _ row: Int, of batch: RecordBatch, store: CommonDataStore
    ) throws -> Bool {
        if batch.columns[column].cells[row].isBlank(in: batch.bytes.span) { return false }
        key.read(row, of: batch)
        if key.bytes == known { return false }
        guard try store.holds(target.name, key: key.bytes) else { return true }
        known = key.bytes
        return false
    }
}

/// Records of CDS that refer to others which it does not know.
extension WaitingRecords {
    /// Holds the rows of a batch of CDS records that refer to one which is not known. Rows that go first
    /// are kept, without the reference. A record of the batch is known to those behind it.
    func hold(
        in batch: inout RecordBatch, plan: TaskPlan, fates: inout [RowFate]
    ) throws -> [HeldRecord] {
        let (schema, ownFields) = (plan.steps[0].schema, plan.steps[0].key)
        var references = outerReferences(of: schema, in: batch)
        guard !references.isEmpty else { return [] }
        let isOrdered = references.contains { $0.target.name == schema.name }
        var before: Set<[UInt8]> = []
        var held: [HeldRecord] = []
        var own = KeyText(columns: ownFields, of: batch)
        for row in RowFate.keptRows(of: fates) {
            for number in references.indices where fates[row].isKept {
                guard try references[number].isOpen(row, of: batch, store: store) else { continue }
                let open = references[number]
                if open.target.name == schema.name, before.contains(open.key.bytes) { continue }
                var record = HeldRecord(
                    row, key: open.key.bytes, open.reference, open.target, in: batch)
                record.remedy = cdsKeys.remedy(
                    forID: record.text ?? "", of: open.reference, to: open.target)
                own.read(row, of: batch)
                record.ownEntity = schema.name
                record.ownKey = own.bytes
                record.goesWhole = open.reference.fields.contains { field in
                    !ownFields.contains(where: field.isSameName)
                        && plan.keySources.contains(where: field.isSameName)
                }
                record.goesFirst = rules.goFirst.contains(own.bytes)
                record.sentBy = record.goesFirst ? rules.run : rules.sent[own.bytes]
                if record.goesFirst {
                    leaveOut(open.reference, but: ownFields, row: row, of: &batch)
                } else {
                    fates[row] = .waiting
                }
                held.append(record)
            }
            guard isOrdered, fates[row].isKept else { continue }
            own.read(row, of: batch)
            before.insert(own.bytes)
        }
        return held
    }

    /// The references that rows may have to wait for, apart from those of lines to their header.
    private func outerReferences(
        of schema: EntitySchema, in batch: RecordBatch
    ) -> [OuterReference] {
        guard schema.environment == .cds else { return [] }
        return schema.foreignKeys.filter { !$0.isHeader }.compactMap { reference in
            guard let target = target(of: reference),
                let column = batch.columnIndex(named: reference.mainField),
                reference.fields.allSatisfy({ batch.columnIndex(named: $0) != nil })
            else { return nil }
            return OuterReference(
                reference: reference, target: target, column: column,
                key: KeyText(columns: cdsKeys.fields(of: reference, to: target), of: batch))
        }
    }

    /// Makes the reference of a row absent, so that the destination's is left alone.
    private func leaveOut(
        _ reference: ForeignKey, but key: [String], row: Int, of batch: inout RecordBatch
    ) {
        for field in reference.fields where !key.contains(where: field.isSameName) {
            guard let column = batch.columnIndex(named: field) else { continue }
            batch.columns[column].cells[row] = .absent
        }
    }

    private func target(of reference: ForeignKey) -> EntitySchema? {
        guard let name = reference.resource,
            let schema = schemas.schema(.cds, named: name), cdsKeys.holds(schema)
        else { return nil }
        return schema
    }
}

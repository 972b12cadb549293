import Records
import Schemas
import Store

/// Keeps lines without their header from travelling: an orphan is what nobody can book.
///
/// A header counts when a task of the same package kept it, or when CDS knows it from before. Where
/// neither can be asked (no CDS, and no header's file in the package) lines travel as they are. Lines
/// without such a header wait for it, where they may: it waits itself, is to be mended, or comes later.
final class HeaderRecords {
    private let schemas: SchemaCatalogue
    private let store: CommonDataStore?
    private let mayWait: Bool
    private let cdsKeys: CDSKeys
    /// The keys of the headers that were kept, by entity.
    private var kept: [String: SeenKeys] = [:]
    /// The keys of the headers that wait.
    private var waiting: [String: SeenKeys] = [:]

    init(schemas: SchemaCatalogue, cdsKeys: CDSKeys, hub: Hub?, mayWait: Bool) {
        self.mayWait = mayWait
        self.schemas = schemas
        self.cdsKeys = cdsKeys
        store = hub?.store
    }

    /// Sets the lines aside whose header is not known. Returns those that wait for it instead, their
    /// fates being so.
    func setOrphansAside(
        in batch: RecordBatch, of schema: EntitySchema, fates: inout [RowFate],
        issues: inout [RowIssue]
    ) throws -> [HeldRecord] {
        for reference in schema.foreignKeys where reference.isHeader {
            guard let name = reference.resource,
                let header = schemas.schema(schema.environment, named: name),
                reference.fields.allSatisfy({ batch.columnIndex(named: $0) != nil })
            else { continue }
            let inPackage = kept[header.name.foldedName]
            let inStore = header.environment == .cds ? store : nil
            if inPackage == nil && inStore == nil { continue }
            var key = KeyText(columns: cdsKeys.fields(of: reference, to: header), of: batch)
            var held: [HeldRecord] = []
            for row in RowFate.keptRows(of: fates) {
                key.read(row, of: batch)
                if try inPackage?.contains(key.bytes) == true { continue }
                if try inStore?.holds(header.name, key: key.bytes) == true { continue }
                let mayCome = mayWait && inStore != nil
                if try mayCome || waiting[header.name.foldedName]?.contains(key.bytes) == true {
                    fates[row] = .waiting
                    held.append(HeldRecord(row, key: key.bytes, reference, header, in: batch))
                    continue
                }
                fates[row] = .quarantined
                issues.append(Self.orphan(row, reference, header, in: batch))
            }
            return held
        }
        return []
    }

    /// Notes the headers of the batch that are kept.
    func note(_ batch: RecordBatch, of schema: EntitySchema, fates: [RowFate]) throws {
        guard let reference = reference(to: schema),
            reference.resourceFields.allSatisfy({ batch.columnIndex(named: $0) != nil })
        else { return }
        let name = schema.name.foldedName
        let (keys, waitingKeys) = (kept[name] ?? SeenKeys(), waiting[name] ?? SeenKeys())
        (kept[name], waiting[name]) = (keys, waitingKeys)
        var own = reference
        own.fields = reference.resourceFields
        var key = KeyText(columns: cdsKeys.fields(of: own, to: schema), of: batch)
        for row in fates.indices where fates[row].isKept || fates[row] == .waiting {
            key.read(row, of: batch)
            let seen = fates[row].isKept ? keys : waitingKeys
            _ = try seen.insert(key.bytes, record: batch.firstRecord + row + 1)
        }
    }

    /// The reference by which lines belong to records of this entity.
    private func reference(to header: EntitySchema) -> ForeignKey? {
        for schema in schemas.all where schema.environment == header.environment {
            let found = schema.foreignKeys.first { key in
                key.isHeader && key.resource.map(header.isNamed) == true
            }
            if let found { return found }
        }
        return nil
    }

    @inline(never)
    private static func orphan(
        _ row: Int, _ reference: ForeignKey, _ header: EntitySchema, in batch: RecordBatch
    ) -> RowIssue {
        let cell = batch.columnIndex(named: reference.mainField).map {
            batch.columns[$0].cells[row]
        }
        let value = cell.flatMap { batch.text(of: $0) } ?? ""
        return RowIssue(
            row: row, field: reference.mainField, code: .lineWithoutHeader,
            detail: "\"\(value)\" is no \(header.label) that travels or is known")
    }
}

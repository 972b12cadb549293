import Records

@testable import Mapping

/// A batch with the given columns; `nil` is null and `absent` is absent.
func batch(_ columns: [(name: String, values: [String?])]) -> RecordBatch {
    var batch = RecordBatch()
    let count = columns.first?.values.count ?? 0
    for row in 0..<count {
        batch.positions.append(RecordPosition(byte: UInt64(row), line: UInt32(row + 1)))
    }
    for (name, values) in columns {
        let cells = values.map { value -> Cell in
            guard let value else { return .null }
            return value == absent ? .absent : batch.append(value.utf8)
        }
        batch.columns.append(Column(name: name, cells: cells))
    }
    return batch
}

/// Stands for an absent cell in the values of test batches.
let absent = "\u{0}absent"

/// The values of a column, written as `batch` takes them; nil when there is no such column.
func values(_ name: String, of batch: RecordBatch) -> [String?]? {
    batch.columnIndex(named: name).map { index in
        batch.columns[index].cells.map { $0.isAbsent ? absent : batch.text(of: $0) }
    }
}

/// What a leg makes of a batch.
struct Mapped {
    var batch: RecordBatch
    var fates: [RowFate]
    var issues: [RowIssue] = []
    var unmapped = UnmappedValues()

    /// Binds the leg to the batch's own columns.
    init(
        _ leg: Leg, _ source: RecordBatch, fates: [RowFate]? = nil, from: EntitySchema? = nil,
        to: EntitySchema? = nil, organization: String? = nil, legalEntity: String? = nil,
        references: References = References(), runTime: String? = nil
    ) throws {
        let mapper = try LegMapper(
            leg: leg, sourceColumns: source.columns.map(\.name), sourceSchema: from,
            destinationSchema: to, organization: organization, legalEntity: legalEntity,
            references: references,
            runTime: runTime)
        self.fates = fates ?? Array(repeating: .kept, count: source.rowCount)
        batch = mapper.map(
            source, fates: &self.fates, issues: &issues, unmapped: &unmapped)
    }
}

/// A leg from Sales accounts to CDS accounts with these rows and no key.
func leg(_ mappings: FieldMapping...) -> Leg {
    Leg(
        from: EntityReference(.sales, "Accounts"), to: EntityReference(.cds, "Account"),
        fieldMappings: mappings)
}

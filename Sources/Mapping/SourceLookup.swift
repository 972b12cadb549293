import Records

/// Makes the column `X.key` from the lookup `X` of the source and the references.
struct SourceLookup: Sendable {
    /// As the template writes it: `transactioncurrencyid.isocurrencycode`.
    let field: String
    let columns: LookupColumns
    let targets: [OpenLookup.Target]
    let table: LookupTable

    /// The keys of the records behind the lookups. A blank lookup has a null key. A lookup that is
    /// no record, or several, sends its row to quarantine.
    func cells(
        of source: [Column], bytes: inout [UInt8], kept: [RowFate], also: [Reference] = [],
        fates: inout [RowFate], issues: inout [RowIssue]
    ) -> [Cell] {
        let table = also.isEmpty ? table : table.adding(also, of: targets)
        let outcomes = columns.outcomes(of: source, in: bytes.span, table: table, fates: kept)
        var cells = Array(repeating: Cell.null, count: outcomes.count)
        var keys = PlacedReferences(table, \.key)
        for (row, outcome) in outcomes.enumerated() {
            switch outcome {
            case .blank: break
            case .record(let number): cells[row] = keys.cell(ofRecord: number, in: &bytes)
            case .unknown, .ambiguous:
                let shown = columns.shownCell(of: source, row: row, in: bytes)
                let value = quoted(shown, in: bytes)
                fates[row] = .quarantined
                RowIssue(
                    outcome, row: row, field: field, value: value, tables: targets.map(\.table)
                )
                .map { issues.append($0) }
            }
        }
        return cells
    }

    /// The values that are no record of the references.
    func open(in batch: RecordBatch, fates: [RowFate]) -> OpenLookup? {
        let outcomes = columns.outcomes(
            of: batch.columns, in: batch.bytes.span, table: table, fates: fates)
        guard outcomes.contains(.unknown) else { return nil }
        var open = OpenLookup(field: field, targets: targets)
        for (row, outcome) in outcomes.enumerated() where outcome == .unknown {
            let shown = columns.shownCell(of: batch.columns, row: row, in: batch.bytes)
            open.add((batch.text(of: shown) ?? "").asIdentifier, row: row)
        }
        return open
    }
}

import Records

/// Makes the column `X.key` from the lookup `X` of the source and the references.
struct SourceLookup: Sendable {
    /// As the template writes it: `transactioncurrencyid.isocurrencycode`.
    let field: String
    let columns: LookupColumns
    let targets: [OpenLookup.Target]
    let table: LookupTable
    /// False where another row of the template reads the same lookup and complains of its values.
    var complains = true

    /// The keys of the records behind the lookups. A blank lookup has a null key, one that the record
    /// does not have an absent one. A lookup that is no record, or several, sends its row to quarantine.
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
            case .blank: if columns.areAbsent(row, of: source) { cells[row] = .absent }
            case .record(let number): cells[row] = keys.cell(ofRecord: number, in: &bytes)
            case .unknown, .ambiguous:
                fates[row] = .quarantined
                guard complains else { continue }
                let shown = columns.shownCell(of: source, row: row, in: bytes)
                issues += issue(outcome, row: row, shown: shown, in: bytes, table: table)
            }
        }
        return cells
    }

    /// The complaint about a value that is no record, or several. A text that is no id may be a code,
    /// which belongs into a column of another name.
    @inline(never)
    private func issue(
        _ outcome: LookupOutcome, row: Int, shown: Cell, in bytes: [UInt8], table: LookupTable
    ) -> [RowIssue] {
        let value = quoted(shown, in: bytes)
        let found = RowIssue(
            outcome, row: row, field: field, value: value, tables: targets.map(\.table))
        guard var issue = found, outcome == .unknown,
            !String(decoding: bytes[shown.range], as: UTF8.self).asIdentifier.isGUID
        else { return found.map { [$0] } ?? [] }
        let codes = targets.map(\.keyField).joined(separator: " or ")
        if table.recordsByKey.value(of: shown.range, in: bytes.span) != nil {
            issue.detail =
                "\(value) is the \(codes) of a record, where '\(FieldPath(field).base)' holds its id "
                + "or its name"
            issue.remedy = "Call the column '\(field)', or write the id"
        } else {
            issue.remedy =
                "Write the id, or a name that references.csv has with \(codes) as keyField. Values of "
                + "\(codes) stand in a column called '\(field)'"
        }
        return [issue]
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

/// The code of a record that a lookup leads to, in a file that has the lookup's id besides.
struct CodedLookup: Sendable {
    /// Finds the record by the id.
    let lookup: SourceLookup
    /// The column of the code, which counts.
    let code: Int

    /// Says of rows whose id is known to be another record's than the code. `also` are known besides the
    /// references.
    func contradictions(
        in batch: RecordBatch, also: [Reference], fates: [RowFate]
    ) -> [RowIssue] {
        let table = also.isEmpty ? lookup.table : lookup.table.adding(also, of: lookup.targets)
        let outcomes = lookup.columns.outcomes(
            of: batch.columns, in: batch.bytes.span, table: table, fates: fates)
        return outcomes.enumerated().compactMap { row, outcome in
            let code = batch.columns[code].cells[row]
            guard case .record(let number) = outcome, let record = table[number],
                batch.text(of: code)?.isSameName(as: record.key) != true
            else { return nil }
            let shown = lookup.columns.shownCell(of: batch.columns, row: row, in: batch.bytes)
            return RowIssue(
                row: row, field: lookup.field, code: .lookupContradicted,
                detail:
                    "it is \(quoted(code, in: batch.bytes)), and \(quoted(shown, in: batch.bytes)) "
                    + "in '\(FieldPath(lookup.field).base)' is \"\(record.key)\"")
        }
    }
}

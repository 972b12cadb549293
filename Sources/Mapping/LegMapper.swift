import JSON5
import Records

/// A leg bound to the columns of a file: makes batches of the destination from those of the source.
///
/// A column that is only renamed or copied costs nothing a row. Constants are appended to a batch's
/// bytes once a batch.
///
/// ```
/// source columns        what is done                     destination columns
/// accountnumber    ──┬─ nothing ──────────────────────►  CustomerAccount
///                    └─ nothing ──────────────────────►  PartyNumber
/// address1_country ──── Default "USA" on blank ───────►  AddressCountryRegionISOCode
/// (none)           ──── constant "10" ────────────────►  CustomerGroupId
/// quantity, price  ──── quantity mul price ───────────►  LineAmount
/// fax, not in file      no column: the destination's value is left alone
/// ```
package struct LegMapper: Sendable {
    enum Origin: Sendable {
        case column(Int)
        case constant(Cell)
        case lookup(SourceLookup)
        case expression(CompiledExpression)
    }

    /// How one destination column is made. A class, so that no batch copies it.
    final class Plan: Sendable {
        let destination: String
        /// The field to mend when a value is wrong.
        let sourceField: String
        let origin: Origin
        let transforms: [CompiledTransform]
        /// The file lacks the source, for which the row's Default stands.
        let standsIn: Bool
        /// A project changes what the row makes.
        let isOverridden: Bool
        /// The row's place in the template.
        let place: DocumentPlace

        init(
            destination: String, sourceField: String, origin: Origin,
            transforms: [CompiledTransform], standsIn: Bool, isOverridden: Bool,
            place: DocumentPlace
        ) {
            self.standsIn = standsIn
            self.isOverridden = isOverridden
            self.place = place
            self.destination = destination
            self.sourceField = sourceField
            self.origin = origin
            self.transforms = transforms
        }
    }

    /// The columns that come out, in the order of the template.
    package var destinationColumns: [String] { plans.map(\.destination) }

    /// For each destination column the source column that it is an unchanged copy of; nil for
    /// columns that are made in another way.
    package var copiedColumns: [Int?] {
        plans.map { plan in
            guard case .column(let column) = plan.origin, plan.transforms.isEmpty else {
                return nil
            }
            return column
        }
    }

    /// The destination columns whose source the file lacks and which hold a Default for it.
    package var standInColumns: [Int] { plans.indices.filter { plans[$0].standsIn } }

    let plans: [Plan]
    let pool: ConstantPool
    /// Those that the file has by code and by id.
    private let codedLookups: [CodedLookup]
    private let sourceColumnCount: Int

    /// Binds a leg to the columns of a file.
    ///
    /// The schemas tell the tables of lookups and the fields whose values a map must know.
    /// `organization` is the connection set's CDS organization, which takes the place of the
    /// template's placeholder. `runTime` is the time of `now()`, `2026-11-23T01:02:03Z`, which
    /// expressions may ask for; `legalEntity` chooses among the entries of value maps. Throws when
    /// the file lacks what the integration key is made from.
    package init(
        leg: Leg, sourceColumns: [String], sourceSchema: EntitySchema? = nil,
        destinationSchema: EntitySchema? = nil, organization: String? = nil,
        legalEntity: String? = nil, references: References = References(), runTime: String? = nil
    ) throws(MappingError) {
        var compiler = LegCompiler(
            source: FieldBinder(
                columns: ColumnIndex(sourceColumns), schema: sourceSchema, references: references),
            destinationSchema: destinationSchema, destination: leg.destination.entity,
            organization: organization, legalEntity: legalEntity, runTime: runTime)
        var plans: [Plan] = []
        for mapping in leg.enabledMappings {
            if let plan = try compiler.plan(mapping) { plans.append(plan) }
        }
        try compiler.checkKey(of: leg, plans: plans)
        self.plans = plans
        pool = compiler.pool
        var seen: Set<String> = []
        codedLookups = leg.enabledMappings.compactMap(\.sourceField).filter {
            seen.insert($0.foldedName).inserted
        }.compactMap(compiler.source.codedLookup)
        sourceColumnCount = sourceColumns.count
    }

    /// The values of the leg's lookups that the references do not know.
    package func openLookups(in batch: RecordBatch, fates: [RowFate]) -> [OpenLookup] {
        plans.flatMap { plan -> [OpenLookup] in
            switch plan.origin {
            case .lookup(let lookup): lookup.open(in: batch, fates: fates).map { [$0] } ?? []
            case .expression(let expression): expression.openLookups(in: batch, fates: fates)
            case .column, .constant: []
            }
        }
    }

    /// The ids beside codes that the references do not know.
    package func openIDs(in batch: RecordBatch, fates: [RowFate]) -> [OpenLookup] {
        codedLookups.compactMap { $0.lookup.open(in: batch, fates: fates) }
    }

    /// Says of rows where the id of a lookup is known to be another record's than its code, which
    /// counts. Ids may be those of records of `also` besides the references.
    package func contradictions(
        in batch: RecordBatch, also: [Reference], fates: [RowFate]
    ) -> [RowIssue] {
        codedLookups.flatMap { $0.contradictions(in: batch, also: also, fates: fates) }
    }

    /// The destination's columns for the same rows. Rows that are not kept stay in the batch
    /// without being mapped; a row with wrong values is quarantined, with an issue for each of
    /// them. Lookups may point to records of `also` besides the references. `unmapped` gets the values
    /// that a value map does not have.
    package func map(
        _ batch: consuming RecordBatch, also: [Reference] = [], fates: inout [RowFate],
        issues: inout [RowIssue], unmapped: inout UnmappedValues
    ) -> RecordBatch {
        precondition(
            batch.columns.count == sourceColumnCount && fates.count == batch.rowCount,
            "a batch has the columns it was said to, and one fate a row")
        var result = batch
        let source = result.columns
        let kept = fates
        let poolStart = result.bytes.count
        result.bytes.append(contentsOf: pool.bytes)
        result.columns = []
        result.columns.reserveCapacity(plans.count)
        for plan in plans {
            let origin = plan.cells(
                of: source, in: &result.bytes, poolStart: poolStart, kept: kept, also: also,
                fates: &fates, issues: &issues)
            let cells = plan.transformed(
                origin, in: result.bytes, poolStart: poolStart, kept: kept, fates: &fates,
                issues: &issues, unmapped: &unmapped)
            result.columns.append(Column(name: plan.destination, cells: cells))
        }
        return result
    }
}

extension LegMapper.Plan {
    /// The column before its transforms.
    fileprivate func cells(
        of source: [Column], in bytes: inout [UInt8], poolStart: Int, kept: [RowFate],
        also: [Reference], fates: inout [RowFate], issues: inout [RowIssue]
    ) -> [Cell] {
        switch origin {
        case .column(let index): source[index].cells
        case .constant(let cell): Array(repeating: cell.moved(by: poolStart), count: kept.count)
        case .lookup(let lookup):
            lookup.cells(
                of: source, bytes: &bytes, kept: kept, also: also, fates: &fates, issues: &issues)
        case .expression(let expression):
            expression.cells(
                of: source, bytes: &bytes, field: destination, kept: kept, also: also,
                fates: &fates, issues: &issues)
        }
    }

    /// The column behind its transforms. A row whose value a map refuses keeps the value.
    fileprivate func transformed(
        _ cells: [Cell], in bytes: [UInt8], poolStart: Int, kept: [RowFate],
        fates: inout [RowFate], issues: inout [RowIssue], unmapped: inout UnmappedValues
    ) -> [Cell] {
        var cells = cells
        for transform in transforms {
            let findings = transform.apply(
                to: &cells, in: bytes.span, poolStart: poolStart, fates: kept)
            for finding in findings {
                if case .valueMap(let map) = transform {
                    unmapped.note(bytes[finding.cell.range], of: map)
                    guard map.unmapped == .error else { continue }
                    fates[finding.row] = .quarantined
                }
                issues.append(issue(of: finding, by: transform, in: bytes))
            }
        }
        return cells
    }

    @inline(never)
    private func issue(
        of finding: CompiledTransform.Finding, by transform: CompiledTransform, in bytes: [UInt8]
    ) -> RowIssue {
        switch transform {
        case .valueMap(let map):
            map.issue(
                row: finding.row, value: quoted(finding.cell, in: bytes), from: sourceField,
                to: destination)
        case .truncate(let truncation):
            truncation.issue(
                row: finding.row, cell: finding.cell, in: bytes, from: sourceField,
                to: destination)
        case .fillBlanks: preconditionFailure("A Default tells nothing")
        }
    }
}

import JSON5
import Records

/// Turns the lookups of a destination that are written by key into ids and names.
///
/// For destinations that want record ids: `transactioncurrencyid.isocurrencycode` becomes
/// `transactioncurrencyid` (the GUID) and `transactioncurrencyid.lookupentityname` (the name). A lookup
/// that may point to several tables becomes `customerid.lookupentity` (the table) besides.
/// A key without a reference sends its row to quarantine; an id is never made up.
package struct ReferenceResolver: Sendable {
    /// Behind the lookup's name, what its companion column is called.
    package static let nameSuffix = ".lookupentityname"
    /// Behind the lookup's name, what the column of the record's table is called.
    package static let tableSuffix = ".lookupentity"

    fileprivate enum Plan: Sendable {
        case copy(name: String)
        case lookup(Lookup)
    }

    fileprivate struct Lookup: Sendable {
        var field: String
        var base: String
        var targets: [OpenLookup.Target]
        var table: LookupTable
        /// The tables that the lookup may point to, by their logical names; none where it is one alone.
        var tables: [String]
    }

    private let plans: [Plan]
    /// The columns that come out, in order.
    package let destinationColumns: [String]

    /// `columns` are those that go in. Throws when the schema does not say to which table a lookup
    /// among them points.
    package init(
        columns: [String], schema: EntitySchema?, references: References,
        place: DocumentPlace = .ofTemplate
    ) throws(MappingError) {
        var plans: [Plan] = []
        for name in columns {
            plans.append(try Self.plan(name, schema: schema, references: references, place: place))
        }
        self.plans = plans
        destinationColumns = plans.flatMap { plan in
            switch plan {
            case .copy(let name): [name]
            case .lookup(let lookup): lookup.destinationColumns
            }
        }
    }

    /// Which column has the value of an incoming one: of a lookup that of the ids.
    package func destinationColumn(of name: String) -> String {
        for plan in plans {
            if case .lookup(let lookup) = plan, lookup.field.isSameName(as: name) {
                return lookup.base
            }
        }
        return name
    }

    /// The keys of lookups that the references do not know.
    package func openLookups(in batch: RecordBatch, fates: [RowFate]) -> [OpenLookup] {
        zip(plans, batch.columns).compactMap { plan, column in
            guard case .lookup(let lookup) = plan else { return nil }
            return lookup.open(column.cells, in: batch, fates: fates)
        }
    }

    /// Replaces the lookups of a batch. Blank ones stay blank. Keys may be those of records of `also`
    /// besides the references.
    package func resolve(
        _ batch: consuming RecordBatch, also: [Reference] = [], fates: inout [RowFate],
        issues: inout [RowIssue]
    ) -> RecordBatch {
        precondition(batch.columns.count == plans.count, "a batch has the columns it was said to")
        var result = batch
        let source = result.columns
        let kept = fates
        result.columns = []
        result.columns.reserveCapacity(destinationColumns.count)
        for (plan, column) in zip(plans, source) {
            switch plan {
            case .copy(let name): result.columns.append(Column(name: name, cells: column.cells))
            case .lookup(let lookup):
                result.columns += lookup.columns(
                    of: column.cells, bytes: &result.bytes, kept: kept, also: also, fates: &fates,
                    issues: &issues)
            }
        }
        return result
    }

    private static func plan(
        _ name: String, schema: EntitySchema?, references: References, place: DocumentPlace
    ) throws(MappingError) -> Plan {
        let path = FieldPath(name)
        guard path.isLookup, schema?.field(named: name) == nil else { return .copy(name: name) }
        let tables = path.tables(in: schema)
        guard !tables.isEmpty else {
            throw MappingError(
                .lookupWithoutTable, "nothing says to which table '\(path.base)' points",
                at: place)
        }
        let known = schema?.field(named: path.base)?.lookup?.targets ?? []
        return .lookup(
            Lookup(
                field: name, base: path.base, targets: path.targets(in: schema),
                table: LookupTable(tables, in: references), tables: known.count > 1 ? known : []))
    }
}

extension ReferenceResolver.Lookup {
    fileprivate var destinationColumns: [String] {
        let columns = [base, base + ReferenceResolver.nameSuffix]
        return tables.isEmpty ? columns : columns + [base + ReferenceResolver.tableSuffix]
    }

    fileprivate func open(
        _ keys: [Cell], in batch: RecordBatch, fates: [RowFate]
    ) -> OpenLookup? {
        var open = OpenLookup(field: field, targets: targets)
        for row in RowFate.keptRows(of: fates) where !keys[row].isBlank(in: batch.bytes.span) {
            let key = keys[row].withoutTrailingSpaces(in: batch.bytes.span)
            if table.recordsByKey.value(of: key.range, in: batch.bytes.span) != nil { continue }
            open.add(batch.text(of: key) ?? "", row: row)
        }
        return open.rows.isEmpty ? nil : open
    }

    /// The columns of ids, of names and, where the lookup may point to several, of tables.
    fileprivate func columns(
        of keys: [Cell], bytes: inout [UInt8], kept: [RowFate], also: [Reference],
        fates: inout [RowFate], issues: inout [RowIssue]
    ) -> [Column] {
        let table = also.isEmpty ? table : table.adding(also, of: targets)
        var ids = keys
        var names = keys
        var recordTables = keys
        var placedIDs = PlacedReferences(table, \.id)
        var placedNames = PlacedReferences(table, \.name)
        var placedTables = PlacedReferences(table) { logicalName(of: $0.table) }
        for row in keys.indices where kept[row].isKept && !keys[row].isBlank(in: bytes.span) {
            let key = keys[row].withoutTrailingSpaces(in: bytes.span)
            let number = table.recordsByKey.value(of: key.range, in: bytes.span)
            let outcome = LookupOutcome(number)
            if case .record(let number) = outcome {
                ids[row] = placedIDs.cell(ofRecord: number, in: &bytes)
                names[row] = placedNames.cell(ofRecord: number, in: &bytes)
                if tables.isEmpty { continue }
                recordTables[row] = placedTables.cell(ofRecord: number, in: &bytes)
            } else {
                let value = quoted(keys[row], in: bytes)
                fates[row] = .quarantined
                RowIssue(
                    outcome, row: row, field: field, value: value, tables: targets.map(\.table)
                )
                .map { issues.append($0) }
            }
        }
        return zip(destinationColumns, [ids, names, recordTables]).map(Column.init)
    }

    /// Blank for a table that the lookup is not known to point to.
    private func logicalName(of table: String) -> String {
        tables.first { $0.isSameName(as: table) } ?? ""
    }
}

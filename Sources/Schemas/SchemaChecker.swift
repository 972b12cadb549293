import Records

/// Checks batches against an entity schema and brings every value to its canonical form, so that
/// nothing behind it has to know how values are written. Compiled once for the columns of a file.
package struct SchemaChecker {
    /// The columns by the schema's spelling of their names; unknown ones as they are.
    package let columnNames: [String]
    /// Columns that the schema does not know. They are left as they are.
    package let unknownColumns: [String]
    /// Those of them that are nearly the name of a field which the file lacks, with that.
    package let misspeltColumns: [(column: String, field: String)]
    /// Columns that are known by the label of their field instead of its name.
    package let labelColumns: [String]
    /// Required fields that no column brings.
    package let missingColumns: [String]
    /// For each column the strictest field as whose value its values were checked; nil for unknown
    /// columns.
    package let checkedFields: [Field?]
    private let checks: [ColumnCheck]

    /// The columns whose values say something about a person.
    package var personalColumns: Set<Int> {
        Set(checkedFields.indices.filter { checkedFields[$0]?.isPersonal == true })
    }

    /// Compiles the checks for batches with these columns in this order.
    ///
    /// A column whose values were checked before as those of another field has that field in
    /// `checked`; what follows from it is not checked again.
    package init(schema: EntitySchema, columns: [String], checked: [Field?] = []) {
        var names: [String] = []
        var unknown: [String] = []
        var checks: [ColumnCheck] = []
        var checkedFields: [Field?] = []
        let known = ColumnFields(of: columns, in: schema)
        labelColumns = known.labels
        for (index, column) in columns.enumerated() {
            if var field = known.fields[index] {
                names.append(field.name)
                if !checked.isEmpty, let before = checked[index] {
                    if before.implies(field) {
                        checkedFields.append(before)
                        continue
                    }
                    // A value stays personal where it is carried to.
                    if before.isPersonal { field.isPersonal = true }
                }
                checks.append(
                    ColumnCheck(column: index, field: field, isOfFile: checked.isEmpty))
                checkedFields.append(field)
                continue
            }
            checkedFields.append(nil)
            if let name = Self.lookupPart(column, of: schema) {
                names.append(name)
            } else {
                names.append(column)
                unknown.append(column)
            }
        }
        columnNames = names
        unknownColumns = unknown
        let lacking =
            unknown.isEmpty
            ? []
            : schema.fields.map(\.name).filter { name in
                !names.contains { $0.isSameName(as: name) }
            }
        misspeltColumns = unknown.compactMap { column in
            NearNames.misspelt(column, among: lacking).map { (column, $0) }
        }
        self.checks = checks
        self.checkedFields = checkedFields
        missingColumns = schema.fields.filter(\.isRequired).map(\.name).filter { required in
            !names.contains { $0 == required || $0.hasPrefix(required + ".") }
        }
    }

    /// Checks the rows that are kept. A row with an error becomes quarantined; all issues of a row
    /// are reported. Absent cells are not checked: what is not there breaks no rule.
    package func check(
        _ batch: inout RecordBatch, fates: inout [RowFate], issues: inout [RowIssue]
    ) {
        precondition(
            batch.columns.count == columnNames.count, "The batch has the columns of the checker.")
        for index in columnNames.indices { batch.columns[index].name = columnNames[index] }
        var outcome = CheckOutcome()
        let rows = RowFate.keptRows(of: fates)
        for check in checks { check.run(on: &batch, rows: rows, outcome: &outcome) }
        for issue in outcome.issues where issue.code.severity == .error {
            fates[issue.row] = .quarantined
        }
        issues += outcome.issues
    }

    /// The name of a column that belongs to a lookup, such as `transactioncurrencyid.isocurrencycode`.
    private static func lookupPart(_ column: String, of schema: EntitySchema) -> String? {
        guard let dot = column.firstIndex(of: "."),
            let field = schema.field(named: String(column[..<dot])), field.lookup != nil
        else { return nil }
        return field.name + column[dot...]
    }
}

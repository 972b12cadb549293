import Pipeline

/// Which entities were checked and how many records each has; the columns add up to the records.
struct CountSection {
    private let rows: [(file: String, entity: ValidationReport.Entity)]
    private let verdict: ReportVerdict

    private static let mostRows = 500

    init(_ reports: [ValidationReport], verdict: ReportVerdict) {
        rows = reports.flatMap { report in report.entities.map { (report.file, $0) } }
        self.verdict = verdict
    }

    var html: HTML {
        guard !rows.isEmpty else { return .nothing }
        let unchecked: HTML = verdict.unchecked > 0 ? "<th class=\"number\">not checked</th>" : ""
        return """
            <section id="counts">
            <h2>Records</h2>
            <table class="counts">
            <thead>
            <tr><th>Entity</th><th class="number">records</th>\
            <th class="number">without errors</th><th class="number">with errors</th>\
            \(unchecked)</tr>
            </thead>
            <tbody>
            \(rows.prefix(Self.mostRows).map { row($0.entity) }.joined())\(rest)</tbody>
            \(total)</table>
            </section>

            """
    }

    private func row(_ entity: ValidationReport.Entity) -> HTML {
        let schema = entity.schema.map { "checked against \($0)" } ?? "no schema"
        var notes: HTML =
            "<small><bdi>\(entity.file)</bdi>, \(entity.format), \(schema)</small>"
        notes += columns(entity.missingColumns, "Required columns that are missing")
        notes += columns(entity.unknownColumns, "Columns that the schema does not know")
        let unchecked = entity.schema == nil ? entity.records - entity.invalid : 0
        return """
            <tr><th scope="row"><bdi>\(entity.entity)</bdi>\(notes)</th>\
            \(cells(entity.records, entity.invalid, unchecked))</tr>

            """
    }

    private func columns(_ names: [String], _ title: String) -> HTML {
        guard !names.isEmpty else { return .nothing }
        let more = names.count > 30 ? " and \(names.count - 30) more" : ""
        return "<small>\(title): \(names.prefix(30).joined(separator: ", "))\(more)</small>"
    }

    private func cells(_ records: Int, _ invalid: Int, _ unchecked: Int) -> HTML {
        let bad = invalid > 0 ? " bad" : ""
        var cells: HTML = """
            <td class="number" data-label="records">\(unbroken(records))</td>\
            <td class="number" data-label="without errors">\
            \(unbroken(records - invalid - unchecked))</td>\
            <td class="number\(bad)" data-label="with errors">\(unbroken(invalid))</td>
            """
        if verdict.unchecked > 0 {
            cells += "<td class=\"number\" data-label=\"not checked\">\(unbroken(unchecked))</td>"
        }
        return cells
    }

    /// The sum of entities that have no row of their own.
    private var rest: HTML {
        let rest = rows.dropFirst(Self.mostRows).map(\.entity)
        guard !rest.isEmpty else { return .nothing }
        let unchecked = rest.reduce(0) { $0 + ($1.schema == nil ? $1.records - $1.invalid : 0) }
        return """
            <tr><th scope="row">\(unbroken(rest.count)) more entities</th>\
            \(cells(rest.reduce(0) { $0 + $1.records }, rest.reduce(0) { $0 + $1.invalid }, unchecked))\
            </tr>

            """
    }

    private var total: HTML {
        guard rows.count > 1 else { return .nothing }
        return """
            <tfoot>
            <tr><th scope="row">All</th>\
            \(cells(verdict.records, verdict.invalid, verdict.unchecked))</tr>
            </tfoot>

            """
    }
}

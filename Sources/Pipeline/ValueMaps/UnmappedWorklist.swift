import JSON5
import Mapping
import Records
import Schemas

/// The values of a workspace that no value map had: people fill in their `value`, and from then on
/// the row takes part in its map.
///
/// Rows stay in their order, with whatever other columns people added. Nothing of a row is ever changed
/// but what becomes of its value without an entry, and the number of records.
package struct UnmappedWorklist {
    package static let fileName = "unmapped-values.csv"

    /// The columns in the order of the file.
    private enum Name: String, CaseIterable {
        case template, valueMap, organization, key, value, unmapped, records, firstSeenRun
    }

    private let file: String
    private var table: EditedTable
    private var columns: [Name: Int] = [:]
    private var indexes: [String: Int] = [:]

    /// One without rows.
    init() {
        file = Self.fileName
        table = EditedTable(columns: Name.allCases.map(\.rawValue))
        indexRows()
    }

    /// Throws when a column is not there or holds what it cannot, or two rows were filled in differently.
    init(_ bytes: [UInt8], file: String) throws(MappingError) {
        self.file = file
        let needed: [Name] = [.template, .valueMap, .organization, .key, .value]
        table = try EditedTable(
            bytes, file: file, needing: needed.map(\.rawValue),
            of: Name.allCases.map(\.rawValue))
        for name in Name.allCases where table.column(name.rawValue) == nil {
            table.columns.append(name.rawValue)
            for row in table.rows.indices { table.rows[row].values.append("") }
        }
        indexRows()
        try checkPolicies()
        try dropRepeatedRows()
    }

    /// Throws where a row has something else than what p2c writes of values without an entry: what people
    /// typed one column too far would be written over.
    private func checkPolicies() throws(MappingError) {
        for row in table.rows.indices {
            let text = text(row, .unmapped)
            guard !text.isLeftBlank, ValueMap.Unmapped(rawValue: text.foldedName) == nil else {
                continue
            }
            throw MappingError(
                .valueMapFileUnusable,
                "the column unmapped has \"\(text)\", where error, pass or null stands",
                at: DocumentPlace(file: file, line: table.rows[row].line)
            ).toDo("Write what the value shall be into the column value, and error into unmapped")
        }
    }

    /// The file's bytes.
    var bytes: [UInt8] { table.bytes }

    /// What was filled in, as one text that is the same as long as that is.
    var filledIn: String {
        table.rows.indices.filter { isFilled($0) }
            .map { identity(of: $0) + "\u{0}" + text($0, .value) }
            .joined(separator: "\n")
    }

    /// What was filled in for a map of a template.
    func entries(template: String, map: String) -> [ValueMap.Entry] {
        table.rows.indices.filter { row in
            isFilled(row) && text(row, .template).isSameName(as: template)
                && text(row, .valueMap).isSameName(as: map)
        }.map(entry)
    }

    /// Throws where two rows name one option of a field, as by its number and by its label, and were
    /// filled in differently.
    func checkOptions(
        of templates: [Template], in schemas: SchemaCatalogue
    ) throws(MappingError) {
        for template in templates {
            let contradictions = template.optionsMappedTwice(
                in: { entries(template: template.name, map: $0) },
                finding: { schemas.schema($0.environment, named: $0.entity) })
            if let first = contradictions.first { throw first }
        }
    }

    /// Adds the values that have no row and notes how many records had the others. Returns which were
    /// added.
    mutating func add(
        _ values: [UnmappedValues.Value], template: String, organization: String?, run: Int
    ) -> [UnmappedValues.Value] {
        var added: [UnmappedValues.Value] = []
        for value in values {
            let company = organization ?? ""
            let ownRow = indexes[identity(template, value.map, company, value.key)]
            let row = ownRow ?? indexes[identity(template, value.map, "", value.key)]
            if let row {
                set(row, .unmapped, value.unmapped.rawValue)
                set(row, .records, String(value.records))
            } else {
                append(value, template: template, organization: company, run: run)
                added.append(value)
            }
        }
        return added
    }

    private mutating func append(
        _ value: UnmappedValues.Value, template: String, organization: String, run: Int
    ) {
        let row = table.rows.count
        let blank = [String](repeating: "", count: table.columns.count)
        table.rows.append(EditedTable.Row(line: 0, values: blank))
        set(row, .template, template)
        set(row, .valueMap, value.map)
        set(row, .organization, organization)
        set(row, .key, value.key)
        set(row, .unmapped, value.unmapped.rawValue)
        set(row, .records, String(value.records))
        set(row, .firstSeenRun, String(run))
        indexes[identity(of: row)] = row
    }

    // MARK: Rows

    private func text(_ row: Int, _ name: Name) -> String {
        columns[name].map { table.rows[row].values[$0] } ?? ""
    }

    private mutating func set(_ row: Int, _ name: Name, _ text: String) {
        if let column = columns[name] { table.rows[row].values[column] = text }
    }

    private func isFilled(_ row: Int) -> Bool { !text(row, .value).isLeftBlank }

    private func entry(_ row: Int) -> ValueMap.Entry {
        ValueMap.Entry(
            text(row, .key), text(row, .value),
            organization: text(row, .organization).leftText,
            at: DocumentPlace(file: file, line: table.rows[row].line))
    }

    private func identity(of row: Int) -> String {
        identity(
            text(row, .template), text(row, .valueMap), text(row, .organization), text(row, .key))
    }

    private func identity(
        _ template: String, _ map: String, _ organization: String, _ key: String
    ) -> String {
        ([template, map, organization].map(\.foldedName) + [key.foldedMapKey])
            .joined(separator: "\u{0}")
    }

    private mutating func indexRows() {
        for name in Name.allCases { columns[name] = table.column(name.rawValue) }
        indexes = [:]
        for row in table.rows.indices {
            let identity = identity(of: row)
            if indexes[identity] == nil { indexes[identity] = row }
        }
    }

    /// A row that is twice, as happens when an organization is taken out of two rows, stays once: the
    /// one that is filled in.
    private mutating func dropRepeatedRows() throws(MappingError) {
        var seen = SeenEntries(file: file)
        var staying: [String: Int] = [:]
        for row in table.rows.indices {
            let identity = identity(of: row)
            if isFilled(row) {
                let map = text(row, .template) + "\u{0}" + text(row, .valueMap)
                guard try seen.isFirst(entry(row), of: map, line: table.rows[row].line) else {
                    continue
                }
                staying[identity] = row
            } else if staying[identity] == nil {
                staying[identity] = row
            }
        }
        guard staying.count < table.rows.count else { return }
        table.rows = staying.values.sorted().map { table.rows[$0] }
        indexRows()
    }
}

extension UnmappedWorklist {
    /// Says of each row that was filled in what is wrong with it: it can never be used, the map has the
    /// key already, or the field that the map fills cannot take the value. Without companies every
    /// organization may be one.
    func remarks(
        file: String, templates: [Template], companies: [String], schemas: SchemaCatalogue
    ) -> [String] {
        var remarks: [Int: String] = [:]
        for row in table.rows.indices.filter(isFilled) {
            if templates.contains(where: { isOf($0, row) }) { continue }
            let name = text(row, .template)
            let hint = NearNames.hint(for: name, among: templates.map(\.name))
            remarks[row] = "there is no template \"\(name)\".\(hint) The row is not used"
        }
        for template in templates {
            let rows = table.rows.indices.filter { isFilled($0) && isOf(template, $0) }
            for (row, reason) in unfit(rows, of: template, schemas) { remarks[row] = reason }
            for row in rows {
                let known =
                    stranger(in: row, of: template, companies: companies).map {
                        "\($0). The row is not used"
                    } ?? doubt(about: row, of: template)
                if let known { remarks[row] = known }
            }
        }
        return remarks.sorted { $0.key < $1.key }.map { row, reason in
            "\(file):\(table.rows[row].line): \(reason)"
        }
    }

    private func isOf(_ template: Template, _ row: Int) -> Bool {
        template.name.isSameName(as: text(row, .template))
    }

    private func stranger(
        in row: Int, of template: Template, companies: [String]
    ) -> String? {
        let map = text(row, .valueMap)
        guard template.mapNames.has(map) else {
            let names = template.mapNames.map { "\"\($0)\"" }.joined(separator: ", ")
            return "\"\(template.name)\" has no value map \"\(map)\""
                + (names.isEmpty ? "" : "; it has \(names)")
        }
        guard let company = text(row, .organization).leftText, !companies.isEmpty,
            !companies.has(company)
        else { return nil }
        let hint = NearNames.hint(for: company, among: companies).dropLast()
        return "\"\(company)\" is none of the companies \(companies.joined(separator: ", "))"
            + (hint.isEmpty ? "" : ".\(hint)")
    }

    /// The map has another value for the key.
    private func doubt(about row: Int, of template: Template) -> String? {
        let filled = entry(row)
        let company = filled.organization
        let known = template.entries(ofMap: text(row, .valueMap)).holding(for: company)
            .first { $0.foldedKey == filled.foldedKey }
        guard let known, known.value != filled.value else { return nil }
        let isUsed = known.organization == nil && company != nil
        return "the map has \"\(filled.key)\" already, as \"\(known.value)\". "
            + (isUsed
                ? "This row's \"\(filled.value)\" holds for \(company ?? "")"
                : "The row is not used")
            + ". Leave one of the two"
    }

    /// The rows whose value the field of their map cannot take. Each is looked at by itself only where
    /// all together are wrong.
    private func unfit(
        _ rows: [Int], of template: Template, _ schemas: SchemaCatalogue
    ) -> [Int: String] {
        guard !rows.isEmpty else { return [:] }
        let before = Set(template.problems(in: schemas).map(\.message))
        func problem(_ rows: [Int]) -> MappingError? {
            var filled = template
            filled.add { map in
                rows.filter { text($0, .valueMap).isSameName(as: map) }.map(entry)
            }
            return filled.problems(in: schemas).first { !before.contains($0.message) }
        }
        guard problem(rows) != nil else { return [:] }
        var found: [Int: String] = [:]
        for row in rows {
            guard let problem = problem([row]) else { continue }
            let isContradiction = problem.issue.code == .valueMapKeyRepeated
            found[row] =
                problem.issue.detail
                + (isContradiction ? ". Leave one of the two" : ". Its records would be set aside")
        }
        return found
    }
}

import Mapping

/// A template as a page in Markdown: what it is for, its legs, and every field mapping.
struct TemplatePage {
    let template: Template

    var lines: [String] {
        var lines = ["# \(template.name)"]
        for paragraph in intro { lines += ["", paragraph] }
        for section in TemplateTable(template).sections { lines += [""] + page(of: section) }
        return lines
    }

    private var intro: [String] {
        let state =
            template.isOnByDefault
            ? [] : ["It is off unless `templates` in `p2c.json` turns it on."]
        let notes = template.notes.isEmpty ? [template.description ?? ""] : template.notes
        return notes.filter { !$0.isEmpty } + state
    }

    private func page(of section: TemplateTable.Section) -> [String] {
        var lines = ["## \(section.title)", "", "Integration key: \(code(section.integrationKey))"]
        if !section.sourceFilter.isEmpty {
            lines += ["", "Source filter: \(code(section.sourceFilter))"]
        }
        lines += ["", "| Source | Transform | Destination | Provenance |", "|---|---|---|---|"]
        return lines + section.rows.map(line)
    }

    private func line(_ row: TemplateTable.Row) -> String {
        let state = row.isEnabled ? "" : " (off)"
        let note = row.note.isEmpty ? "" : ": \(row.note)"
        let cells = [
            row.source.isEmpty ? "" : code(row.source), row.transform,
            code(row.destination) + state, row.provenance + note,
        ]
        return "| " + cells.map(escaped).joined(separator: " | ") + " |"
    }

    private func code(_ text: String) -> String { "`\(text)`" }

    private func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

import Mapping

/// A template as a table for people: each field mapping with what is done and how that is known.
struct TemplateText {
    let template: Template

    var lines: [String] {
        var lines = [template.name]
        if let version = template.version { lines[0] += ", version \(version)" }
        if let description = template.description { lines.append(description) }
        for section in TemplateTable(template).sections {
            lines += ["", section.title, "  key: \(section.integrationKey)"]
            if !section.sourceFilter.isEmpty { lines.append("  filter: \(section.sourceFilter)") }
            let table = Table(
                header: ["SOURCE", "TRANSFORM", "DESTINATION", "PROVENANCE", "NOTE"],
                rows: section.rows.map { row in
                    [
                        row.source.isEmpty ? "(none)" : row.source, row.transform,
                        row.destination + (row.isEnabled ? "" : " (off)"), row.provenance, row.note,
                    ]
                })
            lines += table.lines.map { "  " + $0 }
        }
        return lines
    }
}

import Records

/// `docs/issues.md`: every code of the catalogue, a section an area and an anchor a code.
enum IssueDocument {
    static var lines: [String] {
        [
            "# What p2c's codes mean",
            "",
            "Every issue that p2c reports has one of these codes; `p2c explain CODE` prints the same text.",
            "This page is made by `scripts/make-issue-docs` from `Sources/Records/Catalogue`.",
            "",
        ]
            + IssueCatalogue.areas.map { area in
                "- [\(area.title)](#\(anchor(of: area)))"
            } + ["- [By Microsoft's codes](#by-microsofts-codes)"]
            + IssueCatalogue.areas.flatMap(section) + microsoftSection
    }

    private static func anchor(of area: IssueCatalogue.Area) -> String {
        "area-" + area.id.foldedName
    }

    private static func section(_ area: IssueCatalogue.Area) -> [String] {
        ["", "<a id=\"\(anchor(of: area))\"></a>", "", "## \(area.title)"]
            + area.codes.flatMap(entry)
    }

    private static func entry(_ code: IssueCode) -> [String] {
        [
            "", "### \(code.id)", "",
            "**\(escaped(code.title))** (\(code.severity))", "",
            escaped(code.cause), "",
            "```text", code.example, "```", "",
            "To do: \(escaped(code.remedy)).",
        ] + code.microsoftLogs.flatMap { ["", $0] }
    }

    /// Which codes of p2c stand for one of Microsoft's.
    private static var microsoftSection: [String] {
        let names = Set(IssueCatalogue.all.flatMap(\.microsoftCodes)).sorted()
        let rows = names.map { name in
            let codes = IssueCatalogue.codes(named: name).map { code in
                "[\(code.id)](#\(code.id.foldedName)) \(escaped(code.title))"
            }
            return "| \(name) | \(codes.joined(separator: "<br>")) |"
        }
        let remarks = IntegratorRemark.all.map { remark in
            "| \(remark.code) | \(escaped(remark.meaning)): \(escaped(remark.text)) |"
        }
        return [
            "", "## By Microsoft's codes", "",
            "DMF, FF and MAP are codes of Fin and Ops' data management, DIPV those of the Data "
                + "Integrator.",
            "", "| Microsoft | p2c |", "|---|---|",
        ] + (rows + remarks).sorted()
    }

    /// The text as Markdown shows it, with its backquotes as they are.
    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "*", "_", "\\": "\\\(character)"
            default: String(character)
            }
        }.joined()
    }
}

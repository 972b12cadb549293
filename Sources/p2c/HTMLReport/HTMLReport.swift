import Formats
import Pipeline
import Records

/// What `p2c validate --html` writes: one file that needs no other and no network, to be read on a
/// screen, a phone or paper. The same results give the same bytes.
struct HTMLReport {
    private let reports: [ValidationReport]
    private let profiles: [EntityProfile]
    private let program: String
    private let verdict: ReportVerdict

    /// `program` is named at the end. `profiles` may be of some of the entities.
    init(_ reports: [ValidationReport], profiles: [EntityProfile], program: String) {
        self.reports = reports
        self.profiles = profiles
        self.program = program
        verdict = ReportVerdict(reports)
    }

    /// Writes the report section by section, so that it is never held as a whole.
    func write(to sink: any ByteSink) throws(FormatError) {
        let causes = CauseSection(reports)
        try write(head, to: sink)
        try write(summary, to: sink)
        try write(causes.overview, to: sink)
        try write(CountSection(reports, verdict: verdict).html, to: sink)
        for cause in causes.details { try write(cause, to: sink) }
        try writeFailingRecords(to: sink)
        try writeProfiles(to: sink)
        try write(foot, to: sink)
        try sink.finish()
    }

    private var head: HTML {
        """
        <!DOCTYPE html>
        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="color-scheme" content="light dark" />
        <title>\(verdict.headline) · p2c validate</title>
        <style>
        \(HTML(stringLiteral: StyleSheet.text))
        </style>
        </head>
        <body>
        <main>

        """
    }

    private var summary: HTML {
        let mark = verdict.kind == .good ? "✓" : verdict.kind == .warning ? "!" : "✗"
        let files = reports.map { report -> HTML in
            let kind = report.kind.map { " (\($0))" } ?? ""
            return "<li><b><bdi>\(report.file)</bdi></b>\(kind)</li>\n"
        }
        return """
            <header class="verdict \(verdict.kind.rawValue)">
            <h1><span class="mark" aria-hidden="true">\(mark)</span> \(verdict.headline)</h1>
            \(verdict.sentences.map { "<p>\($0)</p>\n" as HTML }.joined())\
            <ul class="files">
            \(files.joined())</ul>
            \(links)</header>

            """
    }

    private var links: HTML {
        let hasFailing = profiles.contains { $0.failing != nil }
        let hasColumns = profiles.contains { $0.records > 0 }
        let failing: HTML = hasFailing ? "<a href=\"#failing\">Failing records in full</a> " : ""
        let columns: HTML = hasColumns ? "<a href=\"#columns\">Columns</a>" : ""
        return hasFailing || hasColumns ? "<p class=\"links\">\(failing)\(columns)</p>\n" : ""
    }

    private func writeFailingRecords(to sink: any ByteSink) throws(FormatError) {
        let failing = profiles.filter { $0.failing != nil }
        guard !failing.isEmpty else { return }
        try write(
            """
            <section id="failing">
            <h2>Failing records in full</h2>
            <p>CSV with the columns of the file and the reasons in the last one, \
            \(ReturnPackage.reasonField). Mend the records and check the file again; p2c leaves the \
            column with the reasons out.</p>

            """, to: sink)
        for profile in failing { try FailingRecordsLink(profile).write(to: sink) }
        try write("</section>\n", to: sink)
    }

    private func writeProfiles(to sink: any ByteSink) throws(FormatError) {
        let told = profiles.filter { $0.records > 0 }
        guard !told.isEmpty else { return }
        try write("<section id=\"columns\">\n<h2>Columns</h2>\n", to: sink)
        for profile in told {
            let section = ProfileSection(profile)
            try write(section.start, to: sink)
            for column in section.columns { try write(column.html, to: sink) }
            try write(section.end, to: sink)
        }
        try write("</section>\n", to: sink)
    }

    private var foot: HTML {
        """
        </main>
        <footer>
        <p>Checked by \(program) against its schemas. What only the destination knows, such as numbers \
        and terms that must exist there, shows on import.</p>
        </footer>
        </body>
        </html>

        """
    }

    private func write(_ html: HTML, to sink: any ByteSink) throws(FormatError) {
        try sink.write(Array(html.markup.utf8))
    }
}

import Pipeline
import Records

/// The issues by cause: an overview that says what to do, and each cause with its first examples.
struct CauseSection {
    /// One code and everything that was found of it.
    struct Cause {
        var first: RunReport.IssueGroup
        var groups: [RunReport.IssueGroup]
        var count: Int { groups.reduce(0) { $0 + $1.count } }
        var isError: Bool { first.severity == "error" }
    }

    private let causes: [Cause]

    init(_ reports: [ValidationReport]) {
        var causes: [Cause] = []
        var indexes: [String: Int] = [:]
        for group in reports.flatMap(\.issues) {
            if let index = indexes[group.code] {
                causes[index].groups.append(group)
            } else {
                indexes[group.code] = causes.count
                causes.append(Cause(first: group, groups: [group]))
            }
        }
        // Errors first, of either kind the most frequent ones.
        self.causes = causes.sorted { one, other in
            if one.isError != other.isError { return one.isError }
            return one.count != other.count
                ? one.count > other.count : one.first.code < other.first.code
        }
    }

    var overview: HTML {
        guard !causes.isEmpty else { return .nothing }
        let most = causes.map(\.count).max() ?? 1
        return """
            <section id="overview">
            <h2>What to do</h2>
            <ol class="overview">
            \(causes.map { item($0, most: most) }.joined())</ol>
            </section>

            """
    }

    private func item(_ cause: Cause, most: Int) -> HTML {
        let kind = cause.isError ? "error" : "warning"
        return """
            <li class="\(kind)">
            <a href="#\(cause.first.code)">\(unbroken(cause.count)) × \(cause.first.title)</a> \
            <span class="kind">\(kind)</span> <span class="places">\(fields(of: cause))</span>
            \(Chart.bar(cause.count, of: most))
            <p>\(cause.first.remedy).</p>
            </li>

            """
    }

    /// The fields that it is about, the first ones by name.
    private func fields(of cause: Cause) -> String {
        var names: [String] = []
        for name in cause.groups.compactMap(\.field) where !names.contains(name) {
            names.append(name)
            if names.count == 7 { return names.prefix(6).joined(separator: ", ") + ", …" }
        }
        return names.joined(separator: ", ")
    }

    /// A section for each cause.
    var details: some Sequence<HTML> {
        causes.lazy.map { cause in
            CauseDetail(cause).html
        }
    }
}

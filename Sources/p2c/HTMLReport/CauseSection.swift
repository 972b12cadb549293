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
    private let masks: ExampleMask

    init(_ reports: [ValidationReport], profiles: [EntityProfile]) {
        masks = ExampleMask(profiles)
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
            CauseDetail(cause, masks: masks).html
        }
    }
}

/// Keeps personal values out of the examples.
struct ExampleMask {
    private var fields: Set<String> = []
    private var entitiesWithPersonalKey: Set<String> = []

    init(_ profiles: [EntityProfile]) {
        for profile in profiles {
            for field in profile.personalFields { fields.insert("\(profile.entity)/\(field)") }
            if profile.isKeyPersonal { entitiesWithPersonalKey.insert(profile.entity) }
        }
    }

    func key(_ key: String, of group: RunReport.IssueGroup) -> String {
        entitiesWithPersonalKey.contains(group.entity ?? "") ? masked(key) : key
    }

    /// Values stand in quotes; of a personal field everything from the first to the last quote is
    /// masked.
    func detail(_ detail: String, of group: RunReport.IssueGroup) -> String {
        guard let field = group.field, fields.contains("\(group.entity ?? "")/\(field)"),
            let first = detail.firstIndex(of: "\""), let last = detail.lastIndex(of: "\""),
            first < last
        else { return detail }
        let value = detail[detail.index(after: first)..<last]
        return detail[...first] + masked(String(value)) + detail[last...]
    }
}

/// The issues of a run, grouped by cause so that ten thousand of one kind take the place of one.
package struct IssueLog: Sendable {
    /// Issues of one code and field in one file.
    package struct Group: Sendable {
        package var code: IssueCode
        package var file: String?
        package var entity: String?
        package var field: String?
        package var count: Int
        /// The first ones, in the order in which they were found.
        package var examples: [Issue]
    }

    private struct Cause: Hashable {
        var code: String
        var file: String?
        var entity: String?
        var field: String?
    }

    /// How many examples a group keeps.
    package let examplesPerGroup: Int
    private(set) package var groups: [Group] = []
    private var indexes: [Cause: Int] = [:]

    package init(examplesPerGroup: Int = 10) {
        self.examplesPerGroup = examplesPerGroup
    }

    package mutating func note(_ issue: Issue) {
        let cause = Cause(
            code: issue.code.id, file: issue.file, entity: issue.entity, field: issue.field)
        guard let index = indexes[cause] else {
            indexes[cause] = groups.count
            groups.append(
                Group(
                    code: issue.code, file: issue.file, entity: issue.entity, field: issue.field,
                    count: 1, examples: [issue]))
            return
        }
        groups[index].count += 1
        if groups[index].examples.count < examplesPerGroup { groups[index].examples.append(issue) }
    }

    package func count(of severity: Severity) -> Int {
        groups.reduce(0) { $0 + ($1.code.severity == severity ? $1.count : 0) }
    }
}

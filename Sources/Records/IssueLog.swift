/// Gets every issue in the order in which they are found, so that none has to be held.
package protocol IssueReceiver: AnyObject {
    func take(_ issue: Issue)
}

/// The issues of a run, grouped by cause so that ten thousand of one kind take the place of one.
package struct IssueLog {
    /// Issues of one code, field and remedy in one file.
    package struct Group: Sendable {
        package var code: IssueCode
        package var file: String?
        package var entity: String?
        package var field: String?
        package var remedy: String
        package var count: Int
        /// The first ones, in the order in which they were found.
        package var examples: [Issue]
    }

    private struct Cause: Hashable {
        var code: String
        var file: String?
        var entity: String?
        var field: String?
        var remedy: String?
    }

    /// How many examples a group keeps.
    package let examplesPerGroup: Int
    /// How many issues are noted; those behind them are left out.
    private let limit: Int
    private let receivers: [any IssueReceiver]
    /// Whose values no issue shows.
    package var mask = IssueMask()
    private(set) package var groups: [Group] = []
    private(set) package var count = 0
    /// Issues were left out because the log was full.
    private(set) package var hasLeftOut = false
    private var indexes: [Cause: Int] = [:]

    /// `receivers` get every issue that is noted.
    package init(
        examplesPerGroup: Int = 10, limit: Int = .max, receivers: [any IssueReceiver] = []
    ) {
        self.examplesPerGroup = examplesPerGroup
        self.limit = limit
        self.receivers = receivers
    }

    /// Further issues are left out.
    package var isFull: Bool { count >= limit }

    package mutating func note(_ issue: Issue) {
        if isFull { hasLeftOut = true } else { noteAlways(issue) }
    }

    /// Notes what must be told however full the log is.
    package mutating func noteAlways(_ issue: Issue) {
        count += 1
        let issue = mask.masking(issue)
        for receiver in receivers { receiver.take(issue) }
        let cause = Cause(
            code: issue.code.id, file: issue.file, entity: issue.entity, field: issue.field,
            remedy: issue.ownRemedy)
        guard let index = indexes[cause] else {
            indexes[cause] = groups.count
            groups.append(
                Group(
                    code: issue.code, file: issue.file, entity: issue.entity, field: issue.field,
                    remedy: issue.remedy, count: 1, examples: [issue]))
            return
        }
        groups[index].count += 1
        if groups[index].examples.count < examplesPerGroup { groups[index].examples.append(issue) }
    }

    package func count(of severity: Severity) -> Int {
        groups.reduce(0) { $0 + ($1.code.severity == severity ? $1.count : 0) }
    }
}

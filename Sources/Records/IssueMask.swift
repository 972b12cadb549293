/// Whose values no issue may show. The last gate before an issue is told: checks that know their
/// field mask its value themselves.
package struct IssueMask: Sendable {
    /// Every value is masked.
    package var masksAll: Bool
    /// By entity, the fields that say something about a person, in lower case.
    private var fields: [String: Set<String>] = [:]

    package init(masksAll: Bool = false) { self.masksAll = masksAll }

    /// Masks the values of these fields in issues of the entity.
    package mutating func add(_ personal: some Sequence<Field>, of entity: String) {
        let names = personal.filter(\.isPersonal).map(\.name.foldedName)
        if !names.isEmpty { fields[entity, default: []].formUnion(names) }
    }

    /// The issue without any value that may not be shown.
    package func masking(_ issue: Issue) -> Issue {
        guard covers(issue), issue.value?.isMasked != true else { return issue }
        var masked = issue
        masked.detail = Self.maskingQuotes(issue.detail)
        masked.value = issue.value?.masked
        return masked
    }

    /// Issues without a line speak of the file and not of what is in it.
    private func covers(_ issue: Issue) -> Bool {
        if masksAll { return issue.line != nil || issue.record != nil || issue.value != nil }
        guard let entity = issue.entity, let personal = fields[entity] else { return false }
        return issue.field.map { personal.contains($0.foldedName) } ?? false
    }

    /// Values stand in quotes in every detail. All from the first quote to the last is masked,
    /// because a value may have quotes in it.
    private static func maskingQuotes(_ detail: String) -> String {
        guard let first = detail.firstIndex(where: { $0 == "\"" || $0 == "“" }),
            let last = detail.lastIndex(where: { $0 == "\"" || $0 == "”" }), first < last
        else { return detail }
        let value = ShownValue(
            String(detail[detail.index(after: first)..<last]), isPersonal: true)
        return detail[..<first] + value.quoted + detail[detail.index(after: last)...]
    }
}

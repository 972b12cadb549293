extension IssueCatalogue {
    package static let mapping: [IssueCode] = []
}

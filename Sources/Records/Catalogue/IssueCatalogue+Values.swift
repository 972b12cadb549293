extension IssueCatalogue {
    package static let values: [IssueCode] = []
}

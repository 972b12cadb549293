extension IssueCatalogue {
    package static let zip: [IssueCode] = []
}

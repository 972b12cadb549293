extension IssueCatalogue {
    package static let xml: [IssueCode] = []
}

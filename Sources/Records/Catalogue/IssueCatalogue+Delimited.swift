extension IssueCatalogue {
    package static let delimited: [IssueCode] = []
}

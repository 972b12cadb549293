extension IssueCatalogue {
    package static let packages: [IssueCode] = []
}

import Formats
import Records
import Schemas

/// What columns are that the schema does not know, and required ones that a file does not have.
package struct ColumnPolicies: Sendable, Equatable {
    package enum Policy: String, Sendable, CaseIterable {
        case error
        case warning
        /// The report lists them, as no issue; unknown ones that are nearly a field's name are one.
        case ignore

        fileprivate var severity: Severity? {
            switch self {
            case .error: .error
            case .warning: .warning
            case .ignore: nil
            }
        }
    }

    package var unknown = Policy.ignore
    package var missing = Policy.error

    package init(unknown: Policy = .ignore, missing: Policy = .error) {
        self.unknown = unknown
        self.missing = missing
    }

    /// What there is to say about the columns for which the checker was made.
    func issues(of checker: SchemaChecker, _ entity: PackageEntity) -> [Issue] {
        issues(.missingColumn, missing, checker.missingColumns, entity) {
            "The file has no column \($0)"
        }
            + (unknown == .ignore
                ? checker.misspellings(in: entity)
                : issues(
                    .unknownColumn, unknown, checker.unknownColumns, entity,
                    checker.unknownDetail))
    }

    private func issues(
        _ code: IssueCode, _ policy: Policy, _ names: [String], _ entity: PackageEntity,
        _ detail: (String) -> String
    ) -> [Issue] {
        guard let severity = policy.severity else { return [] }
        return names.map { name in
            var issue = Issue(
                code.counting(as: severity), detail(name), file: entity.file, entity: entity.name,
                field: name)
            if code == .missingColumn {
                issue.ownRemedy =
                    "\(code.remedy). A file for \"p2c run\" may lack columns: --missing-columns, or "
                    + "validation.missingColumns of p2c.json, says how much it matters"
            }
            return issue
        }
    }
}

import Pipeline

extension Settings.Validation {
    /// The policies that the settings say, where the command line does not say others.
    func columnPolicies(
        unknown: String?, missing: String?
    ) throws(UsageError) -> ColumnPolicies {
        var policies = ColumnPolicies()
        let unknownByFile = try Self.policy(
            unknownColumns, "p2c.json: validation.unknownColumns")
        let missingByFile = try Self.policy(
            missingColumns, "p2c.json: validation.missingColumns")
        let unknown = try Self.policy(unknown, "--unknown-columns") ?? unknownByFile
        let missing = try Self.policy(missing, "--missing-columns") ?? missingByFile
        if let unknown { policies.unknown = unknown }
        if let missing { policies.missing = missing }
        return policies
    }

    private static func policy(
        _ text: String?, _ place: String
    ) throws(UsageError) -> ColumnPolicies.Policy? {
        guard let text else { return nil }
        guard let policy = ColumnPolicies.Policy(rawValue: text) else {
            throw UsageError(
                "\(place) is \"\(text)\". Write \"error\", \"warning\" or \"ignore\"")
        }
        return policy
    }
}

import Records

extension RunReport {
    /// Takes the issues of a conversion that notes nothing in the worklist: what to do about values that
    /// no map has is told without it.
    mutating func takeWithoutWorklist(_ log: IssueLog) {
        take(log)
        for index in issues.indices {
            let code = issues[index].code
            for other in [IssueCode.valueNotMapped, .notACountry] where other.id == code {
                if issues[index].remedy == other.remedy {
                    issues[index].remedy = Self.remedyWithoutWorklist(of: other)
                }
            }
        }
    }

    private static func remedyWithoutWorklist(of code: IssueCode) -> String {
        let change =
            code.id == IssueCode.valueNotMapped.id
            ? "Add the value to the map in the template, or correct it in the source"
            : "Correct the value in the source"
        return change
            + "; or let \"p2c run\" take the file, which notes the value in unmapped-values.csv to be "
            + "filled in"
    }
}

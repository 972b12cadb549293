import Records

extension NumberStyle {
    /// What to do about a number that is written otherwise; nil for the style without a schema's word.
    func remedy(isWhole: Bool) -> String? {
        let decimal = Unicode.Scalar(decimalCharacter)
        var keys = decimal == "." ? [] : ["decimalChar \"\(decimal)\""]
        var form = "1234"
        if let groupCharacter {
            let group = Unicode.Scalar(groupCharacter)
            keys.append("groupChar \"\(group)\"")
            form = "1\(group)234"
        }
        if keys.isEmpty { return nil }
        if !isWhole { form += "\(decimal)56" }
        return "Write it in the form \(form), or correct the field's "
            + keys.joined(separator: " and ") + " in the schema"
    }
}

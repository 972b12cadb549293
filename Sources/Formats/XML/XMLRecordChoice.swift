import Records

/// Which of a file's records are an entity's.
struct XMLRecordChoice {
    /// Nil in a file without records.
    var records: XMLSurvey.Records?
    var warnings: [Issue]

    /// `entityNames` are the names under which the entity is known. Where the file has none of
    /// them, the only kind of its outermost records is taken with a warning.
    init(_ survey: XMLSurvey, entityNames: [String], file: String) throws(FormatError) {
        warnings = survey.warnings
        records = entityNames.lazy.compactMap { survey.records(named: $0) }.first
        if records == nil, !survey.records.isEmpty {
            try takeOnlyKind(survey, entityNames: entityNames, file: file)
        }
        noteShape(survey, file: file)
        noteOthers(survey, file: file)
    }

    private mutating func takeOnlyKind(
        _ survey: XMLSurvey, entityNames: [String], file: String
    ) throws(FormatError) {
        let outermost = survey.outermost
        guard outermost.count == 1 || entityNames.isEmpty else {
            let found = survey.records.map(\.name).joined(separator: ", ")
            let wanted = entityNames.joined(separator: " or ")
            throw FormatError(
                Issue(.xmlNoRecords, "It holds \(found) and not \(wanted)", file: file))
        }
        records = outermost[0]
        guard let wanted = entityNames.first else { return }
        warnings.append(
            Issue(
                .xmlRecordName, "The records are named \(outermost[0].name)", file: file,
                entity: wanted))
    }

    private mutating func noteShape(_ survey: XMLSurvey, file: String) {
        if !survey.rootName.isSameName(as: "Document") {
            warnings.append(Issue(.xmlRootName, "The root is \(survey.rootName)", file: file))
        }
        if survey.hasNamespaces {
            warnings.append(Issue(.xmlNamespaces, "Names are in a namespace", file: file))
        }
        guard let records else { return }
        if records.ignoredAttributes > 0 {
            warnings.append(
                Issue(
                    .xmlFieldAttributes,
                    "\(records.ignoredAttributes) attributes of fields in \(records.name)",
                    file: file))
        }
        if let outer = records.outer.last, let field = records.inheritance.guessed {
            warnings.append(
                Issue(
                    .xmlKeyGuessed, "\(records.name) takes \(field) from \(outer)", file: file,
                    field: field))
        }
    }

    private mutating func noteOthers(_ survey: XMLSurvey, file: String) {
        for other in survey.records where !isRead(other) && other.count > 0 {
            warnings.append(
                Issue(
                    .xmlOtherRecords, "It holds \(other.count) records \(other.name)", file: file))
        }
    }

    private func isRead(_ other: XMLSurvey.Records) -> Bool {
        records.map { $0.name == other.name && $0.outer == other.outer } ?? false
    }
}

import Records

/// Sentences about what in a schema is no error and can hardly be meant so.
extension EntitySchema {
    func remarks(at path: String) -> [String] {
        let texts = [otherFileName(path), capitals].compactMap { $0 } + fields.flatMap(remarks)
        return texts.map { "\(path): \($0)" }
    }

    private func remarks(on field: Field) -> [String] {
        [
            field.otherOptionsLabel, field.anchoredPattern,
            environment == .sales ? field.oddMigrationType : nil,
            environment == .finops ? field.foreignTruth : nil,
        ].compactMap { $0 }
    }

    /// The file is called otherwise than its entity, which the packages name.
    private func otherFileName(_ path: String) -> String? {
        let stem = path.split(separator: "/").last.map { String($0.dropLast(".json".count)) } ?? ""
        if name.isSameName(as: stem) { return nil }
        return
            "its name is \"\(name)\", by which \(environment.displayName) is asked for it, and the "
            + "file's is \"\(stem)\". Correct the one that is wrong"
    }

    /// Names of the table and its columns that packages for Sales would have in letters that Sales does
    /// not know. A name with a space is that of a column of a CSV file alone.
    private var capitals: String? {
        guard environment == .sales else { return nil }
        let wrong = ([name] + fields.map(\.name)).filter {
            $0 != $0.lowercased() && !$0.contains(" ")
        }
        guard let first = wrong.first else { return nil }
        let more = wrong.count > 1 ? " and \(wrong.count - 1) more names have" : " has"
        return
            "\"\(first)\"\(more) capitals, and the logical names of Sales have none: Sales does not know "
            + "them like this in a package. Write them in small letters"
    }
}

extension Field {
    /// One of the options has the label that is another's value or number.
    fileprivate var otherOptionsLabel: String? {
        for (index, option) in options.enumerated() {
            guard let label = option.label else { continue }
            let other = options.enumerated().first { place, other in
                place != index
                    && [other.value, other.number].contains { $0?.isSameName(as: label) == true }
            }
            guard let other else { continue }
            return
                "\"\(label)\" is the label of the option \(option.value) of \(name) and "
                + "stands for the option \(other.element.value): data with it gets that one. Correct the "
                + "categories if the other is meant"
        }
        return nil
    }

    /// The pattern begins or ends as in other languages of regular expressions.
    fileprivate var anchoredPattern: String? {
        guard let pattern, pattern.hasPrefix("^") || pattern.hasSuffix("$") else { return nil }
        return
            "the pattern \(pattern) of \(name) wants the sign \(pattern.hasPrefix("^") ? "^" : "$") in the "
            + "values: a pattern of XML Schema is always compared with the whole value. Take ^ and $ out"
    }

    /// Yes and no are written as Fin and Ops does not.
    fileprivate var foreignTruth: String? {
        guard case .boolean("true", _) = type else { return nil }
        return
            "\(name) has no trueValues and is written as true and false, where Fin and Ops has Yes and No. "
            + "Write \"trueValues\": [\"Yes\"], \"falseValues\": [\"No\"]"
    }

    /// The type in packages is none that the values of the field have there.
    fileprivate var oddMigrationType: String? {
        guard let migrationType, !migrationTypes.contains(migrationType) else { return nil }
        return
            "the p2c:migrationType \"\(migrationType)\" of \(name) does not suit its values. Write "
            + "\(migrationTypes.map { "\"\($0)\"" }.joined(separator: " or ")); or take it out"
    }

    /// What the Configuration Migration tool calls fields with values of this kind.
    private var migrationTypes: [String] {
        if lookup != nil { return ["entityreference", "owner", "guid"] }
        return switch type {
        case .boolean: ["bool"]
        case .date, .dateTime: ["datetime"]
        case .integer:
            ["number", "bigint", "decimal", "float", "money", "optionsetvalue", "state", "status"]
        case .decimal: ["decimal", "float", "money"]
        case .guid: ["guid", "entityreference", "owner"]
        case .option: ["optionsetvalue", "state", "status", "bool", "optionsetvaluecollection"]
        case .string, .time, .year, .yearMonth:
            ["string", "memo", "imagedata", "entityreference", "owner", "optionsetvalue"]
        }
    }
}

extension SchemaFile {
    /// Sentences about lookups to tables that no schema describes and that are nearly called like one
    /// which is described: their records would never be found.
    func remarks(onLookupsOf schema: EntitySchema, in catalogue: SchemaCatalogue) -> [String] {
        guard schema.environment == .sales else { return [] }
        let known = catalogue.names(of: .sales)
        return catalogue.openLookups(of: schema).compactMap { field, table in
            guard let near = NearNames.misspelt(table, among: known),
                let place = fields.first(where: { $0.name.isSameName(as: field) })?.place
            else { return nil }
            return
                "\(place.fileAndLine): the p2c:lookup of '\(field)' leads to \(table), which no schema "
                + "describes. If \(near) is meant, correct it"
        }
    }
}

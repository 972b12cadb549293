import Records

extension EntitySchema {
    /// What keeps records of this table of Sales from a Configuration Migration package, in a sentence
    /// with what to do; nil where nothing does. `fields` are those that the template fills.
    package func packageObstacle(filling fields: [String]) -> String? {
        let file = "schemas/sales/\(name).json"
        guard let id = primaryKey.first else {
            return
                "The schema of \(name) has no primaryKey, which names the id field. Add it in \(file)"
        }
        if fields.contains(where: id.isSameName) {
            return
                "The template fills '\(id)', which is the primaryKey of \(name): that is the field of the "
                + "ids, which p2c gives. Name the id field as primaryKey in \(file), or take the row out"
        }
        for case let field? in fields.map({ field(named: $0) }) {
            guard let option = field.optionWithoutNumber else { continue }
            return
                "The option \"\(option)\" of '\(field.name)' has no p2c:number, by which a package for "
                + "Sales names it. Add it in \(file)"
        }
        return nil
    }
}

extension Field {
    /// An option of which no number is known.
    fileprivate var optionWithoutNumber: String? {
        guard case .option = type else { return nil }
        return options.first { $0.number == nil && Int($0.value) == nil }?.value
    }
}

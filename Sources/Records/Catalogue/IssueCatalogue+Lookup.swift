extension IssueCatalogue {
    /// The codes that a person means: the p2c code of that id, with or without `P2C-`, or all that
    /// stand for a code of Microsoft's. Case does not matter.
    package static func codes(named name: String) -> [IssueCode] {
        let own = all.filter { code in
            code.id.isSameName(as: name) || code.id.isSameName(as: "P2C-" + name)
        }
        guard own.isEmpty else { return own }
        return all.filter { code in
            code.microsoftCodes.contains { $0.isSameName(as: name) }
        }
    }

    /// The codes whose ids are written most like the name, the nearest first; none when the name is
    /// like no code at all.
    package static func codes(like name: String) -> [IssueCode] {
        let most = 3
        let near = all.map { (code: $0, distance: distance(of: $0, to: name.foldedName)) }
            .filter { $0.distance <= most }
        return near.sorted { $0.distance < $1.distance }.prefix(5).map(\.code)
    }

    private static func distance(of code: IssueCode, to folded: String) -> Int {
        let names = [code.id, String(code.id.dropFirst("P2C-".count))] + code.microsoftCodes
        return names.map { editDistance($0.foldedName, folded) }.min() ?? .max
    }
}

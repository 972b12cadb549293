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

/// How many characters must be put in, taken out or replaced to make one text of the other.
private func editDistance(_ one: String, _ other: String) -> Int {
    let other = Array(other.utf8)
    var row = Array(0...other.count)
    for (index, byte) in one.utf8.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for column in other.indices {
            let replaced = diagonal + (other[column] == byte ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
        }
    }
    return row[other.count]
}

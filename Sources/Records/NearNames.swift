/// Names that a misspelt one may stand for.
package enum NearNames {
    /// The names that are written most like the word, the nearest first: those a few letters away,
    /// then those that begin with it. Case does not matter. Few, and none when none is near.
    package static func of(_ word: String, among names: [String]) -> [String] {
        let folded = word.foldedName
        let most = min(3, max(1, folded.utf8.count / 3))
        let near = names.compactMap { name -> (name: String, distance: Int)? in
            let distance = editDistance(name.foldedName, folded)
            if distance <= most { return (name, distance) }
            let isBegun = folded.utf8.count > 2 && name.foldedName.hasPrefix(folded)
            return isBegun ? (name, most + distance) : nil
        }
        return near.sorted { $0.distance < $1.distance }.prefix(3).map(\.name)
    }

    /// The names that stand in the text as whole words among others, as `hives` in `Copy of hives (2)`, the
    /// longest first. Case does not matter.
    package static func within(_ text: String, among names: [String]) -> [String] {
        let words = spaced(text)
        return names.filter { !$0.isEmpty && words.contains(spaced($0)) }
            .sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
    }

    /// With a blank in the place of what parts words, and at both ends.
    private static func spaced(_ text: String) -> String {
        " " + String(text.foldedName.map { "_-().".contains($0) ? " " : $0 }) + " "
    }

    /// The name that the word most likely is with a slip or two of the keyboard; nil when none is.
    package static func misspelt(_ word: String, among names: [String]) -> String? {
        let folded = word.foldedName
        let most = folded.utf8.count < 6 ? 1 : 2
        guard folded.utf8.count > 3 else { return nil }
        return names.map { ($0, editDistance($0.foldedName, folded)) }
            .filter { $0.1 <= most }.min { $0.1 < $1.1 }?.0
    }

    /// ` The nearest is "accounts".` for messages; nothing when no name is near.
    package static func hint(for word: String, among names: [String]) -> String {
        of(word, among: names).first.map { " The nearest is \"\($0)\"." } ?? ""
    }
}

/// How many characters must be put in, taken out, replaced or swapped with the next to make one text
/// of the other.
func editDistance(_ one: String, _ other: String) -> Int {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    var before: [Int] = []
    var above = Array(0...other.count)
    for index in one.indices {
        var row = [index + 1]
        for column in other.indices {
            let replaced = above[column] + (other[column] == one[index] ? 0 : 1)
            var least = min(replaced, above[column + 1] + 1, row[column] + 1)
            if index > 0, column > 0, one[index] == other[column - 1],
                one[index - 1] == other[column]
            {
                least = min(least, before[column - 1] + 1)
            }
            row.append(least)
        }
        (before, above) = (above, row)
    }
    return above[other.count]
}

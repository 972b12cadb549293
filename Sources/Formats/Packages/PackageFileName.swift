import Records

/// Rules for the names of the files in packages.
package enum PackageFileName {
    private static let illegal: Set<Character> = ["<", ">", ":", "\"", "/", "\\", "|", "?", "*"]

    /// Without the characters that Windows forbids, as F&O names its entity files:
    /// `Country/regions` becomes `Countryregions`.
    static func cleaned(_ name: String) -> String {
        name.filter { character in
            !illegal.contains(character) && !(character.asciiValue.map { $0 < 0x20 } ?? false)
        }
    }

    /// The part behind the last `/` or `\`.
    static func base(_ path: String) -> String {
        path.lastIndex { $0 == "/" || $0 == "\\" }
            .map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// The name without what follows the last dot.
    static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// What follows the last dot, in lower case.
    static func suffix(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return String(name[name.index(after: dot)...]).foldedName
    }

    /// Whether a file may be the one that a manifest means by the path, with another ending, or with
    /// one where the path has none.
    static func isSameButForEnding(_ name: String, _ path: String) -> Bool {
        [base(path), cleaned(path)].contains { wanted in
            stem(name).isSameName(as: wanted) || stem(name).isSameName(as: stem(wanted))
                || name.isSameName(as: stem(wanted))
        }
    }

    /// True for the endings of workbooks that are read.
    static func isWorkbook(suffix: String) -> Bool { suffix == "xlsx" || suffix == "xlsm" }

    /// The names of entities that a file name may stand for, the likeliest first.
    ///
    /// F&O names a single download `<project>-<label>.csv`; people and browsers append dates and
    /// numbers.
    package static func entityNames(of fileName: String) -> [String] {
        let whole = stem(fileName).trimmingBlanks()
        let unnumbered = withoutNumberAtEnd(whole)
        let names = [
            whole, behindLastDash(whole), unnumbered, withoutNumberAtEnd(behindLastDash(whole)),
            behindLastDash(unnumbered),
        ]
        var seen: Set<String> = []
        return names.filter { name in
            name.contains { $0.isLetter } && seen.insert(name.foldedName).inserted
        }
    }

    /// The name of the entity that a file most likely holds, where no schema tells: without what orders
    /// or exports put in front and numbers at the end.
    package static func likelyEntityName(of fileName: String) -> String {
        let name = withoutNumberAtEnd(stem(fileName).trimmingBlanks())
        let likely = name.replacing(
            /^(run[0-9]+-)?([0-9]+[-_. ]+)?(Export-)?/.ignoresCase(), with: "")
        return likely.contains(where: \.isLetter) ? String(likely) : stem(fileName)
    }

    private static func behindLastDash(_ name: String) -> String {
        guard let dash = name.lastIndex(of: "-") else { return name }
        return String(name[name.index(after: dash)...]).trimmingBlanks()
    }

    /// Without `_1`, ` (2)`, `-2026-11-23` or `_20261123T1530` at the end.
    private static func withoutNumberAtEnd(_ name: String) -> String {
        var rest = Substring(name)
        while true {
            let body = rest.last == ")" ? rest.dropLast() : rest
            let digits = body.reversed().prefix { isOfTime($0) }
            guard digits.contains(where: \.isNumber) else { return String(rest) }
            let before = body.dropLast(digits.count)
            guard let separator = before.last, "_-. (:".contains(separator) else {
                return String(rest)
            }
            rest = before
            while let last = rest.last, "_-. (:".contains(last) { rest = rest.dropLast() }
        }
    }

    private static func isOfTime(_ character: Character) -> Bool {
        character.isASCII && (character.isNumber || character == "T" || character == "Z")
    }
}

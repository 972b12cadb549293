import JSON5

/// Lines for what is wrong with the settings. Every message about them begins with the path of the
/// key that is meant, as in `inbox.looks is 0` or `formats."X".delimiter is "ab"`.
enum SettingsPlace {
    /// The line of the last key of the path with which the sentence begins; nil where it begins with
    /// none.
    static func line(of sentence: String, in settings: JSON5Value) -> Int? {
        var (value, rest, line) = (settings, Substring(sentence), Int?.none)
        while let step = step(rest, into: value) {
            (value, rest, line) = (step.value, step.rest, step.line)
        }
        return line
    }

    /// The member or element whose name comes next.
    private static func step(
        _ rest: Substring, into value: JSON5Value
    ) -> (value: JSON5Value, rest: Substring, line: Int)? {
        switch value.content {
        case .object(let members):
            let rest = rest.first == "." || rest.first == " " ? rest.dropFirst() : rest
            for member in members {
                for name in ["\"\(member.key)\"", member.key] where rest.hasPrefix(name) {
                    let behind = rest.dropFirst(name.count)
                    if behind.first.map(isPartOfName) == true { continue }
                    return (member.value, behind, member.line)
                }
            }
            return nil
        case .list(let elements):
            guard rest.first == "[", let end = rest.firstIndex(of: "]"),
                let index = Int(rest[..<end].dropFirst()), elements.indices.contains(index)
            else { return nil }
            return (elements[index], rest[rest.index(after: end)...], elements[index].line)
        case .null, .boolean, .number, .text: return nil
        }
    }

    private static func isPartOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}

extension Settings {
    private static let file = "p2c.json: "

    /// An error of meaning, `p2c.json: inbox.looks is 0`, with the line of its key; any other error
    /// as it is.
    func located(_ error: any Error) -> any Error {
        guard let usage = error as? UsageError else { return error }
        return UsageError(located(usage.description))
    }

    /// A sentence that begins like `p2c.json: inbox.looks`, with the line of that key; any other as
    /// it is.
    func located(_ sentence: String) -> String {
        guard sentence.hasPrefix(Self.file), let document else { return sentence }
        let rest = String(sentence.dropFirst(Self.file.count))
        guard let line = SettingsPlace.line(of: rest, in: document) else { return sentence }
        return "p2c.json:\(line): \(rest)"
    }
}

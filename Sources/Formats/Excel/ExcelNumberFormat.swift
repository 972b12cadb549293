/// What the formats of numbers show, told by their number or their code.
enum ExcelNumberFormat {
    /// The formats that every Excel has under a number of its own. Those from 27 on are dates of
    /// the Asian editions.
    static func shown(byBuiltIn number: Int) -> ExcelDate.Shown {
        switch number {
        case 14...17, 27...36, 50...58: .day
        case 18...21, 45...47: .time
        case 22: .dayAndTime
        default: .number
        }
    }

    /// What a code such as `dd/mm/yyyy;@` shows: by its letters outside of quotes, brackets and
    /// escapes. `[h]` counts hours beyond a day and is a time.
    static func shown(byCode code: String) -> ExcelDate.Shown {
        var letters: Set<Character> = []
        var rest = Substring(code.lowercased())
        while let character = rest.popFirst() {
            switch character {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }
                if let first = inside.first, "hms".contains(first),
                    inside.allSatisfy({ $0 == first })
                {
                    letters.insert(first == "m" ? "h" : first)
                }
                rest = rest.dropFirst(inside.count + 1)
            case "y", "m", "d", "h", "s": letters.insert(character)
            default: break
            }
        }
        return shown(letters)
    }

    private static func shown(_ letters: Set<Character>) -> ExcelDate.Shown {
        let hasTime = !letters.isDisjoint(with: ["h", "s"])
        let hasDay = !letters.isDisjoint(with: ["y", "d"]) || (letters.contains("m") && !hasTime)
        switch (hasDay, hasTime) {
        case (true, true): return .dayAndTime
        case (true, false): return .day
        case (false, true): return .time
        case (false, false): return .number
        }
    }
}

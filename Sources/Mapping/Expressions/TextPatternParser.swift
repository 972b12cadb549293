import Records

/// A regular expression in parts.
indirect enum TextPatternTree: Equatable {
    case characters(CharacterClass)
    case start
    case end
    case sequence([TextPatternTree])
    case alternatives([TextPatternTree])
    /// `most` is nil for any number.
    case repetition(TextPatternTree, least: Int, most: Int?)
}

/// Reads a regular expression:
/// ```
/// pattern = sequence *( "|" sequence )
/// sequence = *( atom [ "*" | "+" | "?" | "{" least [ "," [ most ] ] "}" ] [ "?" ] )
/// atom = character | "." | "^" | "$" | "[" class "]" | "(" [ "?:" ] pattern ")" | "\" escape
/// ```
struct TextPatternParser {
    private static let deepest = 32
    private static let mostRepetitions = 500

    private var rest: ArraySlice<Unicode.Scalar>
    private var depth = 0

    init(_ text: String) { rest = Array(text.unicodeScalars)[...] }

    mutating func pattern() throws(TextPatternError) -> TextPatternTree {
        let tree = try alternatives()
        guard rest.isEmpty else { throw TextPatternError(detail: "a ')' is too much") }
        return tree
    }

    private mutating func alternatives() throws(TextPatternError) -> TextPatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw TextPatternError(detail: "nested too deeply") }
        var found = [try sequence()]
        while takes("|") { found.append(try sequence()) }
        return found.count == 1 ? found[0] : .alternatives(found)
    }

    private mutating func sequence() throws(TextPatternError) -> TextPatternTree {
        var parts: [TextPatternTree] = []
        while let next = rest.first, next != "|", next != ")" { parts.append(try repeated()) }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func repeated() throws(TextPatternError) -> TextPatternTree {
        let isPlace = rest.first == "^" || rest.first == "$"
        let atom = try atom()
        let bounds: (Int, Int?)
        if takes("*") {
            bounds = (0, nil)
        } else if takes("+") {
            bounds = (1, nil)
        } else if takes("?") {
            bounds = (0, 1)
        } else if takes("{") {
            bounds = try repetition()
        } else {
            return atom
        }
        if isPlace { throw nothingToRepeat }
        // Whether as much or as little as possible is taken makes no difference to a yes or no.
        _ = takes("?")
        return .repetition(atom, least: bounds.0, most: bounds.1)
    }

    private var nothingToRepeat: TextPatternError {
        TextPatternError(detail: "there is nothing to repeat; write \\* for a star")
    }

    private mutating func repetition() throws(TextPatternError) -> (Int, Int?) {
        let least = try number()
        var most: Int? = least
        if takes(",") { most = rest.first == "}" ? nil : try number() }
        guard takes("}"), most.map({ $0 >= least }) ?? true else {
            throw TextPatternError(detail: "a repetition is written {2}, {2,} or {2,5}")
        }
        return (least, most)
    }

    private mutating func number() throws(TextPatternError) -> Int {
        var value: Int?
        while let next = rest.first, ("0"..."9").contains(next) {
            rest.removeFirst()
            value = (value ?? 0) * 10 + Int(next.value - 48)
            if value ?? 0 > Self.mostRepetitions { break }
        }
        guard let value, value <= Self.mostRepetitions else {
            throw TextPatternError(
                detail: "a repetition has a number up to \(Self.mostRepetitions)")
        }
        return value
    }

    // MARK: Atoms

    private mutating func atom() throws(TextPatternError) -> TextPatternTree {
        let first = rest.removeFirst()
        switch first {
        case ".": return .characters(.notLineBreak)
        case "^": return .start
        case "$": return .end
        case "[": return .characters(try characterClass())
        case "\\": return .characters(try escape())
        case "(":
            if takes("?"), !takes(":") {
                throw TextPatternError(detail: "of (?…) only (?:…) is known")
            }
            let inner = try alternatives()
            guard takes(")") else { throw TextPatternError(detail: "a ')' is missing") }
            return inner
        case "*", "+", "?", "{": throw nothingToRepeat
        default: return .characters(.one(first))
        }
    }

    private mutating func characterClass() throws(TextPatternError) -> CharacterClass {
        var made = CharacterClass(ranges: [], isNegated: takes("^"))
        while !takes("]") {
            let first = try classMember()
            guard rest.first == "-", rest.dropFirst().first != "]" else {
                made.ranges += first.isNegated ? first.complement : first.ranges
                continue
            }
            rest.removeFirst()
            let last = try classMember()
            guard let from = first.single, let to = last.single, from <= to else {
                throw TextPatternError(detail: "a range in [ ] goes from one character to another")
            }
            made.ranges.append(from...to)
        }
        return made
    }

    private mutating func classMember() throws(TextPatternError) -> CharacterClass {
        guard let next = rest.popFirst() else { throw TextPatternError(detail: "a ']' is missing") }
        return next == "\\" ? try escape() : .one(next)
    }

    private mutating func escape() throws(TextPatternError) -> CharacterClass {
        guard let next = rest.popFirst() else {
            throw TextPatternError(detail: "a \\ stands at the end")
        }
        switch next {
        case "d": return .digits
        case "w": return .wordCharacters
        case "s": return .spaces
        case "D": return CharacterClass(ranges: CharacterClass.digits.ranges, isNegated: true)
        case "W":
            return CharacterClass(ranges: CharacterClass.wordCharacters.ranges, isNegated: true)
        case "S": return CharacterClass(ranges: CharacterClass.spaces.ranges, isNegated: true)
        case "t": return .one("\t")
        case "n": return .one("\n")
        case "r": return .one("\r")
        case "f": return .one("\u{0C}")
        case "v": return .one("\u{0B}")
        case "x": return .one(try hexadecimal(digits: 2))
        case "u": return .one(try hexadecimal(digits: 4))
        default:
            guard !next.properties.isAlphabetic, next.properties.numericType == nil else {
                throw TextPatternError(detail: "\\\(next) is not known")
            }
            return .one(next)
        }
    }

    private mutating func hexadecimal(digits: Int) throws(TextPatternError) -> Unicode.Scalar {
        let text = String(String.UnicodeScalarView(rest.prefix(digits)))
        guard text.unicodeScalars.count == digits,
            text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
            let number = UInt32(text, radix: 16), let scalar = Unicode.Scalar(number)
        else { throw TextPatternError(detail: "\(digits) hexadecimal digits are missing") }
        rest = rest.dropFirst(digits)
        return scalar
    }

    private mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }
}

extension CharacterClass {
    fileprivate static let digits = CharacterClass(ranges: [48...57])
    fileprivate static let wordCharacters = CharacterClass(ranges: [
        48...57, 65...90, 95...95, 97...122,
    ])
    /// What ECMAScript calls white space and line ends.
    fileprivate static let spaces = CharacterClass(ranges: [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
        0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])
    fileprivate static let notLineBreak = CharacterClass(
        ranges: [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029], isNegated: true)

    fileprivate static func one(_ scalar: Unicode.Scalar) -> CharacterClass {
        CharacterClass(ranges: [scalar.value...scalar.value])
    }

    /// The one character of a class that has no more.
    fileprivate var single: UInt32? {
        ranges.count == 1 && !isNegated && ranges[0].count == 1 ? ranges[0].lowerBound : nil
    }

    /// The ranges between its own, which stand in order.
    fileprivate var complement: [ClosedRange<UInt32>] {
        var made: [ClosedRange<UInt32>] = []
        var start: UInt32 = 0
        for range in ranges {
            if range.lowerBound > start { made.append(start...range.lowerBound - 1) }
            start = range.upperBound + 1
        }
        return made + [start...0x10FFFF]
    }
}

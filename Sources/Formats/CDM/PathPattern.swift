import Records

/// A pattern for paths: a glob or a plain regular expression.
///
/// It is matched by walking through the path once with the set of places in the pattern that are
/// possible so far, so that no pattern takes long. Alternatives and repeated groups are not
/// understood.
struct PathPattern {
    private enum Kind {
        case any
        case anyInName
        case scalar(Unicode.Scalar)
        case digit, word, space
        case oneOf([ClosedRange<Unicode.Scalar>], isNegated: Bool)

        func matches(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .any: true
            case .anyInName: scalar != "/"
            case .scalar(let own): own == scalar
            case .digit: ("0"..."9").contains(scalar)
            case .word:
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
            case .space: scalar.properties.isWhitespace
            case .oneOf(let ranges, let isNegated):
                ranges.contains { $0.contains(scalar) } != isNegated
            }
        }
    }

    private struct Step {
        var kind: Kind
        var mayBeMissing = false
        var repeats = false
    }

    /// Any of them must match.
    private var forms: [[Step]]

    private static let mostSteps = 2_000

    /// How many steps it takes for each character of a path, at most.
    var size: Int { forms.reduce(0) { $0 + $1.count + 1 } }

    /// `*` and `?` stand for anything in one name, `**` for anything in a path.
    init?(glob: String) {
        forms = [[]]
        var rest = Substring(glob).unicodeScalars
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*" where rest.first == "*":
                rest.removeFirst()
                var step = Step(kind: .any)
                (step.mayBeMissing, step.repeats) = (true, true)
                guard rest.first == "/" else {
                    append(step)
                    continue
                }
                // Of `**/` nothing may be left, or folders and a slash.
                rest.removeFirst()
                guard forms.count < 16 else { return nil }
                forms += forms.map { $0 + [step, Step(kind: .scalar("/"))] }
            case "*":
                append(Step(kind: .anyInName, mayBeMissing: true, repeats: true))
            case "?": append(Step(kind: .anyInName))
            default: append(Step(kind: .scalar(scalar)))
            }
        }
        guard forms.allSatisfy({ $0.count <= Self.mostSteps }) else { return nil }
    }

    /// Nil for what is not understood.
    init?(regularExpression text: String) {
        forms = [[]]
        var rest = Substring(text).unicodeScalars
        if rest.first == "^" { rest.removeFirst() }
        if rest.last == "$", rest.dropLast().last != "\\" { rest.removeLast() }
        while let scalar = rest.popFirst() {
            switch scalar {
            case "(":
                if rest.first == "?" { return nil }
                continue
            case ")":
                // Which part of the path a group stands for does not matter here.
                if let next = rest.first, "*+?{".unicodeScalars.contains(next) { return nil }
                continue
            case "|", "^", "$", "*", "+", "?", "{": return nil
            default: break
            }
            guard let kind = Self.kind(scalar, &rest), quantify(kind, &rest) else { return nil }
        }
    }

    private static func kind(
        _ scalar: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView
    ) -> Kind? {
        switch scalar {
        case ".": return .any
        case "[": return set(&rest)
        case "\\":
            switch rest.popFirst() {
            case "d": return .digit
            case "w": return .word
            case "s": return .space
            case let escaped?:
                let isLetter = ("a"..."z").contains(escaped) || ("A"..."Z").contains(escaped)
                return isLetter || ("0"..."9").contains(escaped) ? nil : .scalar(escaped)
            case nil: return nil
            }
        default: return .scalar(scalar)
        }
    }

    private static func set(_ rest: inout Substring.UnicodeScalarView) -> Kind? {
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let low = rest.popFirst() {
            if low == "]", !ranges.isEmpty { return .oneOf(ranges, isNegated: isNegated) }
            guard low != "\\" else { return nil }
            var high = low
            if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
                rest.removeFirst(2)
                high = end
            }
            guard low <= high else { return nil }
            ranges.append(low...high)
        }
        return nil
    }

    private mutating func quantify(
        _ kind: Kind, _ rest: inout Substring.UnicodeScalarView
    ) -> Bool {
        switch rest.first {
        case "*":
            rest.removeFirst()
            append(Step(kind: kind, mayBeMissing: true, repeats: true))
        case "+":
            rest.removeFirst()
            append(Step(kind: kind))
            append(Step(kind: kind, mayBeMissing: true, repeats: true))
        case "?":
            rest.removeFirst()
            append(Step(kind: kind, mayBeMissing: true))
        case "{":
            rest.removeFirst()
            guard let end = rest.firstIndex(of: "}") else { return false }
            let bounds = String(rest[..<end]).split(
                separator: ",", omittingEmptySubsequences: false)
            rest = rest[rest.index(after: end)...]
            return repeated(kind, bounds.map(String.init))
        default: append(Step(kind: kind))
        }
        return forms[0].count <= Self.mostSteps
    }

    /// `{3}`, `{1,}` and `{1,3}`.
    private mutating func repeated(_ kind: Kind, _ bounds: [String]) -> Bool {
        guard bounds.count <= 2, let least = Int(bounds[0]), (0...100).contains(least) else {
            return false
        }
        for _ in 0..<least { append(Step(kind: kind)) }
        guard bounds.count == 2 else { return true }
        if bounds[1].isEmpty {
            append(Step(kind: kind, mayBeMissing: true, repeats: true))
            return true
        }
        guard let most = Int(bounds[1]), (least...100).contains(most) else { return false }
        for _ in least..<most { append(Step(kind: kind, mayBeMissing: true)) }
        return forms[0].count <= Self.mostSteps
    }

    private mutating func append(_ step: Step) {
        for index in forms.indices { forms[index].append(step) }
    }

    /// Whether the whole path fits.
    func matches(_ path: String) -> Bool {
        forms.contains { Self.matches($0, path) }
    }

    private static func matches(_ steps: [Step], _ path: String) -> Bool {
        var places = [Bool](repeating: false, count: steps.count + 1)
        places[0] = true
        skip(steps, &places)
        for scalar in path.unicodeScalars {
            var next = [Bool](repeating: false, count: steps.count + 1)
            for (index, step) in steps.enumerated()
            where places[index] && step.kind.matches(scalar) {
                next[step.repeats ? index : index + 1] = true
            }
            skip(steps, &next)
            places = next
        }
        return places[steps.count]
    }

    /// Steps that may be missing lead on to the next.
    private static func skip(_ steps: [Step], _ places: inout [Bool]) {
        for (index, step) in steps.enumerated() where places[index] && step.mayBeMissing {
            places[index + 1] = true
        }
    }
}

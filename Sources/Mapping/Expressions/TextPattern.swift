/// A regular expression of `matchesPattern`: the part of ECMAScript's that needs no looking back,
/// found anywhere in a text unless `^` and `$` say where.
///
/// libxml2's expressions, which schemas use, try one way after the other and match whole texts only.
/// Here all ways through the pattern are followed at the same time, a character at a time, so that
/// none takes longer than its states times the characters of the text (Thompson, 1968):
/// ```
/// a(b|c)*d      0 a   1 split 2 6   2 split 3 4   3 b, go 1   4 c, go 1   6 d   7 match
/// ```
struct TextPattern: Sendable {
    enum State: Equatable, Sendable {
        /// A character of the class with this number, then the state behind.
        case character(Int)
        /// Both states without a character.
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        case match
    }

    static let mostStates = 1000

    fileprivate let states: [State]
    fileprivate let classes: [CharacterClass]

    init(_ text: String) throws(TextPatternError) {
        var parser = TextPatternParser(text)
        let tree = try parser.pattern()
        var compiler = TextPatternCompiler()
        try compiler.emit(tree)
        states = compiler.states + [.match]
        classes = compiler.classes
    }
}

struct TextPatternError: Error, Equatable {
    var detail: String
}

/// Some characters, by their numbers.
struct CharacterClass: Equatable, Sendable {
    var ranges: [ClosedRange<UInt32>]
    var isNegated = false

    @inline(__always)
    func contains(_ character: UInt32) -> Bool {
        for range in ranges where range.contains(character) { return !isNegated }
        return isNegated
    }
}

/// Matches one text after the other with the same working memory.
struct TextPatternMatcher {
    private let pattern: TextPattern
    /// The states that are reached, each once, and the same for the next character.
    private var reached: [Int] = []
    private var next: [Int] = []
    /// The number of the step in which a state was reached last.
    private var marks: [Int]
    private var step = 0
    private var pending: [Int] = []

    init(_ pattern: TextPattern) {
        self.pattern = pattern
        marks = Array(repeating: 0, count: pattern.states.count)
    }

    mutating func matches(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        reached.removeAll(keepingCapacity: true)
        step += 1
        var position = range.lowerBound
        while true {
            let isStart = position == range.lowerBound
            let isEnd = position == range.upperBound
            if reach(0, isStart: isStart, isEnd: isEnd) { return true }
            guard !isEnd else { return false }
            let (character, width) = UTF8Reading.character(
                bytes, at: position, end: range.upperBound)
            position += width
            swap(&reached, &next)
            reached.removeAll(keepingCapacity: true)
            step += 1
            for state in next {
                guard case .character(let number) = pattern.states[state],
                    pattern.classes[number].contains(character)
                else { continue }
                if reach(state + 1, isStart: false, isEnd: position == range.upperBound) {
                    return true
                }
            }
        }
    }

    /// Adds a state and all that it leads to without a character; true when the pattern's end is
    /// among them.
    private mutating func reach(_ state: Int, isStart: Bool, isEnd: Bool) -> Bool {
        pending.append(state)
        while let state = pending.popLast() {
            if marks[state] == step { continue }
            marks[state] = step
            switch pattern.states[state] {
            case .character: reached.append(state)
            case .split(let one, let other): pending += [one, other]
            case .jump(let target): pending.append(target)
            case .start: if isStart { pending.append(state + 1) }
            case .end: if isEnd { pending.append(state + 1) }
            case .match:
                pending.removeAll(keepingCapacity: true)
                return true
            }
        }
        return false
    }
}

enum UTF8Reading {
    /// The character at a place and how many bytes it has.
    @inline(__always)
    static func character(
        _ bytes: Span<UInt8>, at index: Int, end: Int
    ) -> (character: UInt32, width: Int) {
        let first = bytes[index]
        if first < 0x80 { return (UInt32(first), 1) }
        let width = min(first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2, end - index)
        var character = UInt32(first) & (0x7F >> UInt32(width))
        for step in 1..<max(width, 1) {
            character = character << 6 | UInt32(bytes[index + step] & 0x3F)
        }
        return (character, width)
    }
}

/// Makes states of a pattern's tree.
private struct TextPatternCompiler {
    var states: [TextPattern.State] = []
    var classes: [CharacterClass] = []

    mutating func emit(_ tree: TextPatternTree) throws(TextPatternError) {
        switch tree {
        case .characters(let characters):
            let known = classes.firstIndex(of: characters)
            if known == nil { classes.append(characters) }
            try add(.character(known ?? classes.count - 1))
        case .start: try add(.start)
        case .end: try add(.end)
        case .sequence(let parts): for part in parts { try emit(part) }
        case .alternatives(let alternatives): try emit(alternatives: alternatives)
        case .repetition(let part, let least, let most):
            for _ in 0..<least { try emit(part) }
            guard let most else { return try emit(loop: part) }
            for _ in least..<most { try emit(optional: part) }
        }
    }

    private mutating func emit(alternatives: [TextPatternTree]) throws(TextPatternError) {
        var jumps: [Int] = []
        for (index, alternative) in alternatives.enumerated() {
            let isLast = index == alternatives.count - 1
            let split = states.count
            if !isLast { try add(.split(0, 0)) }
            try emit(alternative)
            guard !isLast else { break }
            jumps.append(states.count)
            try add(.jump(0))
            states[split] = .split(split + 1, states.count)
        }
        for jump in jumps { states[jump] = .jump(states.count) }
    }

    private mutating func emit(loop part: TextPatternTree) throws(TextPatternError) {
        let split = states.count
        try add(.split(0, 0))
        try emit(part)
        try add(.jump(split))
        states[split] = .split(split + 1, states.count)
    }

    private mutating func emit(optional part: TextPatternTree) throws(TextPatternError) {
        let split = states.count
        try add(.split(0, 0))
        try emit(part)
        states[split] = .split(split + 1, states.count)
    }

    private mutating func add(_ state: TextPattern.State) throws(TextPatternError) {
        guard states.count < TextPattern.mostStates else {
            throw TextPatternError(detail: "it is too large; repeat less often")
        }
        states.append(state)
    }
}

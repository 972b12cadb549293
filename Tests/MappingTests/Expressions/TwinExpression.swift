import Records
import Support

/// A value of the twin: a Swift value a row, with none of the columns' tricks.
enum TwinValue: Equatable {
    case null
    case text(String)
    case number(SchoolNumber)
    case flag(Bool)
    case failed

    /// As a cell holds it; nil for null.
    var text: String? {
        switch self {
        case .null, .failed: nil
        case .text(let text): text
        case .number(let number): number.text
        case .flag(let flag): flag ? "true" : "false"
        }
    }

    var isNothing: Bool {
        switch self {
        case .null: true
        case .text(let text): text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        default: false
        }
    }
}

/// A random expression: its text, and a closure that computes it for one row. Slow and obvious.
struct TwinExpression {
    typealias Row = [String: String?]

    var text: String
    /// Of a number: true when its type is that of whole numbers.
    var isWhole = false
    var value: (Row) -> TwinValue
}

/// Makes random expressions of a type.
struct TwinMaker {
    var random: SeededGenerator

    static let names = [
        "Adatum", "adatum", "Zürich AG", "  x ", "ÄÖ", "a", "", " ", "O'Neil", "😀 a",
    ]
    static let numbers = [
        "0", "1", "-1", "7", "2.5", "-0.05", "10", "12345678901234567890.125", "0.001",
    ]
    static let wholes = ["0", "1", "2", "-3", "10", "1000000007"]

    /// A random record; nil is null.
    mutating func row() -> TwinExpression.Row {
        [
            "name": pick(Self.names.map(Optional.some) + [nil]),
            "city": pick(Self.names.map(Optional.some) + [nil]),
            "amount": pick(Self.numbers.map(Optional.some) + [nil]),
            "quantity": pick(Self.wholes.map(Optional.some) + [nil]),
            "free": pick(Self.numbers.map(Optional.some) + ["x", nil, ""]),
            "active": pick(["true", "false", nil]),
        ]
    }

    // MARK: Numbers

    mutating func number(_ depth: Int) -> TwinExpression {
        guard depth > 0 else { return numberLeaf() }
        switch Int.random(in: 0..<12, using: &random) {
        case 0...5: return arithmetic(depth)
        case 6:
            let inner = number(depth - 1)
            return TwinExpression(text: "-(\(inner.text))", isWhole: inner.isWhole) { row in
                guard case .number(let number) = inner.value(row) else { return inner.value(row) }
                return .number(-number)
            }
        case 7: return rounded(depth)
        case 8:
            return ofText("length", text(depth - 1), isWhole: true) { text in
                .number(SchoolNumber(String(text.unicodeScalars.count)))
            }
        case 9:
            return ofTexts("indexof", text(depth - 1), text(0), isWhole: true) { text, part in
                .number(SchoolNumber(String(Self.index(of: part, in: text) ?? -1)))
            }
        case 10: return choice(depth, number(depth - 1), number(depth - 1))
        default: return numberLeaf()
        }
    }

    private mutating func numberLeaf() -> TwinExpression {
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            let literal = pick(Self.numbers)
            return TwinExpression(text: literal, isWhole: !literal.contains(".")) { _ in
                .number(SchoolNumber(literal))
            }
        case 1: return field("quantity", isWhole: true) { .number(SchoolNumber($0)) }
        case 2:
            // Arithmetic wants a number; a comparison would take "x" as something else.
            var sum = field("free") { text in
                text.contains("x") ? .failed : .number(SchoolNumber(text))
            }
            sum.text = "free add 0"
            return sum
        default: return field("amount") { .number(SchoolNumber($0)) }
        }
    }

    private mutating func arithmetic(_ depth: Int) -> TwinExpression {
        let name = pick(["add", "sub", "mul", "div", "divby", "mod"])
        let one = number(depth - 1)
        var two = number(depth - 1)
        let isWhole = one.isWhole && two.isWhole && name != "divby"
        // A divisor that is written as 0 is an error of the expression, not of a record.
        if Self.numbers.contains(two.text) { two.text += " add 0" }
        return TwinExpression(
            text: "(\(one.text)) \(name) (\(two.text))", isWhole: isWhole
        ) { row in
            let (a, b) = (one.value(row), two.value(row))
            if a == .failed || b == .failed { return .failed }
            guard case .number(let left) = a, case .number(let right) = b else { return .null }
            let result: SchoolNumber
            switch name {
            case "add": result = left + right
            case "sub": result = left - right
            case "mul": result = left * right
            default:
                if right.isZero { return .failed }
                let (whole, rest) = left.divided(by: right)
                result =
                    name == "mod" ? rest : isWhole ? whole : left.quotient(by: right, places: 16)
            }
            return result.fitting.map(TwinValue.number) ?? .failed
        }
    }

    private mutating func rounded(_ depth: Int) -> TwinExpression {
        let inner = number(depth - 1)
        let places = Int.random(in: 0...3, using: &random)
        let text = places == 0 ? "round(\(inner.text))" : "round(\(inner.text), \(places))"
        return TwinExpression(text: text, isWhole: inner.isWhole) { row in
            guard case .number(let number) = inner.value(row) else { return inner.value(row) }
            return .number(number.rounded(places))
        }
    }

    // MARK: Texts

    mutating func text(_ depth: Int) -> TwinExpression {
        guard depth > 0 else { return textLeaf() }
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
            return ofTexts("concat", text(depth - 1), text(depth - 1)) { .text($0 + $1) }
        case 2: return ofText("trim", text(depth - 1)) { .text(Self.trimmed($0)) }
        case 3:
            return ofText("tolower", text(depth - 1)) { text in
                .text(
                    String(
                        String.UnicodeScalarView(
                            text.unicodeScalars.flatMap { scalar in
                                scalar.properties.lowercaseMapping.unicodeScalars
                            })))
            }
        case 4: return substring(depth)
        case 5: return choice(depth, text(depth - 1), text(depth - 1))
        case 6:
            let inner = number(depth - 1)
            return TwinExpression(text: "cast(\(inner.text), Edm.String)") { row in
                let value = inner.value(row)
                return value.text.map(TwinValue.text) ?? value
            }
        default: return textLeaf()
        }
    }

    private mutating func textLeaf() -> TwinExpression {
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
            let literal = pick(Self.names)
            return TwinExpression(text: "'\(literal.replacing("'", with: "''"))'") { _ in
                .text(literal)
            }
        case 1: return field("city") { .text($0) }
        default: return field("name") { .text($0) }
        }
    }

    private mutating func substring(_ depth: Int) -> TwinExpression {
        let inner = text(depth - 1)
        let start = Int.random(in: -1...5, using: &random)
        let length = Bool.random(using: &random) ? Int.random(in: -1...4, using: &random) : nil
        let text = "substring(\(inner.text), \(start)\(length.map { ", \($0)" } ?? ""))"
        return TwinExpression(text: text) { row in
            guard case .text(let text) = inner.value(row) else { return inner.value(row) }
            guard start >= 0, length ?? 0 >= 0 else { return .failed }
            let rest = text.unicodeScalars.dropFirst(start)
            return .text(String(String.UnicodeScalarView(rest.prefix(length ?? .max))))
        }
    }

    // MARK: True and false

    mutating func flag(_ depth: Int) -> TwinExpression {
        guard depth > 0 else { return field("active") { .flag($0 == "true") } }
        switch Int.random(in: 0..<10, using: &random) {
        case 0...3: return comparison(depth)
        case 4, 5: return connected(depth)
        case 6:
            let inner = flag(depth - 1)
            return TwinExpression(text: "not (\(inner.text))") { row in
                guard case .flag(let flag) = inner.value(row) else { return inner.value(row) }
                return .flag(!flag)
            }
        case 7:
            let name = pick(["contains", "startswith", "endswith"])
            return ofTexts(name, text(depth - 1), text(0)) { text, part in
                let (text, part) = (Self.folded(text), Self.folded(part))
                return .flag(
                    name == "contains"
                        ? Self.index(of: part, in: text) != nil
                        : name == "startswith"
                            ? text.starts(with: part)
                            : text.reversed().starts(with: part.reversed()))
            }
        case 8: return membership(depth)
        default: return choice(depth, flag(depth - 1), flag(depth - 1))
        }
    }

    private mutating func comparison(_ depth: Int) -> TwinExpression {
        let name = pick(["eq", "ne", "gt", "ge", "lt", "le"])
        let areTexts = Bool.random(using: &random)
        let one = areTexts ? text(depth - 1) : number(depth - 1)
        let two = areTexts ? text(depth - 1) : number(depth - 1)
        return TwinExpression(text: "(\(one.text)) \(name) (\(two.text))") { row in
            let (a, b) = (one.value(row), two.value(row))
            if a == .failed || b == .failed { return .failed }
            let order = Self.order(a, b)
            switch name {
            case "eq": return .flag(order == 0)
            case "ne": return .flag(order != 0)
            case "gt": return .flag(order == 1)
            case "ge": return .flag(order == 1 || order == 0)
            case "lt": return .flag(order == -1)
            default: return .flag(order == -1 || order == 0)
            }
        }
    }

    private mutating func membership(_ depth: Int) -> TwinExpression {
        let inner = text(depth - 1)
        let words = (0..<3).map { _ in pick(Self.names) }
        let list = words.map { "'\($0.replacing("'", with: "''"))'" }.joined(separator: ", ")
        return TwinExpression(text: "(\(inner.text)) in (\(list))") { row in
            let value = inner.value(row)
            if value == .failed { return .failed }
            return .flag(words.contains { Self.order(value, .text($0)) == 0 })
        }
    }

    private mutating func connected(_ depth: Int) -> TwinExpression {
        let isAnd = Bool.random(using: &random)
        let one = flag(depth - 1)
        let two = flag(depth - 1)
        return TwinExpression(text: "(\(one.text)) \(isAnd ? "and" : "or") (\(two.text))") { row in
            let values = [one.value(row), two.value(row)]
            if values.contains(.flag(!isAnd)) { return .flag(!isAnd) }
            if values.contains(.failed) { return .failed }
            return values.contains(.null) ? .null : .flag(isAnd)
        }
    }

    private mutating func choice(
        _ depth: Int, _ one: TwinExpression, _ two: TwinExpression
    ) -> TwinExpression {
        let condition = flag(depth - 1)
        return TwinExpression(
            text: "case(\(condition.text): \(one.text), true: \(two.text))",
            isWhole: one.isWhole && two.isWhole
        ) { row in
            switch condition.value(row) {
            case .flag(true): one.value(row)
            case .failed: .failed
            default: two.value(row)
            }
        }
    }

    // MARK: Parts

    private func field(
        _ name: String, isWhole: Bool = false, _ read: @escaping (String) -> TwinValue
    ) -> TwinExpression {
        TwinExpression(text: name, isWhole: isWhole) { row in
            guard let text = row[name] ?? nil, !TwinValue.text(text).isNothing else { return .null }
            return read(text)
        }
    }

    private func ofText(
        _ function: String, _ inner: TwinExpression, isWhole: Bool = false,
        _ make: @escaping (String) -> TwinValue
    ) -> TwinExpression {
        TwinExpression(text: "\(function)(\(inner.text))", isWhole: isWhole) { row in
            guard case .text(let text) = inner.value(row) else { return inner.value(row) }
            return make(text)
        }
    }

    private func ofTexts(
        _ function: String, _ one: TwinExpression, _ two: TwinExpression, isWhole: Bool = false,
        _ make: @escaping (String, String) -> TwinValue
    ) -> TwinExpression {
        TwinExpression(text: "\(function)(\(one.text), \(two.text))", isWhole: isWhole) { row in
            let (a, b) = (one.value(row), two.value(row))
            if a == .failed || b == .failed { return .failed }
            guard case .text(let left) = a, case .text(let right) = b else { return .null }
            return make(left, right)
        }
    }

    private mutating func pick<T>(_ values: [T]) -> T { values.randomElement(using: &random)! }

    /// -1, 0 or 1; nil where there is no order.
    private static func order(_ a: TwinValue, _ b: TwinValue) -> Int? {
        if a.isNothing && b.isNothing { return 0 }
        switch (a, b) {
        case (.text(let a), .text(let b)):
            let (a, b) = (folded(a), folded(b))
            return a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
        case (.number(let a), .number(let b)):
            return (a - b).isZero ? 0 : (a - b).isNegative ? -1 : 1
        default: return nil
        }
    }

    private static func folded(_ text: String) -> [UInt8] { text.utf8.map(\.asciiLowercased) }

    private static func trimmed(_ text: String) -> String {
        let blank: (Character) -> Bool = { " \t\n\u{A0}".contains($0) }
        return String(text.drop(while: blank).reversed().drop(while: blank).reversed())
    }

    /// In characters.
    private static func index(of part: String, in text: String) -> Int? {
        let text = text.unicodeScalars.map { folded(String($0)) }
        let part = part.unicodeScalars.map { folded(String($0)) }
        guard part.count <= text.count else { return nil }
        return (0...text.count - part.count).first { text[$0...].starts(with: part) }
    }

    private static func index(of part: [UInt8], in text: [UInt8]) -> Int? {
        guard part.count <= text.count else { return nil }
        return (0...text.count - part.count).first { text[$0...].starts(with: part) }
    }
}

extension JSON5Value {
    package static func text(_ text: String) -> JSON5Value { made(.text(text)) }
    package static func flag(_ flag: Bool) -> JSON5Value { made(.boolean(flag)) }
    /// A number as it is to be written.
    package static func number(_ text: String) -> JSON5Value { made(.number(text)) }
    package static func number(_ number: Int) -> JSON5Value { made(.number(String(number))) }
    package static func list(_ values: [JSON5Value]) -> JSON5Value { made(.list(values)) }
    package static func texts(_ texts: [String]) -> JSON5Value { list(texts.map { text($0) }) }
    package static func object(_ members: [(String, JSON5Value)]) -> JSON5Value {
        made(.object(members.map { Member(key: $0, line: 0, value: $1) }))
    }

    private static func made(_ content: Content) -> JSON5Value {
        JSON5Value(content: content, line: 0)
    }

    /// The value of a member; nil where it is none or no object.
    package subscript(_ key: String) -> JSON5Value? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The value as JSON for people, with a line break at the end: what fits stands on one line.
    package var formatted: [UInt8] {
        var output = ""
        write(to: &output, indent: 0, used: 0, isTop: true)
        return Array(output.utf8) + [UInt8(ascii: "\n")]
    }

    private static let lineWidth = 100

    /// `used` is how much of the line is taken by what stands before and behind.
    private func write(to output: inout String, indent: Int, used: Int, isTop: Bool = false) {
        let line = oneLine
        if !isTop, line.utf8.count + used <= Self.lineWidth {
            output += line
            return
        }
        let inner = String(repeating: " ", count: indent + 2)
        switch content {
        case .list(let values) where !values.isEmpty:
            output += "[\n"
            for (index, value) in values.enumerated() {
                output += inner
                value.write(to: &output, indent: indent + 2, used: indent + 3)
                output += index == values.count - 1 ? "\n" : ",\n"
            }
            output += String(repeating: " ", count: indent) + "]"
        case .object(let members) where !members.isEmpty:
            output += "{\n"
            for (index, member) in members.enumerated() {
                let key = Self.quoted(member.key) + ": "
                output += inner + key
                member.value.write(
                    to: &output, indent: indent + 2, used: indent + 3 + key.utf8.count)
                output += index == members.count - 1 ? "\n" : ",\n"
            }
            output += String(repeating: " ", count: indent) + "}"
        default: output += line
        }
    }

    private var oneLine: String {
        switch content {
        case .null: return "null"
        case .boolean(let flag): return flag ? "true" : "false"
        case .number(let text): return text
        case .text(let text): return Self.quoted(text)
        case .list(let values): return "[" + values.map(\.oneLine).joined(separator: ", ") + "]"
        case .object(let members) where members.isEmpty: return "{}"
        case .object(let members):
            let parts = members.map { "\(Self.quoted($0.key)): \($0.value.oneLine)" }
            return "{ " + parts.joined(separator: ", ") + " }"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

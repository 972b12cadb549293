extension JSON5Value {
    /// The value as plain JSON, for Foundation's decoder: its own reader of JSON5 traps on some texts,
    /// such as the number `0x0x3` or a key that is not UTF-8.
    package var plainJSON: [UInt8] { withPlainNumbers.formatted }

    /// The first member, in the value or anywhere in it, whose key an earlier member has.
    package var repeatedMember: Member? {
        switch content {
        case .object(let members):
            var keys: Set<String> = []
            for member in members {
                if !keys.insert(member.key).inserted { return member }
                if let inner = member.value.repeatedMember { return inner }
            }
            return nil
        case .list(let values):
            return values.lazy.compactMap(\.repeatedMember).first
        case .null, .boolean, .number, .text: return nil
        }
    }

    /// Numbers as JSON has them; what it has no number for, such as infinity, becomes a text.
    private var withPlainNumbers: JSON5Value {
        switch content {
        case .number(let text): Self.plainNumber(text)
        case .list(let values): .list(values.map(\.withPlainNumbers))
        case .object(let members): .object(members.map { ($0.key, $0.value.withPlainNumbers) })
        case .null, .boolean, .text: self
        }
    }

    private static func plainNumber(_ text: String) -> JSON5Value {
        let unsigned = text.drop { $0 == "+" || $0 == "-" }
        if unsigned.hasPrefix("0x") || unsigned.hasPrefix("0X") {
            guard let number = UInt64(unsigned.dropFirst(2), radix: 16) else { return .text(text) }
            return .number((text.hasPrefix("-") ? "-" : "") + String(number))
        }
        if let number = Int(text) { return .number(number) }
        guard let number = Double(text), number.isFinite else { return .text(text) }
        return .number("\(number)")
    }
}

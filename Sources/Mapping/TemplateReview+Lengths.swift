import Records

extension FieldMapping {
    /// A text of an expression that may be longer than its destination.
    func overflowOfExpression(_ to: Field?, source: EntitySchema) -> String? {
        guard let to, to.type == .string, let most = to.maxLength, let expression,
            valueTransforms.allSatisfy({ if case .default = $0 { true } else { false } }),
            let length = expression.mostCharacters(in: source), length > most
        else { return nil }
        let many = length == .max ? "any number of" : "up to \(length)"
        return "the expression may make \(many) characters and '\(to.name)' takes \(most): "
            + "longer ones are set aside. Truncate would shorten them"
    }
}

extension ValueExpression {
    /// The most characters of the text that it makes, `Int.max` for any number; nil where it makes no
    /// text.
    fileprivate func mostCharacters(in schema: EntitySchema) -> Int? {
        guard (try? type(in: schema))?.isTextual == true else { return nil }
        var lengths: [Int] = []
        for node in nodes { lengths.append(mostCharacters(of: node, operands: lengths, schema)) }
        return lengths.last
    }

    /// What is no text counts as none: a number in a text has few characters.
    private func mostCharacters(
        of node: ExpressionNode, operands lengths: [Int], _ schema: EntitySchema
    ) -> Int {
        let own = node.operands.map { lengths[$0] }
        switch node.kind {
        case .literal(.text(let text)): return text.utf16.count
        case .field(let name):
            guard let field = schema.field(named: name), field.type == .string else { return 0 }
            return field.maxLength ?? .max
        case .call(.concat):
            return own.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
        case .call(.tolower), .call(.toupper), .call(.trim): return own[0]
        case .call(.substring):
            guard own.count == 3, let length = wholeNumber(node.operands[2]) else { return own[0] }
            return min(own[0], length)
        case .choice:
            return own.indices.filter { $0 % 2 == 1 }.map { own[$0] }.max() ?? 0
        default: return 0
        }
    }

    /// The value of a node that is written as a whole number.
    private func wholeNumber(_ node: Int) -> Int? {
        guard case .literal(.number) = nodes[node].kind else { return nil }
        return Int(String(decoding: Array(text.utf8)[nodes[node].range], as: UTF8.self))
    }
}

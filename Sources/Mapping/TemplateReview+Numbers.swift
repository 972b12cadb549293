import Records

extension FieldMapping {
    /// A copy into a number, a day or yes and no of what need not be one.
    func unfitValue(_ from: Field?, _ to: Field?) -> String? {
        guard let from, let to, sourceField?.isSameName(as: from.name) == true,
            valueTransforms.allSatisfy({ if case .default = $0 { true } else { false } })
        else { return nil }
        switch (from.type, to.type) {
        case (.string, .integer), (.string, .decimal):
            return
                "'\(from.name)' is text and '\(to.name)' is a number: what is no number is set aside"
        case (.string, .date), (.string, .dateTime), (.string, .time), (.string, .boolean),
            (.string, .guid):
            let words = ExpressionType(to).words
            return
                "'\(from.name)' is text and '\(to.name)' is \(words): what is none is set aside"
        case (.string, .option) where from.options.isEmpty && from.lookup == nil:
            return
                "'\(from.name)' is text and '\(to.name)' has options: what is none of them is set aside. A "
                + "ValueMap would turn the values"
        case (.integer, .boolean):
            return
                "'\(from.name)' is a whole number and '\(to.name)' is yes or no: what is neither 0 "
                + "nor 1 is set aside"
        case (.decimal, .integer) where from.scale != 0:
            return
                "'\(from.name)' may have decimals and '\(to.name)' is a whole number: values with "
                + "decimals are set aside"
        case (.decimal, .decimal):
            // A field that keeps none is rarely meant for amounts.
            guard let kept = to.scale, (from.scale ?? (kept == 0 ? .max : 0)) > kept else {
                return nil
            }
            let most = from.scale.map { "\($0) decimals" } ?? "decimals"
            return
                "'\(from.name)' may have \(most) and '\(to.name)' keeps \(kept): values with more "
                + "are set aside"
        default: return nil
        }
    }

    /// Decimals that the divisions of an expression may make, or that it rounds to, and more than the
    /// destination keeps.
    func tooManyDecimals(_ to: Field?, source: EntitySchema) -> String? {
        guard let to, let scale = to.type == .integer ? 0 : to.scale, let expression,
            valueTransforms.isEmpty, let type = try? expression.type(in: source), type == .decimal,
            expression.decimalsOfQuotients > scale
        else { return nil }
        return
            "the expression may make more decimals than the \(scale) that '\(to.name)' keeps: such values "
            + "are set aside. round(…, \(scale)) would round them"
    }

    /// Files of value maps that know no value.
    var emptyFiles: [String] {
        valueTransforms.compactMap { transform in
            guard case .valueMap(let map) = transform, let file = map.file, map.entries.isEmpty
            else { return nil }
            return "value-maps/\(file).csv has no rows: the value map knows no value"
        }
    }
}

extension ValueExpression {
    /// How many decimals its divisions make at most; those of fields are not counted.
    fileprivate var decimalsOfQuotients: Int {
        var decimals: [Int] = []
        for node in nodes { decimals.append(decimalsOfQuotients(in: node, operands: decimals)) }
        return decimals.last ?? 0
    }

    private func decimalsOfQuotients(in node: ExpressionNode, operands decimals: [Int]) -> Int {
        let own = node.operands.map { decimals[$0] }
        switch node.kind {
        case .arithmetic(.div), .arithmetic(.divby):
            return powerOfTen(nodes[node.operands[1]]).map { own[0] + $0 } ?? Self.manyDecimals
        case .arithmetic(.mul): return min(own[0] + own[1], Self.manyDecimals)
        case .call(.round), .call(.floor), .call(.ceiling):
            return own.count == 2 ? Int(text(of: nodes[node.operands[1]])) ?? 0 : 0
        case .choice: return own.indices.filter { $0 % 2 == 1 }.map { own[$0] }.max() ?? 0
        case .arithmetic, .negation: return own.max() ?? 0
        default: return 0
        }
    }

    private static var manyDecimals: Int { 16 }

    /// The power that a literal such as `100` is of ten.
    private func powerOfTen(_ node: ExpressionNode) -> Int? {
        let digits = text(of: node)
        guard digits.first == "1", digits.dropFirst().allSatisfy({ $0 == "0" }) else { return nil }
        return digits.count - 1
    }

    private func text(of node: ExpressionNode) -> String {
        String(decoding: Array(text.utf8)[node.range], as: UTF8.self)
    }
}

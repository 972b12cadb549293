import Records

extension Leg {
    /// What to know of the filter's and the rows' expressions: parts that can hardly be meant so.
    func remarksOnExpressions(
        source: EntitySchema, destination: EntitySchema
    ) -> [LegReview.Remark] {
        let filter = sourceFilter?.expression
        let oddParts = filter.map { filter in
            filter.oddParts(source).map {
                LegReview.Remark(place: filter.place ?? place, text: $0)
            }
        }
        return (oddParts ?? [])
            + enabledMappings.flatMap { row in
                let texts = row.expression?.oddParts(source) ?? []
                return (texts + row.unknownResults(destination)).map {
                    LegReview.Remark(place: row.place, text: $0)
                }
            }
    }
}

extension FieldMapping {
    /// Texts that the expression may make and that are no option of the destination.
    fileprivate func unknownResults(_ destination: EntitySchema) -> [String] {
        guard let expression, !valueTransforms.contains(where: \.hasEntries),
            let choices = destination.field(named: destinationField)?.choices
        else { return [] }
        return expression.textResults.filter { !$0.isBlank && choices.value(of: $0) == nil }.map {
            "the expression makes \"\($0)\", which is no option of '\(destinationField)': such records "
                + "are set aside"
        }
    }
}

extension ValueExpression {
    /// Sentences about conditions behind one that is always true, about null and fields in quotes, about
    /// lookups that are compared with what is no id, and about places before a text.
    fileprivate func oddParts(_ source: EntitySchema) -> [String] {
        nodes.flatMap { node -> [String] in
            switch node.kind {
            case .choice where hasUnreachedPart(node):
                ["case(…) never comes to what stands behind its condition true. Put that last"]
            case .comparison where node.operands.contains(where: { isQuotedNull(nodes[$0]) }):
                ["'null' in quotes is a text. Write null without quotes for no value"]
            case .comparison:
                lookupAndCode(
                    node, texts: node.operands.compactMap { text(nodes[$0].kind) }, source)
            case .membership(let values):
                lookupAndCode(node, texts: values.compactMap { text(.literal($0.literal)) }, source)
            case .call(.substring):
                node.operands.dropFirst().compactMap { negativeNumber(nodes[$0]) }.map {
                    "substring takes no negative number, and here is \($0): such records are set aside"
                }
            case .literal(.text(let text)):
                source.field(named: text).map {
                    [
                        "'\(text)' in quotes is a text, and '\($0.name)' is a field. Write it without "
                            + "quotes if the field is meant"
                    ]
                } ?? []
            default: []
            }
        }
    }

    /// A literal such as `-2`, as it is written.
    private func negativeNumber(_ node: ExpressionNode) -> String? {
        guard case .literal(.number) = node.kind else { return nil }
        let text = String(decoding: Array(text.utf8)[node.range], as: UTF8.self)
        return text.hasPrefix("-") ? text : nil
    }

    /// A lookup of Sales that is compared with a text that is no id.
    private func lookupAndCode(
        _ node: ExpressionNode, texts: [String], _ source: EntitySchema
    ) -> [String] {
        guard source.environment == .sales,
            let code = texts.first(where: { !$0.isBlank && !$0.isGUID })
        else { return [] }
        return node.operands.compactMap { operand in
            guard case .field(let name) = nodes[operand].kind,
                let field = source.field(named: name), let lookup = field.lookup
            else { return nil }
            let tables = lookup.targets.joined(separator: " or ")
            return
                "'\(field.name)' holds the id of a record of \(tables), or the record's name, and is "
                + "compared with '\(code)'. Write '\(field.name).FIELD' to compare a field of that record"
        }
    }

    private func text(_ kind: ExpressionNode.Kind) -> String? {
        guard case .literal(.text(let text)) = kind else { return nil }
        return text
    }

    private func hasUnreachedPart(_ choice: ExpressionNode) -> Bool {
        stride(from: 0, to: choice.operands.count - 2, by: 2).contains { index in
            nodes[choice.operands[index]].kind == .literal(.boolean(true))
        }
    }

    private func isQuotedNull(_ node: ExpressionNode) -> Bool {
        text(node.kind)?.isSameName(as: "null") == true
    }

    /// The texts among what it may make, as far as they stand in it.
    fileprivate var textResults: [String] {
        guard let last = nodes.indices.last else { return [] }
        return textResults(of: nodes[last])
    }

    private func textResults(of node: ExpressionNode) -> [String] {
        switch node.kind {
        case .literal(.text(let text)): [text]
        case .choice:
            stride(from: 1, to: node.operands.count, by: 2).flatMap {
                textResults(of: nodes[node.operands[$0]])
            }
        default: []
        }
    }
}

import Records

extension Leg {
    /// What to know of the filter's and the rows' expressions: parts that can hardly be meant so.
    func remarksOnExpressions(destination: EntitySchema) -> [LegReview.Remark] {
        let filter = sourceFilter?.expression
        let oddParts = filter.map { filter in
            filter.oddParts.map {
                LegReview.Remark(place: filter.place ?? place, text: $0)
            }
        }
        return (oddParts ?? [])
            + enabledMappings.flatMap { row in
                let texts = row.expression?.oddParts ?? []
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
    /// Sentences about conditions behind one that is always true, and about null in quotes.
    fileprivate var oddParts: [String] {
        nodes.flatMap { node -> [String] in
            switch node.kind {
            case .choice where hasUnreachedPart(node):
                ["case(…) never comes to what stands behind its condition true. Put that last"]
            case .comparison where node.operands.contains(where: { isQuotedNull(nodes[$0]) }):
                ["'null' in quotes is a text. Write null without quotes for no value"]
            default: []
            }
        }
    }

    private func hasUnreachedPart(_ choice: ExpressionNode) -> Bool {
        stride(from: 0, to: choice.operands.count - 2, by: 2).contains { index in
            nodes[choice.operands[index]].kind == .literal(.boolean(true))
        }
    }

    private func isQuotedNull(_ node: ExpressionNode) -> Bool {
        guard case .literal(.text(let text)) = node.kind else { return false }
        return text.isSameName(as: "null")
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

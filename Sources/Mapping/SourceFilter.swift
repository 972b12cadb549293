import JSON5
import Records

/// Which records of the source travel: an expression that is true for them. A record for which it
/// is false or null stays behind.
package struct SourceFilter: Sendable {
    package let expression: ValueExpression

    /// As the template writes it.
    package var text: String { expression.text }

    /// Throws where the text is no expression, or none that can be true.
    package init(_ text: String, at place: DocumentPlace? = nil) throws(ExpressionError) {
        expression = try ValueExpression(text, at: place)
        let type = try expression.type(in: nil)
        guard type == .boolean || type == .untyped else {
            throw ExpressionError(
                detail: "a filter is true or false; this is \(type.words)", text: text,
                range: 0..<text.utf8.count)
        }
    }

    /// The fields that it looks at, each once, in the order of the text.
    package var fieldNames: [String] { expression.fieldNames }
}

/// A value by itself, outside any batch, for people and for what is compared value by value.
package enum FieldValue: Sendable, Equatable {
    /// There is no such column.
    case absent
    /// The source says that there is none.
    case null
    case text(String)

    package init(_ cell: Cell, in batch: RecordBatch) {
        if let text = batch.text(of: cell) {
            self = .text(text)
        } else {
            self = cell.isNull ? .null : .absent
        }
    }

    /// The text; nil for both kinds of nothing.
    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// In words on one line: `"Berlin"`, `"two\nlines"`, `none`, `not given`.
    package var shown: String {
        switch self {
        case .absent: "not given"
        case .null: "none"
        case .text(let text): "\"\(Self.onOneLine(text))\""
        }
    }

    private static func onOneLine(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}

extension RecordBatch {
    /// The value of a field by its name, compared without case; absent where there is no such column.
    package func value(_ field: String, row: Int) -> FieldValue {
        guard let column = columnIndex(named: field) else { return .absent }
        return FieldValue(columns[column].cells[row], in: self)
    }
}

/// The values of a field that takes a closed set, and the texts by which people write them.
package struct Choices: Sendable, Equatable {
    /// A text, and the index of the value that it stands for.
    package struct Text: Sendable, Equatable {
        package var text: String
        package var index: Int
    }

    package var values: [String] = []
    /// Compared without case; of equal texts the first stands.
    package var texts: [Text] = []

    /// No value at all.
    package static let empty = Choices()

    /// The value that the text stands for; nil when it is none.
    package func value(of text: String) -> String? {
        texts.first { $0.text.isSameName(as: text) }.map { values[$0.index] }
    }
}

extension Field {
    /// Nil for fields that take other values too.
    package var choices: Choices? {
        if lookup != nil || momentPattern != nil { return nil }
        switch type {
        case .boolean(let whenTrue, let whenFalse): return truths(whenTrue, whenFalse)
        case .option: return options.isEmpty ? nil : namedOptions
        default: return nil
        }
    }

    private func truths(_ whenTrue: String, _ whenFalse: String) -> Choices {
        let known =
            [whenTrue, "true", "yes", "1"].map { Choices.Text(text: $0, index: 0) }
            + [whenFalse, "false", "no", "0"].map { Choices.Text(text: $0, index: 1) }
        let labels = options.compactMap { option in
            option.label.map { Choices.Text(text: $0, index: option.value == whenTrue ? 0 : 1) }
        }
        return Choices(values: [whenTrue, whenFalse], texts: known + labels)
    }

    /// Options are known by value first, then by label, then by number. A label or a number that
    /// several options share tells none of them.
    private var namedOptions: Choices {
        let values = options.enumerated().map { Choices.Text(text: $1.value, index: $0) }
        let labels = Self.unshared(options.map(\.label))
        let numbers = Self.unshared(options.map(\.number))
        return Choices(values: options.map(\.value), texts: values + labels + numbers)
    }

    private static func unshared(_ texts: [String?]) -> [Choices.Text] {
        let uses = Dictionary(grouping: texts.compactMap { $0?.foldedName }, by: \.self)
        return texts.enumerated().compactMap { index, text in
            guard let text, uses[text.foldedName]?.count == 1 else { return nil }
            return Choices.Text(text: text, index: index)
        }
    }
}

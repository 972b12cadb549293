/// A value of a JSON5 text that knows the line on which it begins.
package struct JSON5Value: Equatable {
    package indirect enum Content: Equatable {
        case null
        case boolean(Bool)
        /// As it is written.
        case number(String)
        case text(String)
        case list([JSON5Value])
        /// In the order of the file, repeated keys included.
        case object([Member])
    }

    package struct Member: Equatable {
        package var key: String
        package var line: Int
        package var value: JSON5Value

        package init(key: String, line: Int, value: JSON5Value) {
            self.key = key
            self.line = line
            self.value = value
        }
    }

    package var content: Content
    package var line: Int

    package init(content: Content, line: Int) {
        self.content = content
        self.line = line
    }

    /// What it is, for messages.
    package var kindName: String {
        switch content {
        case .null: "null"
        case .boolean: "true or false"
        case .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

/// A text that is not JSON5.
package struct JSON5Error: Error, Equatable {
    package var line: Int
    /// In bytes, from 1.
    package var column: Int
    package var detail: String

    package init(line: Int, column: Int, detail: String) {
        self.line = line
        self.column = column
        self.detail = detail
    }
}

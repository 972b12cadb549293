/// A value of a JSON5 text that knows the line on which it begins.
struct JSON5Value: Equatable {
    indirect enum Content: Equatable {
        case null
        case boolean(Bool)
        /// As it is written.
        case number(String)
        case text(String)
        case list([JSON5Value])
        /// In the order of the file, repeated keys included.
        case object([Member])
    }

    struct Member: Equatable {
        var key: String
        var line: Int
        var value: JSON5Value
    }

    var content: Content
    var line: Int

    /// What it is, for messages.
    var kindName: String {
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
struct JSON5Error: Error, Equatable {
    var line: Int
    /// In bytes, from 1.
    var column: Int
    var detail: String
}

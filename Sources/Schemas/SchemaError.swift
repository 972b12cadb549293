/// A schema file that cannot be used: which one, what is wrong with it, and what would be right.
package struct SchemaError: Error, CustomStringConvertible {
    package var file: String
    package var what: String
    package var remedy: String

    package var description: String { "\(file): \(what). \(remedy)" }
}

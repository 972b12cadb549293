/// Wrong use or wrong settings: one sentence that says what is wrong and what would be right. Ends the
/// program with exit code 2.
struct UsageError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}

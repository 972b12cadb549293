/// Gathers what is wrong with the parts of something, so that people hear of all of it at once.
struct SchemaErrorList {
    private var errors: [SchemaError] = []

    mutating func add(_ error: SchemaError) { errors.append(error) }

    /// What `part` gives; nil where it throws, which is kept.
    @discardableResult
    mutating func trying<Value>(_ part: () throws(SchemaError) -> Value) -> Value? {
        do throws(SchemaError) {
            return try part()
        } catch {
            errors += error.all
            return nil
        }
    }

    /// Throws one error that carries all that were kept.
    func throwAll() throws(SchemaError) {
        guard var first = errors.first else { return }
        first.others = Array(errors.dropFirst())
        throw first
    }
}

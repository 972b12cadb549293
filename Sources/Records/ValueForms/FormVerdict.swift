/// What came of bringing a text to the canonical form of its type.
package enum FormVerdict: Sendable, Equatable {
    /// It is canonical as it stands.
    case canonical
    /// It is right; its canonical form was appended to the given bytes.
    case rewritten
    /// It is the type's way to say that there is no value.
    case nothing
    /// It is no value of the type.
    case wrong
    /// It can be read in more than one way.
    case ambiguous
}

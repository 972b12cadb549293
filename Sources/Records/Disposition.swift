/// What a failure of the world asks for.
package enum Disposition: Sendable {
    /// It may pass: the same again a little later.
    case retry
    /// This package cannot go on; others can.
    case quarantine
    /// No package can go on until somebody has acted.
    case stop
}

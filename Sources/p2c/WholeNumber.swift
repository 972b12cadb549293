import ArgumentParser

/// Reads a whole number of the command line. Options that take one read whatever follows them, so that
/// `--last -3` is told as the number that it is.
func wholeNumber(_ text: String) throws(ValidationError) -> Int {
    guard let number = Int(text) else {
        throw ValidationError("Write a whole number, such as 20")
    }
    return number
}

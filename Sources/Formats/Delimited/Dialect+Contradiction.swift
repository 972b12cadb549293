extension Dialect {
    /// Why no file can be written so, as a sentence; nil when one can. Settings ask before they
    /// make a reader or a writer.
    package var contradiction: String? {
        let lineBreaksAndNothing: Set<UInt8> = [0x00, 0x0A, 0x0D]
        if delimiter >= 0x80 || lineBreaksAndNothing.contains(delimiter) {
            return "the delimiter must be an ASCII character and no line break"
        }
        if case .line(let line) = header, !(1...1_000_000).contains(line) {
            return "the header's line must be a number from 1 to 1000000"
        }
        guard let qualifier else {
            return escape == nil ? nil : "an escape needs a text qualifier"
        }
        if qualifier >= 0x80 || lineBreaksAndNothing.contains(qualifier) || qualifier == 0x20 {
            return "the text qualifier must be an ASCII character and no space or line break"
        }
        if qualifier == delimiter { return "the delimiter and the text qualifier are the same" }
        guard let escape else { return nil }
        if escape >= 0x80 || lineBreaksAndNothing.contains(escape) {
            return "the escape must be an ASCII character and no line break"
        }
        return escape == delimiter || escape == qualifier
            ? "the escape must differ from the delimiter and the text qualifier" : nil
    }
}

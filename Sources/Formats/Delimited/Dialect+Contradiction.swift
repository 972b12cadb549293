extension Dialect {
    /// Why no file can be written so, as a sentence; nil when one can. Settings ask before they
    /// make a reader or a writer.
    package var contradiction: String? {
        let lineBreaksAndNothing: Set<UInt8> = [0x00, 0x0A, 0x0D]
        if delimiter >= 0x80 || lineBreaksAndNothing.contains(delimiter) {
            return "the delimiter must be an ASCII character and no line break"
        }
        guard let qualifier else { return nil }
        if qualifier >= 0x80 || lineBreaksAndNothing.contains(qualifier) || qualifier == 0x20 {
            return "the text qualifier must be an ASCII character and no space or line break"
        }
        return qualifier == delimiter ? "the delimiter and the text qualifier are the same" : nil
    }
}

/// `sep=;` on the first line is how Excel is told the delimiter.
struct SeparatorLine {
    let delimiter: UInt8
    /// The line's length with its end.
    let length: Int

    /// How many bytes such a line has at most.
    static let mostBytes = 7

    /// Nil where the text does not begin with such a line, or it names no delimiter.
    init?(_ first: some Collection<UInt8>, dialect: Dialect) {
        let first = Array(first.prefix(SeparatorLine.mostBytes))
        guard first.count >= 5, first.prefix(4).map(\.asciiLowercased) == Array("sep=".utf8) else {
            return nil
        }
        var named = dialect
        named.delimiter = first[4]
        guard named.contradiction == nil, !isLetterOrDigit(first[4]) else { return nil }
        delimiter = first[4]
        switch first.dropFirst(5) {
        case let end where end.starts(with: [0x0D, 0x0A]): length = 7
        case let end where end.isEmpty: length = 5
        case let end where end.starts(with: [0x0A]) || end.starts(with: [0x0D]): length = 6
        default: return nil
        }
    }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte.asciiLowercased)
}

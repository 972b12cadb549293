extension JSON5Parser {
    /// The line, and the column in bytes, of the first byte that is not UTF-8; nil where all are.
    package static func placeOfOtherEncoding(in bytes: [UInt8]) -> (line: Int, column: Int)? {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var (offset, line, start) = (0, 1, 0)
        while true {
            switch parser.parseScalar(from: &rest) {
            case .emptyInput: return nil
            case .error: return (line, offset - start + 1)
            case .valid(let scalar):
                offset += scalar.count
                if scalar.first == 0x0A { (line, start) = (line + 1, offset) }
            }
        }
    }
}

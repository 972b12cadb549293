import Records

/// Finds a text in another one, without the case of ASCII letters, looking at every byte once
/// (Knuth, Morris, Pratt). The table of the part is kept for the next search.
struct TextSearch {
    private var part = 0..<0
    /// For each length of what was found of the part, the longest beginning of the part that it
    /// ends with.
    private var borders: [Int] = []

    /// Where the part begins first; nil when it is not there.
    mutating func place(of part: Range<Int>, in text: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
        guard part.count <= text.count else { return nil }
        guard !part.isEmpty else { return text.lowerBound }
        if part != self.part { prepare(part, bytes) }
        var found = 0
        for index in text {
            let byte = bytes[index].asciiLowercased
            while found > 0, bytes[part.lowerBound + found].asciiLowercased != byte {
                found = borders[found - 1]
            }
            if bytes[part.lowerBound + found].asciiLowercased == byte { found += 1 }
            if found == part.count { return index + 1 - found }
        }
        return nil
    }

    private mutating func prepare(_ part: Range<Int>, _ bytes: Span<UInt8>) {
        self.part = part
        borders.removeAll(keepingCapacity: true)
        borders.append(0)
        var length = 0
        for index in part.dropFirst() {
            let byte = bytes[index].asciiLowercased
            while length > 0, bytes[part.lowerBound + length].asciiLowercased != byte {
                length = borders[length - 1]
            }
            if bytes[part.lowerBound + length].asciiLowercased == byte { length += 1 }
            borders.append(length)
        }
    }
}

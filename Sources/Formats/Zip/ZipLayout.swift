/// Where the entries of an archive lie in its file: one behind the other, from its start to its
/// directory, with nothing shared and nothing between them.
struct ZipLayout {
    /// What one entry takes.
    struct Span {
        var name: String
        var start: Int
        /// Where its content ends.
        var end: Int
        var checksum: UInt32
        var packedBytes: Int
        var unpackedBytes: Int
    }

    enum Fault: Error {
        case overlap(String, String)
        /// The checksum and sizes behind that entry are not those of the directory.
        case descriptor(String)
        /// Bytes that belong to nothing behind the content of that entry, or at the start.
        case gap(behind: String?, bytes: Int)
    }

    private var spans: [Span] = []

    mutating func add(_ span: Span) { spans.append(span) }

    mutating func check(in file: ZipFile, from start: Int, to directory: Int) throws(Fault) {
        spans.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        var previous: Span?
        for span in spans {
            try check(span.start, after: previous, name: span.name, from: start, in: file)
            previous = span
        }
        try check(directory, after: previous, name: "the directory", from: start, in: file)
    }

    private func check(
        _ next: Int, after previous: Span?, name: String, from start: Int, in file: ZipFile
    ) throws(Fault) {
        let between = next - (previous?.end ?? start)
        if between == 0 { return }
        guard between > 0 else { throw .overlap(previous?.name ?? "the start", name) }
        guard let previous, Self.descriptorRoom.contains(between) else {
            throw .gap(behind: previous?.name, bytes: between)
        }
        guard Self.mayBeDescriptor(of: previous, bytes: between, in: file) else {
            throw .descriptor(previous.name)
        }
    }

    /// The bytes that a descriptor takes: too few to hide a file in.
    private static let descriptorRoom = 12...24

    /// Behind the content its checksum and sizes may stand once more, with or without a signature,
    /// in 32 or in 64 bits. One that is signed must be right; the rest is not looked at, since
    /// the content itself is held against the directory.
    private static func mayBeDescriptor(
        of span: Span, bytes count: Int, in file: ZipFile
    ) -> Bool {
        let fields = ZipFields(file.bytes(at: span.end, count: count))
        guard fields.count == count, fields.isSigned(7, 8) else { return fields.count == count }
        guard count >= 16, fields.number(4, 4) == span.checksum else { return false }
        let isLarge = count == 24
        return isLarge
            ? fields.eight(8) == span.packedBytes && fields.eight(16) == span.unpackedBytes
            : fields.four(8) == span.packedBytes & 0xFFFF_FFFF
                && fields.four(12) == span.unpackedBytes & 0xFFFF_FFFF
    }
}

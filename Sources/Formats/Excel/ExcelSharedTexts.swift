import Records

/// The texts that cells refer to by number: a workbook keeps each of them once.
///
/// They are the one part of a workbook that has to be held in memory, up to a limit.
struct ExcelSharedTexts {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    /// No texts, as in workbooks that F&O writes.
    init() {}

    init(_ source: any ByteSource, file: String, limits: ReadLimits) throws(FormatError) {
        let limit = min(limits.sharedTextBytes, Int(UInt32.max))
        let parser = try XMLParser(source, file: file, limits: limits)
        var walk = ExcelWalk()
        while try parser.readOn() {
            take(parser.tape, walk: &walk)
            guard bytes.count + ends.count * 4 <= limit else {
                throw FormatError(
                    Issue(.excelTooManyTexts, "They take more than \(limit) bytes", file: file))
            }
            parser.tape.cutAll()
        }
    }

    /// Where the text of that number lies; nil when there is none.
    subscript(number: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(number) else { return nil }
        return bytes[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])]
    }

    private mutating func take(_ tape: borrowing XMLTape, walk: inout ExcelWalk) {
        for event in tape.events {
            switch event.kind {
            case .start: _ = walk.begin(event, names: tape.names)
            case .text where walk.element == .text:
                tape.bytes.withUnsafeBufferPointer { bytes in
                    ExcelEscapes.appendDecoded(
                        UnsafeBufferPointer(
                            rebasing: bytes[event.offset..<event.offset + event.count]),
                        to: &self.bytes)
                }
            case .end:
                if walk.end() == .shared { ends.append(UInt32(truncatingIfNeeded: bytes.count)) }
            default: break
            }
        }
    }
}

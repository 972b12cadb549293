import CLibXML2

/// What the callbacks get hold of: the tape, and the parser to stop it and ask it where it is.
struct XMLParserState: ~Copyable {
    var tape: XMLTape
    var parser: xmlParserCtxtPtr?
    /// Elements deeper than this come without their position.
    let placedDepth: Int
    /// What of the file's start the parser never saw.
    var skippedBytes: Int
    var skippedLines: Int
    /// The forbidden characters that the parser got as question marks and has not passed yet.
    private var findings: [XMLForbiddenCharacters.Finding] = []
    /// How many of them were passed.
    private var passed = 0

    init(
        tape: consuming XMLTape, placedDepth: Int, skippedBytes: Int, skippedLines: Int
    ) {
        self.tape = tape
        self.placedDepth = placedDepth
        self.skippedBytes = skippedBytes
        self.skippedLines = skippedLines
    }

    /// The first forbidden character that the parser has not passed.
    var nextForbidden: XMLForbiddenCharacters.Finding? {
        passed < findings.count ? findings[passed] : nil
    }

    /// How many of them there are.
    var findingCount: Int { findings.count - passed }

    mutating func append(_ found: [XMLForbiddenCharacters.Finding]) {
        guard !found.isEmpty else { return }
        findings.removeFirst(passed)
        passed = 0
        findings += found
    }

    /// Puts a step for those that stand before that place, and before where the parser is. One is
    /// enough to set a record aside, so that those right behind it leave none.
    @inline(__always)
    mutating func noteForbidden(before limit: Int) {
        if passed < findings.count { noteNext(before: limit) }
    }

    @inline(never)
    private mutating func noteNext(before limit: Int) {
        let first = findings[passed]
        let limit = min(limit, byte)
        guard first.byte < limit else { return }
        tape.closeText()
        tape.events.append(
            XMLEvent(
                kind: .forbidden, name: Int32(bitPattern: first.character),
                offset: tape.bytes.count, count: 0,
                position: XMLEvent.Position(byte: UInt64(first.byte), line: 0)))
        while let next = nextForbidden, next.byte < limit { passed += 1 }
    }

    mutating func stop(for refusal: XMLTape.Refusal) {
        if tape.refusal == nil { tape.refusal = refusal }
        stop()
    }

    func stop() {
        if let parser { xmlStopParser(parser) }
    }

    /// The element that begins is to come with its position, or has something before it.
    @inline(__always)
    var needsPosition: Bool { tape.depth <= placedDepth || passed < findings.count }

    /// Where the tag that was just parsed begins. The parser stands at its end; no `<` can be
    /// inside.
    func tagPosition() -> XMLEvent.Position {
        guard let input = parser?.pointee.input, let base = input.pointee.base,
            var at = input.pointee.cur
        else { return XMLEvent.Position() }
        var line = Int(input.pointee.line) + skippedLines
        while at > base, at.pointee != 0x3C {
            if at.pointee == 0x0A { line -= 1 }
            at -= 1
        }
        let byte = Int(input.pointee.consumed) + (at - base) + skippedBytes
        return XMLEvent.Position(
            byte: UInt64(byte), line: UInt32(truncatingIfNeeded: max(line, 1)))
    }

    /// Where the parser stands, in bytes from the start of the file.
    var byte: Int {
        guard let input = parser?.pointee.input, let base = input.pointee.base,
            let at = input.pointee.cur
        else { return skippedBytes }
        return Int(input.pointee.consumed) + (at - base) + skippedBytes
    }

    /// True when the parser has no byte left.
    var standsAtEnd: Bool {
        guard let input = parser?.pointee.input, let at = input.pointee.cur,
            let end = input.pointee.end
        else { return true }
        return at >= end
    }

    /// True when the parser stands at a byte above ASCII that is not the start of U+FFFE or U+FFFF:
    /// an "invalid character" there is a wrong encoding.
    var standsAtForeignByte: Bool {
        guard let input = parser?.pointee.input, let at = input.pointee.cur,
            let end = input.pointee.end, at < end, at.pointee >= 0x80
        else { return false }
        return !(end - at > 2 && at.pointee == 0xEF && at[1] == 0xBF && at[2] >= 0xBE)
    }
}

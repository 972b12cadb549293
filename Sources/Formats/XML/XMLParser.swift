import CLibXML2
import Records

/// Reads an XML document piece by piece into steps, by libxml2's push parser.
///
/// Hardened: no document type, no entities, no network, and own limits, since the parser has none
/// for callers like this one. Memory stays bounded as long as the caller takes the steps away.
final class XMLParser {
    let file: String
    private(set) var warnings: [Issue]
    private(set) var hasEnded = false
    private let source: any ByteSource
    private let forbidden: XMLForbiddenCharacters?
    private let state: UnsafeMutablePointer<XMLParserState>
    private let parser: xmlParserCtxtPtr
    private let limits: ReadLimits
    /// Steps take memory too, when a record is made of nothing but empty elements.
    private static let bytesPerStep = 32
    /// Forbidden characters that one tag or text can have before there is no sense in it.
    private static let mostForbidden = 1 << 20
    /// A tag with more bytes than this gets its attributes counted.
    private static let longTag = 64 << 10
    /// More than real files have names and namespaces, each of which the parser keeps for ever.
    private static let mostNameBytes = 10 << 20
    private var attributes = XMLAttributeCount()
    private let chunkBytes: Int
    private var chunk: UnsafeMutableRawBufferPointer
    /// The first bytes, for what is no XML at all.
    private var start: [UInt8] = []

    /// `codePage` is that of a file that does not say it. With `marksForbidden`, characters that XML
    /// forbids become steps of their own instead of making the whole file unreadable. Elements
    /// deeper than `placedDepth`, the root's depth being 0, come without their position.
    init(
        _ source: any ByteSource, file: String, limits: ReadLimits, keepsText: Bool = true,
        marksForbidden: Bool = false, placedDepth: Int = .max, codePage: TextEncoding? = nil,
        chunkBytes: Int = 64 << 10
    ) throws(FormatError) {
        let text = try XMLText(source, file: file, codePage: codePage)
        self.file = file
        self.limits = limits
        forbidden =
            marksForbidden ? XMLForbiddenCharacters(text.bytes, offset: text.skippedBytes) : nil
        self.source = forbidden ?? text.bytes
        warnings = text.warnings
        self.chunkBytes = chunkBytes
        chunk = .allocate(byteCount: chunkBytes, alignment: 16)
        state = .allocate(capacity: 1)
        state.initialize(
            to: XMLParserState(
                tape: XMLTape(keepsText: keepsText, limits: limits),
                placedDepth: placedDepth, skippedBytes: text.skippedBytes,
                skippedLines: text.skippedLines))
        var handler = XMLCallbacks.makeHandler()
        guard let parser = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil) else {
            preconditionFailure("libxml2 makes a parser as long as there is memory.")
        }
        self.parser = parser
        // What the parser itself limits is less than what real files hold. Our own limits, and
        // having no entities at all, are what keeps memory bounded.
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_HUGE.rawValue
        xmlCtxtUseOptions(parser, Int32(options))
        xmlDictSetLimit(parser.pointee.dict, Self.mostNameBytes)
        state.pointee.parser = parser
    }

    deinit {
        xmlFreeParserCtxt(parser)
        state.deinitialize(count: 1)
        state.deallocate()
        chunk.deallocate()
    }

    /// The steps that were read and not yet taken away.
    var tape: XMLTape {
        _read { yield state.pointee.tape }
        _modify { yield &state.pointee.tape }
    }

    /// How far it has come, in bytes from the start of the file.
    var byte: Int { state.pointee.byte }

    /// Reads on by one piece. Returns false at the end of the document.
    func readOn() throws(FormatError) -> Bool {
        guard !hasEnded else { return false }
        let count = try fillChunk()
        hasEnded = count == 0
        if let forbidden { state.pointee.append(forbidden.takeFindings()) }
        try checkAttributes(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
        if start.isEmpty { start = Array(chunk[..<min(count, DelimitedStart.mostBytes)]) }
        let text = chunk.baseAddress?.assumingMemoryBound(to: CChar.self)
        _ = xmlParseChunk(parser, text, Int32(count), hasEnded ? 1 : 0)
        try checkFaults()
        return true
    }

    /// The parser looks through all that it could not parse yet for each piece that it gets. So that
    /// a long text or tag does not take time by the square of its length, pieces grow with it.
    private func fillChunk() throws(FormatError) -> Int {
        let wanted = max(chunkBytes, waiting)
        guard wanted > chunkBytes else {
            return try source.read(into: UnsafeMutableRawBufferPointer(rebasing: chunk[..<wanted]))
        }
        if wanted > chunk.count {
            chunk.deallocate()
            chunk = .allocate(byteCount: wanted, alignment: 16)
        }
        return try source.fill(UnsafeMutableRawBufferPointer(rebasing: chunk[..<wanted]))
    }

    /// How much the parser has got and not parsed.
    private var waiting: Int {
        parser.pointee.input.map { $0.pointee.end - $0.pointee.cur } ?? 0
    }

    /// Looks at the pieces of a long tag before the parser does.
    private func checkAttributes(_ piece: UnsafeRawBufferPointer) throws(FormatError) {
        guard waiting >= Self.longTag else {
            attributes = XMLAttributeCount()
            return
        }
        attributes.add(piece)
        guard attributes.most <= limits.columns * 16 else { throw refused(.names) }
    }

    private func checkFaults() throws(FormatError) {
        if tape.refusal != nil || tape.fault != nil, HTMLStart.begins(start[...]) { throw page }
        if let refusal = tape.refusal { throw refused(refusal) }
        if let fault = tape.fault { throw failed(fault) }
        if hasEnded, !tape.isRootClosed { throw failure(.xmlTruncated, "The root is not closed") }
        if state.pointee.findingCount > Self.mostForbidden, let found = state.pointee.nextForbidden
        {
            throw failure(
                .xmlControlCharacter, "It holds \(found.name) and a million others in one place",
                byte: found.byte)
        }
        let mayStep = tape.events.count <= limits.recordBytes / Self.bytesPerStep
        guard mayStep, max(tape.bytes.count, waiting) <= limits.recordBytes else {
            throw refused(.length)
        }
    }

    /// The file is a page of a web site.
    private var page: FormatError {
        FormatError(
            FileSignature.issue(.unknownKindOfFile, HTMLStart.kind, in: "It is", file: file))
    }

    private func refused(_ refusal: XMLTape.Refusal) -> FormatError {
        switch refusal {
        case .doctype: failure(.xmlDoctype, "A DOCTYPE stands in the file")
        case .depth: failure(.xmlTooDeep, "Elements are nested deeper than \(limits.xmlDepth)")
        case .length:
            failure(.xmlTooLong, "A record is longer than \(limits.recordBytes) bytes")
        case .names: failure(.xmlTooManyNames, "There are more than \(limits.columns) names")
        }
    }

    /// The first line of a file that looks like delimited text; nil where it does not.
    private var delimitedStart: String? {
        var bytes = start
        // The first piece may be no more than what was looked at before.
        if let count = try? source.fill(UnsafeMutableRawBufferPointer(chunk)) {
            bytes += chunk[..<min(count, DelimitedStart.mostBytes)]
        }
        return DelimitedStart.line(of: bytes[...])
    }

    private func failed(_ fault: XMLTape.Fault) -> FormatError {
        if let found = state.pointee.nextForbidden, found.byte <= fault.byte {
            return failure(
                .xmlControlCharacter, "It holds \(found.name) where no record can be set aside",
                byte: found.byte)
        }
        let code: IssueCode
        let reason = xmlParserErrors(UInt32(bitPattern: fault.code))
        if reason == XML_ERR_DOCUMENT_EMPTY, let line = delimitedStart {
            return failure(.delimitedInXML, "it looks like CSV: it begins with “\(line)”", line: 1)
        }
        if isBareAmpersand(reason, fault.message) {
            var error = failure(
                .xmlNotWellFormed, "An & stands there that is not written as &amp;",
                line: fault.line, column: fault.column, byte: fault.byte)
            error.issue.ownRemedy = "Write &amp; for each & in a value, or export the file again"
            return error
        }
        switch reason {
        case XML_ERR_INVALID_ENCODING: code = .xmlEncoding
        case XML_ERR_INVALID_CHAR:
            code = fault.isAtForeignByte ? .xmlEncoding : .xmlControlCharacter
        case XML_ERR_UNDECLARED_ENTITY: code = .xmlEntity
        default:
            let isCut = hasEnded && (fault.isAtEnd || reason == XML_ERR_DOCUMENT_END)
            code = tape.isRootClosed ? .xmlAfterRoot : isCut ? .xmlTruncated : .xmlNotWellFormed
        }
        return failure(
            code, "The XML parser says \"\(fault.message)\"", line: fault.line,
            column: fault.column, byte: fault.byte)
    }

    /// An `&` has no name behind it, or no semicolon behind the name.
    private func isBareAmpersand(_ reason: xmlParserErrors, _ message: String) -> Bool {
        reason == XML_ERR_ENTITYREF_SEMICOL_MISSING
            || reason == XML_ERR_NAME_REQUIRED && message.hasPrefix("xmlParseEntityRef")
    }

    @inline(never)
    private func failure(
        _ code: IssueCode, _ detail: String, line: Int? = nil, column: Int? = nil,
        byte: Int? = nil
    ) -> FormatError {
        let here = Int(parser.pointee.input?.pointee.line ?? 1)
        return FormatError(
            Issue(
                code, detail, file: file, line: (line ?? here) + state.pointee.skippedLines,
                column: column, byte: byte ?? state.pointee.byte))
    }
}

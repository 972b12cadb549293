import CLibXML2
import Glibc

/// The callbacks that libxml2 calls, all of them appending to the `XMLTape` behind their context.
///
/// There is none for entities: what is neither predefined nor a character's number is an error.
enum XMLCallbacks {
    static func makeHandler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = startElement
        handler.endElementNs = { context, _, _, _ in
            guard let state = XMLCallbacks.state(context) else { return }
            state.pointee.noteForbidden(before: .max)
            XMLCallbacks.endElement(&state.pointee.tape)
        }
        handler.characters = characters
        handler.ignorableWhitespace = characters
        handler.cdataBlock = characters
        handler.internalSubset = { context, _, _, _ in
            guard let state = XMLCallbacks.state(context) else { return }
            state.pointee.stop(for: .doctype)
        }
        handler.serror = { context, error in
            guard let state = XMLCallbacks.state(context), let error else { return }
            let byte = state.pointee.byte
            let isForeign = state.pointee.standsAtForeignByte
            let isAtEnd = state.pointee.standsAtEnd
            XMLCallbacks.note(
                error.pointee, byte: byte, isForeign: isForeign, isAtEnd: isAtEnd,
                in: &state.pointee.tape)
        }
        return handler
    }

    private static func state(
        _ context: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<XMLParserState>? {
        context?.assumingMemoryBound(to: XMLParserState.self)
    }

    private static let characters: charactersSAXFunc = { context, text, count in
        guard let state = XMLCallbacks.state(context), let text else { return }
        state.pointee.tape.appendText(text, count: Int(count))
        if state.pointee.tape.refusal != nil { state.pointee.stop() }
    }

    private static let startElement: startElementNsSAX2Func = {
        context, name, prefix, namespace, namespaceCount, _, attributeCount, _, attributes in
        guard let state = XMLCallbacks.state(context), let name else { return }
        var position = XMLEvent.Position()
        if state.pointee.needsPosition {
            position = state.pointee.tagPosition()
            state.pointee.noteForbidden(before: Int(position.byte))
        }
        XMLCallbacks.begin(
            name, hasPrefix: prefix != nil, namespace: namespace, at: position,
            in: &state.pointee.tape)
        state.pointee.noteForbidden(before: .max)
        if let attributes {
            for index in 0..<Int(attributeCount) {
                XMLCallbacks.appendAttribute(attributes + index * 5, to: &state.pointee.tape)
            }
        }
        if namespaceCount > mostNamespaces || attributeCount > state.pointee.tape.nameLimit {
            state.pointee.tape.refusal = .names
        }
        if state.pointee.tape.refusal != nil { state.pointee.stop() }
    }

    /// More than any element declares: each prefix is looked up among all of them.
    private static let mostNamespaces = 64

    private static func begin(
        _ name: UnsafePointer<UInt8>, hasPrefix: Bool, namespace: UnsafePointer<UInt8>?,
        at position: XMLEvent.Position, in tape: inout XMLTape
    ) {
        tape.closeText()
        let number = tape.names.number(of: name)
        if tape.names.texts.count > tape.nameLimit { tape.refusal = .names }
        tape.events.append(
            XMLEvent(
                kind: .start, name: number, offset: tape.bytes.count, count: 0, position: position))
        if tape.depth == 0 { tape.rootNamespace = namespace.map { String(cString: $0) } }
        if hasPrefix || namespace != nil { tape.hasNamespaces = true }
        tape.depth += 1
        if tape.depth > tape.depthLimit { tape.refusal = .depth }
    }

    private static func endElement(_ tape: inout XMLTape) {
        tape.closeText()
        tape.events.append(XMLEvent(kind: .end, name: -1, offset: tape.bytes.count, count: 0))
        tape.depth -= 1
        if tape.depth == 0 { tape.isRootClosed = true }
    }

    /// An attribute is five pointers: name, prefix, namespace, where its value begins and ends.
    private static func appendAttribute(
        _ attribute: UnsafeMutablePointer<UnsafePointer<UInt8>?>, to tape: inout XMLTape
    ) {
        guard let name = attribute[0], let start = attribute[3], let end = attribute[4] else {
            return
        }
        let count = end - start
        if attribute[1] != nil {
            if isOfXMLItself(name, namespace: attribute[2]) {
                if isNilMark(name, value: UnsafeBufferPointer(start: start, count: count)) {
                    tape.events.append(
                        XMLEvent(kind: .nilMark, name: -1, offset: tape.bytes.count, count: 0))
                }
                return
            }
            tape.hasNamespaces = true
        }
        let number = tape.names.number(of: name)
        if tape.names.texts.count > tape.nameLimit { tape.refusal = .names }
        let offset = tape.bytes.count
        let hasAmpersand = tape.keepsText && appendValue(start, count: count, to: &tape.bytes)
        tape.events.append(
            XMLEvent(
                kind: .attribute, hasAmpersand: hasAmpersand, name: number, offset: offset,
                count: tape.bytes.count - offset))
    }

    /// True for `xsi:nil`, `xml:space` and their like, which say something about the element and
    /// are no fields. Only an undeclared prefix has no namespace.
    private static func isOfXMLItself(
        _ name: UnsafePointer<UInt8>, namespace: UnsafePointer<UInt8>?
    ) -> Bool {
        guard let namespace else { return String(cString: name) == "nil" }
        return String(cString: namespace).hasPrefix("http://www.w3.org/")
    }

    private static func isNilMark(
        _ name: UnsafePointer<UInt8>, value: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        String(cString: name) == "nil"
            && (value.elementsEqual("true".utf8) || value.elementsEqual("1".utf8))
    }

    /// As long as libxml2 is not told to replace entities, and it never is, every `&` in a value
    /// arrives as `&#38;`, whatever the file wrote. Returns whether there is one.
    private static func appendValue(
        _ start: UnsafePointer<UInt8>, count: Int, to bytes: inout [UInt8]
    ) -> Bool {
        var from = 0
        while from < count {
            guard let found = memchr(start + from, 0x26, count - from) else { break }
            let at = UnsafeRawPointer(found) - UnsafeRawPointer(start)
            bytes.append(contentsOf: UnsafeBufferPointer(start: start + from, count: at + 1 - from))
            from = at + 5
        }
        if from < count {
            bytes.append(contentsOf: UnsafeBufferPointer(start: start + from, count: count - from))
        }
        return from > 0
    }

    private static func note(
        _ error: xmlError, byte: Int, isForeign: Bool, isAtEnd: Bool, in tape: inout XMLTape
    ) {
        guard tape.fault == nil, error.level == XML_ERR_FATAL else { return }
        let message = error.message.map { String(cString: $0) } ?? ""
        let cleaned = message.filter { !$0.isNewline }.trimmedPeriod
        tape.fault = XMLTape.Fault(
            code: error.code, message: cleaned, line: Int(error.line), column: Int(error.int2),
            byte: byte, isAtForeignByte: isForeign, isAtEnd: isAtEnd)
    }
}

extension String {
    /// Without a period at the end, as an issue's detail is.
    fileprivate var trimmedPeriod: String { hasSuffix(".") ? String(dropLast()) : self }
}

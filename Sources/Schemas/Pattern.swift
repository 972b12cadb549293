import CLibXML2

/// A compiled regular expression of XML Schema, which a whole text must match.
///
/// One thread at a time may use it: libxml2 says nothing of several.
final class Pattern {
    private let expression: xmlRegexpPtr
    /// Reused by every text: libxml2 wants a zero behind it.
    private var buffer: [UInt8] = []

    /// Nil when it is not a regular expression.
    init?(_ text: String) {
        // It would print what is wrong.
        xmlSetStructuredErrorFunc(nil) { _, _ in }
        defer { xmlSetStructuredErrorFunc(nil, nil) }
        guard
            let made = text.withCString({ start in
                start.withMemoryRebound(to: xmlChar.self, capacity: text.utf8.count + 1) {
                    xmlRegexpCompile($0)
                }
            })
        else { return nil }
        expression = made
    }

    deinit { xmlRegFreeRegexp(expression) }

    /// False too for texts with a zero byte, which no XML text has.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if text.contains(0) { return false }
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: text)
        buffer.append(0)
        return buffer.withUnsafeBufferPointer { xmlRegexpExec(expression, $0.baseAddress) == 1 }
    }
}

/// Writes steps through a document out as XML again.
enum XMLSteps {
    /// The XML of the steps, which must begin with a start and end with its end; where blanks are
    /// skipped, texts of nothing else may stand around.
    static func text(
        of tape: borrowing XMLTape, from first: Int, through last: Int, skipsBlanks: Bool = false
    ) -> [UInt8] {
        var output: [UInt8] = []
        var open: [String] = []
        var isTagOpen = false
        for event in tape.events[first...last] {
            if skipsBlanks, event.kind == .text, isBlank(event, in: tape.bytes) { continue }
            if [.start, .text, .end].contains(event.kind), isTagOpen {
                output.append(UInt8(ascii: ">"))
                isTagOpen = false
            }
            switch event.kind {
            case .start:
                open.append(tape.names.texts[Int(event.name)])
                output.append(contentsOf: "<\(open.last!)".utf8)
                isTagOpen = true
            case .attribute:
                output.append(contentsOf: " \(tape.names.texts[Int(event.name)])=\"".utf8)
                append(event, of: tape.bytes, at: .attribute, to: &output)
                output.append(UInt8(ascii: "\""))
            case .nilMark, .forbidden: break
            case .text: append(event, of: tape.bytes, at: .element, to: &output)
            case .end: output.append(contentsOf: "</\(open.removeLast())>".utf8)
            }
        }
        return output
    }

    private static func isBlank(_ event: XMLEvent, in bytes: [UInt8]) -> Bool {
        bytes[event.offset..<event.offset + event.count].allSatisfy { $0 <= 0x20 }
    }

    private static func append(
        _ event: XMLEvent, of bytes: [UInt8], at place: XMLEscaping.Place, to output: inout [UInt8]
    ) {
        bytes[event.offset..<event.offset + event.count].withUnsafeBufferPointer {
            _ = XMLEscaping.append($0, at: place, to: &output)
        }
    }
}

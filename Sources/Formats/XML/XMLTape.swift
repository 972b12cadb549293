/// One step through an XML document.
struct XMLEvent {
    enum Kind: UInt8 {
        /// An element begins. Its attributes follow.
        case start
        /// An attribute of the element that began, with its value.
        case attribute
        /// `xsi:nil="true"` on the element that began.
        case nilMark
        /// The text between two tags.
        case text
        /// A character that XML forbids stood in the element; `name` is its code point.
        case forbidden
        case end
    }

    var kind: Kind
    /// There is an `&` in the text or value.
    var hasAmpersand = false
    /// The name's number in `XMLNames`; -1 where there is none.
    var name: Int32
    /// Where the value lies in the tape's bytes; at a start and an end, where the bytes stood then.
    var offset: Int
    var count: Int
    /// Where the element begins in the file, or the character stands; only at these two, and not at
    /// elements deeper than the parser was asked to place.
    var position = Position()

    struct Position {
        var byte: UInt64 = 0
        var line: UInt32 = 0
    }
}

/// What the parser's callbacks leave behind: steps in order over one buffer of text.
///
/// The callbacks come from C and may neither throw nor call back into generic code; so they only
/// append here, and readers walk over the steps in plain loops.
struct XMLTape: ~Copyable {
    /// Why the parser was stopped by us.
    enum Refusal {
        case doctype
        case depth
        case length
        case names
    }

    /// What libxml2 found wrong first.
    struct Fault {
        var code: Int32
        var message: String
        var line: Int
        var column: Int
        var byte: Int
        /// The parser stood at a byte that is no part of a UTF-8 character.
        var isAtForeignByte: Bool
        /// The parser had no byte left.
        var isAtEnd: Bool
    }

    var events: [XMLEvent] = []
    var bytes: [UInt8] = []
    var names = XMLNames()
    var depth = 0
    var isRootClosed = false
    var rootNamespace: String?
    /// Names are in a namespace, by a prefix or by default.
    var hasNamespaces = false
    var refusal: Refusal?
    var fault: Fault?

    /// False to note of a text no more than whether it has other characters than blanks.
    let keepsText: Bool
    let depthLimit: Int
    let textLimit: Int
    let nameLimit: Int
    /// Where the text that is being gathered begins; -1 when there is none.
    private var textStart = -1
    private var hasAmpersand = false

    init(keepsText: Bool, limits: ReadLimits) {
        self.keepsText = keepsText
        depthLimit = limits.xmlDepth
        textLimit = limits.recordBytes
        nameLimit = limits.columns
    }

    mutating func appendText(_ text: UnsafePointer<UInt8>, count: Int) {
        if textStart < 0 { textStart = bytes.count }
        let piece = UnsafeBufferPointer(start: text, count: count)
        if keepsText {
            bytes.append(contentsOf: piece)
            // An escaped one is a piece for itself.
            if count == 1, text.pointee == 0x26 { hasAmpersand = true }
        } else if bytes.count == textStart, let character = piece.first(where: { $0 > 0x20 }) {
            bytes.append(character)
        }
        if bytes.count - textStart > textLimit { refusal = .length }
    }

    /// Texts come in pieces; one step is made of them when a tag follows.
    mutating func closeText() {
        guard textStart >= 0 else { return }
        events.append(
            XMLEvent(
                kind: .text, hasAmpersand: hasAmpersand, name: -1, offset: textStart,
                count: bytes.count - textStart))
        textStart = -1
        hasAmpersand = false
    }

    /// Forgets all steps, with the text that belongs to them.
    mutating func cutAll() {
        guard let last = events.last else { return }
        _ = cut(events: events.count, bytes: last.offset + last.count)
    }

    /// Forgets the first steps and their text, which is returned. `end` is a step's own offset: the
    /// bytes behind it belong to later steps and stay.
    mutating func cut(events count: Int, bytes end: Int) -> [UInt8] {
        events.removeFirst(count)
        for index in events.indices { events[index].offset -= end }
        if textStart >= 0 { textStart = max(textStart - end, 0) }
        let rest = Array(bytes[end...])
        bytes.removeLast(bytes.count - end)
        defer { bytes = rest }
        return bytes
    }
}

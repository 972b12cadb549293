/// JSON as it is made piece by piece, keys in the order in which they come. What is nil is left
/// out.
struct JSONText {
    private var bytes: [UInt8] = []
    private var open: [Level] = []
    private let isOnOneLine: Bool

    private struct Level {
        var end: UInt8
        var isEmpty = true
    }

    /// On one line for what there is a lot of, else indented for people.
    init(isOnOneLine: Bool = false) { self.isOnOneLine = isOnOneLine }

    /// What was made since the last time.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    mutating func beginObject(_ key: String? = nil) { begin(key, "{", "}") }
    mutating func beginArray(_ key: String? = nil) { begin(key, "[", "]") }

    /// Ends what was begun last.
    mutating func end() {
        guard let level = open.popLast() else {
            preconditionFailure("Every object and array is ended once")
        }
        if !level.isEmpty { breakLine() }
        bytes.append(level.end)
        if open.isEmpty && !isOnOneLine { bytes.append(UInt8(ascii: "\n")) }
    }

    /// Makes room for a value that is put behind by others.
    mutating func beginValue(_ key: String? = nil) {
        if !open.isEmpty {
            if !open[open.count - 1].isEmpty { bytes.append(UInt8(ascii: ",")) }
            breakLine()
            open[open.count - 1].isEmpty = false
        }
        guard let key else { return }
        appendText(key)
        bytes += ": ".utf8
    }

    mutating func add(_ key: String?, _ value: String?) {
        guard let value else { return }
        beginValue(key)
        appendText(value)
    }

    mutating func add(_ key: String?, _ value: Int?) {
        guard let value else { return }
        beginValue(key)
        bytes += String(value).utf8
    }

    mutating func add(_ key: String?, _ value: Bool) {
        beginValue(key)
        bytes += (value ? "true" : "false").utf8
    }

    mutating func add(_ key: String, _ values: [String]) {
        beginArray(key)
        for value in values { add(nil, value) }
        end()
    }

    private mutating func begin(_ key: String?, _ start: Unicode.Scalar, _ end: Unicode.Scalar) {
        beginValue(key)
        bytes.append(UInt8(ascii: start))
        open.append(Level(end: UInt8(ascii: end)))
    }

    private mutating func breakLine() {
        if isOnOneLine {
            if let last = bytes.last, last == UInt8(ascii: ",") { bytes.append(0x20) }
            return
        }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(0x20, count: open.count * 2)
    }

    private mutating func appendText(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case ..<0x20:
                bytes += (byte < 0x10 ? "\\u000" : "\\u00").utf8
                bytes += String(byte, radix: 16).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

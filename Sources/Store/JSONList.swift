/// Texts as a list in JSON, so that one query can ask for all of them.
struct JSONList {
    private var bytes: [UInt8] = []

    init() {}

    init(_ texts: [String]) {
        for text in texts { append(Array(text.utf8)) }
    }

    /// The list of what was appended.
    var text: [UInt8] {
        [UInt8(ascii: "[")] + bytes + [UInt8(ascii: "]")]
    }

    mutating func append(_ text: [UInt8]) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20: appendEscaped(byte)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// JSON takes no control characters, which part the fields of keys.
    private mutating func appendEscaped(_ byte: UInt8) {
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    }
}

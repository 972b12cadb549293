/// Counts the attributes of tags so long that they come in several pieces.
///
/// libxml2 compares each attribute of a tag with all before it, which takes time by the square of
/// their number, before it says for the first time how many there are. So they are counted before
/// it sees them; roughly, because what looks like an attribute in a long text is one here too.
struct XMLAttributeCount {
    /// The most of any tag.
    private(set) var most = 0
    private var ofTag = 0
    /// The last byte that is not blank.
    private var last: UInt8 = 0

    mutating func add(_ piece: UnsafeRawBufferPointer) {
        for byte in piece where byte > 0x20 {
            switch byte {
            case UInt8(ascii: "<"): ofTag = 0
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if last == UInt8(ascii: "=") { ofTag += 1 }
            default: break
            }
            last = byte
            if ofTag > most { most = ofTag }
        }
    }
}

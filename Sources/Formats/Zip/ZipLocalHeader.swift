/// What stands before an entry's content. It repeats the directory, and must not contradict it:
/// readers that trust one or the other would see different archives.
struct ZipLocalHeader {
    private let method: Int
    private let time: Int
    private let checksum: UInt32
    private var packedBytes: Int
    private var unpackedBytes: Int
    private let plainName: [UInt8]
    private let name: [UInt8]
    /// Sizes and checksum may stand behind the content instead, and be zero here.
    private let hasDescriptor: Bool
    /// Where the content begins in the file.
    let contentStart: Int

    private static let fixedBytes = 30

    /// Nil where no header stands or where it contradicts itself.
    init?(in file: ZipFile, at start: Int) {
        let fields = ZipFields(file.bytes(at: start, count: Self.fixedBytes))
        guard fields.count == Self.fixedBytes, fields.isSigned(3, 4) else { return nil }
        hasDescriptor = fields.two(6) & 8 != 0
        method = fields.two(8)
        time = fields.four(10)
        checksum = UInt32(fields.number(14, 4))
        packedBytes = fields.four(18)
        unpackedBytes = fields.four(22)
        let (nameBytes, extraBytes) = (fields.two(26), fields.two(28))
        contentStart = start + Self.fixedBytes + nameBytes + extraBytes
        let names = file.bytes(at: start + Self.fixedBytes, count: nameBytes + extraBytes)
        guard names.count == nameBytes + extraBytes,
            var extra = ZipExtra(names[nameBytes...])
        else { return nil }
        plainName = Array(names[..<nameBytes])
        name = extra.unicodeName(for: plainName) ?? plainName
        for part in [\ZipLocalHeader.unpackedBytes, \.packedBytes]
        where self[keyPath: part] == 0xFFFF_FFFF {
            guard let number = extra.takeLargeNumber() else { return nil }
            self[keyPath: part] = number
        }
    }

    /// What differs from the directory, in a word; nil when they agree.
    func difference(from central: ZipCentralHeader) -> String? {
        if method != central.method { return "compression" }
        if time != central.time { return "date" }
        func agrees(_ number: Int, _ other: Int) -> Bool {
            number == other || hasDescriptor && number == 0
        }
        if !agrees(Int(checksum), Int(central.checksum)) { return "checksum" }
        if !agrees(packedBytes, central.packedBytes) { return "packed size" }
        if !agrees(unpackedBytes, central.unpackedBytes) { return "size" }
        let haveSameNames =
            Self.essence(plainName) == Self.essence(central.plainName)
            && Self.essence(name) == Self.essence(central.name)
        return haveSameNames ? nil : "name"
    }

    /// The letters and digits of ASCII: tools write separators and other alphabets differently in
    /// the two places.
    private static func essence(_ name: [UInt8]) -> [UInt8] {
        name.filter { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: false
            }
        }
    }
}

/// What an archive's directory says of one entry, before it is checked.
struct ZipCentralHeader {
    var flags: Int
    var method: Int
    /// The format's date and time, only ever compared.
    var time: Int
    var checksum: UInt32
    var packedBytes: Int
    var unpackedBytes: Int
    /// The name as it stands there, in whatever code page.
    var plainName: [UInt8]
    /// The name, in UTF-8 where the directory has that too.
    var name: [UInt8]
    /// The permissions and the kind of a file on Unix.
    var unixMode: Int
    /// Where the entry's own header begins, counted from the start of the archive.
    var headerOffset: Int
    /// The bytes that the header takes in the directory.
    var length: Int

    private static let fixedBytes = 46

    /// Nil where no header stands or where it contradicts itself.
    init?(_ directory: ArraySlice<UInt8>) {
        let fields = ZipFields(directory)
        guard fields.count >= Self.fixedBytes, fields.isSigned(1, 2) else { return nil }
        let nameEnd = Self.fixedBytes + fields.two(28)
        let extraEnd = nameEnd + fields.two(30)
        length = extraEnd + fields.two(32)
        guard length <= fields.count else { return nil }
        flags = fields.two(8)
        method = fields.two(10)
        time = fields.four(12)
        checksum = UInt32(fields.number(16, 4))
        packedBytes = fields.four(20)
        unpackedBytes = fields.four(24)
        unixMode = fields.two(40)
        headerOffset = fields.four(42)
        let start = directory.startIndex
        plainName = Array(directory[start + Self.fixedBytes..<start + nameEnd])
        guard var extra = ZipExtra(directory[start + nameEnd..<start + extraEnd]) else {
            return nil
        }
        name = extra.unicodeName(for: plainName) ?? plainName
        for part in [\ZipCentralHeader.unpackedBytes, \.packedBytes, \.headerOffset]
        where self[keyPath: part] == 0xFFFF_FFFF {
            guard let number = extra.takeLargeNumber(), number < .max else { return nil }
            self[keyPath: part] = number
        }
    }
}

import CISAL

/// What an archive's directory says of one entry, before it is checked.
struct ZipCentralHeader {
    var flags: Int
    var method: Int
    var checksum: UInt32
    var packedBytes: Int
    var unpackedBytes: Int
    /// The name as it stands there.
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
        checksum = UInt32(fields.number(16, 4))
        packedBytes = fields.four(20)
        unpackedBytes = fields.four(24)
        unixMode = fields.two(40)
        headerOffset = fields.four(42)
        let start = directory.startIndex
        name = Array(directory[start + Self.fixedBytes..<start + nameEnd])
        guard readExtra(directory[start + nameEnd..<start + extraEnd]) else { return nil }
    }

    /// Extra fields: an id, a length and that many bytes each.
    private mutating func readExtra(_ extra: ArraySlice<UInt8>) -> Bool {
        var rest = extra
        while rest.count >= 4 {
            let fields = ZipFields(rest)
            guard 4 + fields.two(2) <= rest.count else { return false }
            let body = rest.dropFirst(4).prefix(fields.two(2))
            if fields.two(0) == 1, !readLargeNumbers(body) { return false }
            if fields.two(0) == 0x7075 { readUnicodeName(body) }
            rest = rest.dropFirst(4 + body.count)
        }
        return ![packedBytes, unpackedBytes, headerOffset].contains(Int.max)
    }

    /// The 64-bit numbers of those that do not fit into 32 bits, in this order.
    private mutating func readLargeNumbers(_ body: ArraySlice<UInt8>) -> Bool {
        var rest = body
        func next() -> Int? {
            guard rest.count >= 8 else { return nil }
            defer { rest = rest.dropFirst(8) }
            return ZipFields(rest).eight(0)
        }
        for part in [\ZipCentralHeader.unpackedBytes, \.packedBytes, \.headerOffset]
        where self[keyPath: part] == 0xFFFF_FFFF {
            guard let number = next() else { return false }
            self[keyPath: part] = number
        }
        return true
    }

    /// The name in UTF-8, valid as long as the name beside it is the one that it was made for.
    private mutating func readUnicodeName(_ body: ArraySlice<UInt8>) {
        let fields = ZipFields(body)
        guard fields.count > 5, fields.number(0, 1) == 1 else { return }
        if fields.number(1, 4) == UInt64(crc32_gzip_refl(0, name, UInt64(name.count))) {
            name = Array(body.dropFirst(5))
        }
    }
}

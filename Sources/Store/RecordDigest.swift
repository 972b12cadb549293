import Records

/// A number of 128 bits that stands for a text or a record: equal ones have equal digests, and
/// different ones have different digests but for a chance that does not matter.
struct RecordDigest: Equatable {
    var low: UInt64 = 0
    var high: UInt64 = 0

    static let byteCount = 16

    /// MurmurHash3 x64 128 by Austin Appleby, in the public domain; the same on every machine.
    /// https://github.com/aappleby/smhasher
    init(_ text: UnsafeBufferPointer<UInt8>, seed: UInt64) {
        let (c1, c2): (UInt64, UInt64) = (0x87C3_7B91_1142_53D5, 0x4CF5_AD43_2745_937F)
        var (h1, h2) = (seed, seed)
        let bytes = UnsafeRawBufferPointer(text)
        var offset = 0
        while offset + 16 <= bytes.count {
            let k1 = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            let k2 = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self).littleEndian
            h1 ^= Self.rotate(k1 &* c1, by: 31) &* c2
            h1 = (Self.rotate(h1, by: 27) &+ h2) &* 5 &+ 0x52DC_E729
            h2 ^= Self.rotate(k2 &* c2, by: 33) &* c1
            h2 = (Self.rotate(h2, by: 31) &+ h1) &* 5 &+ 0x3849_5AB5
            offset += 16
        }
        var (k1, k2): (UInt64, UInt64) = (0, 0)
        for index in offset..<bytes.count {
            let byte = UInt64(bytes[index])
            let place = index - offset
            if place < 8 {
                k1 |= byte << UInt64(8 * place)
            } else {
                k2 |= byte << UInt64(8 * place - 64)
            }
        }
        h2 ^= Self.rotate(k2 &* c2, by: 33) &* c1
        h1 ^= Self.rotate(k1 &* c1, by: 31) &* c2
        h1 ^= UInt64(bytes.count)
        h2 ^= UInt64(bytes.count)
        h1 &+= h2
        h2 &+= h1
        h1 = Self.mix(h1)
        h2 = Self.mix(h2)
        low = h1 &+ h2
        high = h2 &+ low
    }

    init() {}

    /// The digest of one row: the sum over its fields, so that their order does not matter. Absent
    /// fields count nothing; null and empty text count differently.
    init(
        row: Int, of batch: borrowing RecordBatch, _ bytes: UnsafeBufferPointer<UInt8>,
        seeds: [UInt64]
    ) {
        for column in seeds.indices {
            let cell = batch.columns[column].cells[row]
            if cell.isAbsent { continue }
            let seed = cell.isNull ? ~seeds[column] : seeds[column]
            let part = RecordDigest(UnsafeBufferPointer(rebasing: bytes[cell.range]), seed: seed)
            low &+= part.low
            high &+= part.high
        }
    }

    /// What a field's name contributes, whatever the case of the name.
    static func seed(of name: String) -> UInt64 {
        Array(name.foldedName.utf8).withUnsafeBufferPointer { RecordDigest($0, seed: 0).low }
    }

    /// The 16 bytes in the order in which they are stored.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeBytes(of: (low.littleEndian, high.littleEndian), body)
    }

    /// True when these are the stored bytes of this digest.
    func isStored(in bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count == Self.byteCount
            && bytes.loadUnaligned(as: UInt64.self).littleEndian == low
            && bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian == high
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, by count: UInt64) -> UInt64 {
        value << count | value >> (64 - count)
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        var value = value
        value ^= value >> 33
        value &*= 0xFF51_AFD7_ED55_8CCD
        value ^= value >> 33
        value &*= 0xC4CE_B9FE_1A85_EC53
        return value ^ value >> 33
    }
}

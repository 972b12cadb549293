/// MurmurHash3 in its form for 64-bit machines with 128 bits of result (Austin Appleby, public
/// domain), seed 0: the same on every machine, fast, and not made to withstand an attacker.
///
/// It takes whole blocks of 16 bytes; the last one is padded by who calls.
struct Murmur {
    private var high: UInt64 = 0
    private var low: UInt64 = 0
    private var count: UInt64 = 0

    private static let first: UInt64 = 0x87c3_7b91_1142_53d5
    private static let second: UInt64 = 0x4cf5_ad43_2745_937f

    @inline(__always)
    mutating func mix(_ one: UInt64, _ other: UInt64) {
        high ^= Murmur.scramble(one, Murmur.first, 31, Murmur.second)
        high = (Murmur.rotate(high, 27) &+ low) &* 5 &+ 0x52dc_e729
        low ^= Murmur.scramble(other, Murmur.second, 33, Murmur.first)
        low = (Murmur.rotate(low, 31) &+ high) &* 5 &+ 0x3849_5ab5
        count &+= 16
    }

    /// Mixes a text in; its last block is filled up with zeros.
    @inline(__always)
    mutating func mix(_ start: UnsafeRawPointer, count: Int) {
        var offset = 0
        while count &- offset >= 16 {
            let one = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let other = start.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
            mix(UInt64(littleEndian: one), UInt64(littleEndian: other))
            offset &+= 16
        }
        let rest = count &- offset
        if rest == 0 { return }
        let one = Murmur.load(start + offset, count: min(rest, 8))
        let other = rest > 8 ? Murmur.load(start + offset + 8, count: rest &- 8) : 0
        mix(one, other)
    }

    /// The result over all blocks.
    @inline(__always)
    consuming func finish() -> Fingerprint {
        Murmur.finish(high ^ count, low ^ count)
    }

    /// Spreads 128 bits over each other; no two different ones give the same.
    @inline(__always)
    static func finish(_ high: UInt64, _ low: UInt64) -> Fingerprint {
        var high = high &+ low
        var low = low &+ high
        high = avalanche(high)
        low = avalanche(low)
        high = high &+ low
        return Fingerprint(high: high, low: low &+ high)
    }

    /// One to eight bytes as the low bytes of a number, in at most three loads.
    @inline(__always)
    static func load(_ start: UnsafeRawPointer, count: Int) -> UInt64 {
        if count == 8 {
            return UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
        }
        if count >= 4 {
            let front = UInt32(littleEndian: start.loadUnaligned(as: UInt32.self))
            let back = UInt32(
                littleEndian: start.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
            return UInt64(front) | UInt64(back) &<< UInt64(8 &* (count &- 4))
        }
        // One to three bytes: for one, all three loads are of it; for two, the last two.
        let front = UInt64(start.load(as: UInt8.self))
        let middle = UInt64(start.load(fromByteOffset: count &>> 1, as: UInt8.self))
        let back = UInt64(start.load(fromByteOffset: count &- 1, as: UInt8.self))
        return front | middle &<< UInt64(8 &* (count &>> 1)) | back &<< UInt64(8 &* (count &- 1))
    }

    @inline(__always)
    private static func scramble(
        _ value: UInt64, _ before: UInt64, _ turn: UInt64, _ after: UInt64
    ) -> UInt64 {
        rotate(value &* before, turn) &* after
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
        value &<< count | value &>> (64 &- count)
    }

    @inline(__always)
    private static func avalanche(_ value: UInt64) -> UInt64 {
        var value = value
        value ^= value &>> 33
        value = value &* 0xff51_afd7_ed55_8ccd
        value ^= value &>> 33
        value = value &* 0xc4ce_b9fe_1a85_ec53
        return value ^ value &>> 33
    }
}

/// 128 bits that stand for a text or a record.
struct Fingerprint: Equatable {
    var high: UInt64
    var low: UInt64

    /// The 16 bytes, the same on every machine, for the length of the call.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: (high.littleEndian, low.littleEndian), body)
    }
}

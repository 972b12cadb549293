/// The names of elements and attributes as small numbers.
///
/// libxml2 keeps each name once, so a name's address stands for it as long as the parser lives. The
/// table is searched once a tag, by open addressing, without making a text.
struct XMLNames {
    /// The names in the order of their first use.
    private(set) var texts: [String] = []
    private var addresses: [UnsafePointer<UInt8>?] = Array(repeating: nil, count: 256)
    private var numbers: [Int32] = Array(repeating: 0, count: 256)

    mutating func number(of name: UnsafePointer<UInt8>) -> Int32 {
        var slot = Self.slot(of: name, in: addresses.count)
        while let address = addresses[slot] {
            if address == name { return numbers[slot] }
            slot = (slot &+ 1) & (addresses.count - 1)
        }
        return insert(name, at: slot)
    }

    @inline(never)
    private mutating func insert(_ name: UnsafePointer<UInt8>, at slot: Int) -> Int32 {
        let number = Int32(texts.count)
        texts.append(String(cString: name))
        addresses[slot] = name
        numbers[slot] = number
        if texts.count * 2 > addresses.count { grow() }
        return number
    }

    private mutating func grow() {
        let known = zip(addresses, numbers)
        let capacity = addresses.count * 2
        addresses = Array(repeating: nil, count: capacity)
        var placed = [Int32](repeating: 0, count: capacity)
        for case (let address?, let number) in known {
            var slot = Self.slot(of: address, in: capacity)
            while addresses[slot] != nil { slot = (slot + 1) & (capacity - 1) }
            addresses[slot] = address
            placed[slot] = number
        }
        numbers = placed
    }

    private static func slot(of name: UnsafePointer<UInt8>, in capacity: Int) -> Int {
        let address = UInt(bitPattern: name)
        return Int(truncatingIfNeeded: (address &* 0x9E37_79B9_7F4A_7C15) >> 32) & (capacity - 1)
    }
}

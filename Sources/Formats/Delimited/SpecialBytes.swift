import CSystem

/// Goes through the bytes that mean something in delimited text, from one to the next.
///
/// The scanner looks at one window at a time, so that its index stays small and in the cache
/// however many bytes there are.
struct SpecialBytes {
    private static let window = 32 << 10
    /// How many entries the index must have room for.
    static let indexRoom = window + Int(P2C_SCAN_SLACK)

    private let bytes: UnsafePointer<UInt8>
    private let count: Int
    private let delimiter: UInt8
    private let qualifier: UInt8
    private let index: UnsafeMutablePointer<UInt32>
    /// The window that is in the index.
    private var windowStart = 0
    private var windowEnd = 0
    /// How many entries the index has, and how many of them are used.
    private var indexed = 0
    private var used = 0
    /// There is a byte outside ASCII in the windows so far.
    private(set) var hasNonASCII = false

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, plan: CutPlan, index: UnsafeMutablePointer<UInt32>
    ) {
        self.bytes = bytes.baseAddress!
        count = bytes.count
        delimiter = plan.delimiter
        qualifier = plan.qualifier
        self.index = index
    }

    /// The offset of the next special byte; the count of all bytes when there is none.
    @inline(__always)
    mutating func next() -> Int {
        if used == indexed, !scanWindow() { return count }
        let at = Int(index[used])
        used &+= 1
        return at
    }

    /// The next special byte is the first at or behind `position`, which `next` has passed.
    mutating func goBack(to position: Int) {
        if position < windowStart {
            windowEnd = position
            used = 0
            indexed = 0
        }
        // A hostile file makes us go back on every line: not by scanning the window again.
        while used > 0, index[used &- 1] >= position { used &-= 1 }
    }

    /// Scans on until there is a special byte. False at the end of the bytes.
    @inline(never)
    private mutating func scanWindow() -> Bool {
        while windowEnd < count {
            windowStart = windowEnd
            let size = min(SpecialBytes.window, count - windowStart)
            indexed = Int(
                p2c_scan(
                    bytes + windowStart, size, UInt32(windowStart), delimiter, qualifier, index,
                    &hasNonASCII))
            windowEnd += size
            used = 0
            if indexed > 0 { return true }
        }
        return false
    }
}

import Records

/// UTF-16 text as UTF-8.
final class UTF16Bytes: ByteSource {
    private let source: any ByteSource
    private let isBigEndian: Bool
    private let file: String
    private var units = [UInt8](repeating: 0, count: 32 << 10)
    private var unitsCount = 0
    /// UTF-8 that did not fit into the caller's buffer.
    private var ready: [UInt8] = []
    private var readyStart = 0
    private var consumed = 0

    init(_ source: any ByteSource, isBigEndian: Bool, file: String) {
        self.source = source
        self.isBigEndian = isBigEndian
        self.file = file
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        while readyStart == ready.count {
            guard try refill() else { return 0 }
        }
        let count = min(buffer.count, ready.count - readyStart)
        buffer.copyBytes(from: ready[readyStart..<readyStart + count])
        readyStart += count
        return count
    }

    /// Reads and converts some text. Returns false at the end.
    private func refill() throws(FormatError) -> Bool {
        let got = try source.read(into: &units, from: unitsCount)
        unitsCount += got
        ready.removeAll(keepingCapacity: true)
        readyStart = 0
        if got == 0 {
            guard unitsCount == 0 else { throw broken("The file ends inside a character") }
            return false
        }
        let used = try convert()
        units.replaceSubrange(0..<unitsCount - used, with: units[used..<unitsCount])
        unitsCount -= used
        consumed += used
        return true
    }

    /// Converts whole characters of `units` and returns how many bytes they took.
    private func convert() throws(FormatError) -> Int {
        var index = 0
        while index + 1 < unitsCount {
            let unit = self.unit(at: index)
            if unit & 0xF800 != 0xD800 {
                append(UInt32(unit))
                index += 2
                continue
            }
            guard index + 3 < unitsCount else {
                guard unit < 0xDC00 else { throw unpaired(at: index) }
                break
            }
            let low = self.unit(at: index + 2)
            guard unit < 0xDC00, low & 0xFC00 == 0xDC00 else { throw unpaired(at: index) }
            append(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF)))
            index += 4
        }
        return index
    }

    private func unit(at index: Int) -> UInt16 {
        let first = UInt16(units[index])
        let second = UInt16(units[index + 1])
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    private func append(_ scalar: UInt32) {
        if scalar < 0x80 {
            ready.append(UInt8(scalar))
        } else if let scalar = Unicode.Scalar(scalar) {
            ready.append(contentsOf: UTF8.encode(scalar)!)
        }
    }

    private func unpaired(at index: Int) -> FormatError {
        broken("Half a UTF-16 surrogate pair stands alone", at: index)
    }

    private func broken(_ detail: String, at index: Int = 0) -> FormatError {
        FormatError(Issue(.xmlEncoding, detail, file: file, byte: consumed + index))
    }
}

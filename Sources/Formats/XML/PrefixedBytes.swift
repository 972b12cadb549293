/// Bytes that were read ahead, then the rest of the source that they came from.
final class PrefixedBytes: ByteSource {
    private let prefix: [UInt8]
    private var position: Int
    private let rest: any ByteSource

    init(_ prefix: [UInt8], from start: Int = 0, then rest: any ByteSource) {
        self.prefix = prefix
        position = start
        self.rest = rest
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        guard position < prefix.count else { return try rest.read(into: buffer) }
        let count = min(buffer.count, prefix.count - position)
        buffer.copyBytes(from: prefix[position..<position + count])
        position += count
        return count
    }
}

extension ByteSource {
    /// Reads until the count is reached or the source ends.
    func readAhead(_ count: Int) throws(FormatError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = try read(into: &bytes, from: filled)
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    /// Fills the array from an index on. Returns how many bytes; 0 only at the end.
    func read(into bytes: inout [UInt8], from start: Int) throws(FormatError) -> Int {
        var count = 0
        var failure: FormatError?
        bytes.withUnsafeMutableBytes { buffer in
            do throws(FormatError) {
                count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
            } catch { failure = error }
        }
        if let failure { throw failure }
        return count
    }
}

import Formats
import Records

/// What libFuzzer made up: first some bytes that choose how it is read, then what is read.
public struct FuzzInput {
    private var bytes: ArraySlice<UInt8>

    public init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
        bytes = Array(UnsafeBufferPointer(start: start, count: count))[...]
    }

    /// The next byte; 0 at the end.
    public mutating func byte() -> Int { Int(bytes.popFirst() ?? 0) }

    public mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[byte() % elements.count]
    }

    public mutating func flag() -> Bool { byte() % 2 == 1 }

    /// The next bytes, fewer at the end.
    public mutating func take(_ count: Int) -> [UInt8] {
        let taken = Array(bytes.prefix(count))
        bytes = bytes.dropFirst(count)
        return taken
    }

    public var isAtEnd: Bool { bytes.isEmpty }
    /// Everything that is left.
    public var rest: [UInt8] { Array(bytes) }
}

/// Bytes in memory that come in pieces of these sizes, over and over.
package final class UnevenBytes: ByteSource {
    private let bytes: [UInt8]
    private let sizes: [Int]
    private var position = 0
    private var turn = 0

    package init(_ bytes: [UInt8], sizes: [Int]) {
        self.bytes = bytes
        self.sizes = sizes
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, max(1, sizes[turn % sizes.count]), bytes.count - position)
        turn += 1
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

/// Ends the run with the input as a find.
package func require(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    if !holds { fatalError(sentence()) }
}

extension ReadLimits {
    /// Small, so that inputs of some kilobytes reach every one of them.
    package static let small: ReadLimits = {
        var limits = ReadLimits()
        limits.recordBytes = 4_096
        limits.columns = 64
        limits.unpackedBytes = 1 << 20
        limits.zipEntries = 64
        return limits
    }()
}

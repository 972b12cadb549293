/// Bytes that are in memory already.
package final class MemoryBytes: ByteSource {
    private let bytes: [UInt8]
    private let chunkSize: Int
    private var position = 0

    /// Every read returns at most `chunkSize` bytes, so that a reader can be shown any cut.
    package init(_ bytes: [UInt8], chunkSize: Int = .max) {
        precondition(chunkSize > 0, "A chunk has at least one byte")
        self.bytes = bytes
        self.chunkSize = chunkSize
    }

    /// The text in UTF-8.
    package convenience init(_ text: String, chunkSize: Int = .max) {
        self.init(Array(text.utf8), chunkSize: chunkSize)
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, chunkSize, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

/// Keeps in memory what is written to it.
package final class MemorySink: ByteSink {
    private(set) package var bytes: [UInt8] = []
    private(set) package var isFinished = false

    package init() {}

    package func write(_ bytes: UnsafeRawBufferPointer) {
        self.bytes.append(contentsOf: bytes)
    }

    package func finish() {
        isFinished = true
    }
}

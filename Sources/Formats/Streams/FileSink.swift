import Glibc
import Records

/// Writes to an open file: small pieces through a buffer, large ones at once, because to copy them
/// costs more than a system call. It never calls fsync: who publishes the file does.
package final class FileSink: ByteSink {
    private let descriptor: Int32
    private let name: String
    private let closesDescriptor: Bool
    private let bufferSize: Int
    private var buffer: [UInt8] = []
    /// True when whoever read the other end of the pipe has gone, and nobody needs more.
    private(set) package var hasNoReader = false

    /// `name` stands in messages. Closes the descriptor when it goes away only if told so.
    package init(
        descriptor: Int32, name: String, closesDescriptor: Bool = false, bufferSize: Int = 64 << 10
    ) {
        self.descriptor = descriptor
        self.name = name
        self.closesDescriptor = closesDescriptor
        self.bufferSize = bufferSize
        buffer.reserveCapacity(bufferSize)
    }

    deinit {
        if closesDescriptor { close(descriptor) }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
        if buffer.count + bytes.count > bufferSize { try flush() }
        if bytes.count > bufferSize {
            try writeThrough(bytes)
        } else {
            buffer.append(contentsOf: bytes)
        }
    }

    package func finish() throws(FormatError) {
        try flush()
    }

    private func flush() throws(FormatError) {
        var failure: FormatError?
        buffer.withUnsafeBytes { bytes in
            do throws(FormatError) { try writeThrough(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        buffer.removeAll(keepingCapacity: true)
    }

    private func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                continue
            }
            let code = errno
            if code == EINTR { continue }
            hasNoReader = code == EPIPE
            throw FormatError(
                Issue(.cannotWriteFile, "writing failed: \(systemText(of: code))", file: name))
        }
    }
}

import Glibc
import Records

/// The bytes of an open file.
package final class FileBytes: ByteSource {
    private let descriptor: Int32
    private let name: String
    private let closesDescriptor: Bool
    /// Where to read next; nil for what cannot be read at a position, such as a pipe.
    private var offset: Int?

    /// `name` stands in messages. With an `offset` the file is read from there and the descriptor's
    /// own position is neither used nor moved, so that several can read one descriptor. Closes the
    /// descriptor when it goes away only if told so.
    package init(
        descriptor: Int32, name: String, offset: Int? = nil, closesDescriptor: Bool = false
    ) {
        self.descriptor = descriptor
        self.name = name
        self.offset = offset
        self.closesDescriptor = closesDescriptor
    }

    deinit {
        if closesDescriptor { close(descriptor) }
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        precondition(!buffer.isEmpty, "A read needs room for at least one byte")
        while true {
            let count = readOnce(into: buffer)
            if count >= 0 {
                offset? += count
                return count
            }
            let code = errno
            if code == EINTR { continue }
            throw FormatError(
                Issue(.cannotReadFile, "reading failed: \(systemText(of: code))", file: name))
        }
    }

    private func readOnce(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let offset else { return Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
        return pread(descriptor, buffer.baseAddress, buffer.count, offset)
    }
}

/// What the system calls an error number: `No space left on device`.
func systemText(of code: Int32) -> String {
    String(cString: strerror(code))
}

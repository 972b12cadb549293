/// Bytes that arrive in order: a file, an entry of a zip, a text being transcoded.
package protocol ByteSource: AnyObject {
    /// Fills the buffer from its start with up to its size of bytes. Returns how many; 0 only at the
    /// end. The buffer must not be empty.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int
}

/// Where bytes go in order: a file, an entry of a zip.
package protocol ByteSink: AnyObject {
    /// Takes all bytes or throws.
    func write(_ bytes: UnsafeRawBufferPointer) throws(FormatError)
    /// Completes what was written. Called once, after the last write.
    func finish() throws(FormatError)
}

extension ByteSink {
    package func write(_ bytes: [UInt8]) throws(FormatError) {
        var failure: FormatError?
        bytes.withUnsafeBytes { buffer in
            do throws(FormatError) { try write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}

/// A source to which bytes that were read can be given back, to be read again.
///
/// A reader takes a chunk, uses whole records of it and gives back the rest; one that looks at the
/// first bytes of a file gives them back to whoever reads the file.
package final class RewindableBytes: ByteSource {
    private let source: any ByteSource
    private var returned: [UInt8] = []
    private var position = 0

    package init(_ source: any ByteSource) {
        self.source = source
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        guard position < returned.count else { return try source.read(into: buffer) }
        let count = min(buffer.count, returned.count - position)
        buffer.copyBytes(from: returned[position..<position + count])
        position += count
        return count
    }

    /// The next reads return these bytes, which must be the last ones that were read.
    ///
    /// Costs no copy when they came from what was given back before, so that a long stretch can be
    /// used up in small pieces.
    package func giveBack(_ bytes: ArraySlice<UInt8>) {
        if position < returned.count {
            precondition(bytes.count <= position, "Only what was read can be given back")
            position -= bytes.count
        } else {
            returned = Array(bytes)
            position = 0
        }
    }
}

extension ByteSource {
    /// Reads until the buffer is full or the source ends, and returns how many bytes it has.
    package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        var count = 0
        while count < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            let more = try read(into: rest)
            if more == 0 { break }
            count += more
        }
        return count
    }
}

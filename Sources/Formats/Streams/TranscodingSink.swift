import Records

/// Takes UTF-8 and passes it on in another encoding. A character that the encoding lacks throws.
package final class TranscodingSink: ByteSink {
    private let sink: any ByteSink
    private let name: String
    private let encoding: TextEncoding
    private var converter: any TextConverter
    /// The beginning of a character whose end the next write brings.
    private var rest: [UInt8] = []
    private var output = [UInt8](repeating: 0, count: 64 << 10)

    /// `name` stands in messages. Throws when the encoding is not known.
    package init(
        _ sink: any ByteSink, to encoding: TextEncoding, name: String
    ) throws(FormatError) {
        self.sink = sink
        self.name = name
        self.encoding = encoding
        guard let converter = encoding.makeEncoder() else {
            throw encoding.unknownError(file: name)
        }
        self.converter = converter
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
        var pending = bytes
        while !rest.isEmpty, let byte = pending.first {
            rest.append(byte)
            pending = UnsafeRawBufferPointer(rebasing: pending.dropFirst())
            rest.removeFirst(try convert(rest))
        }
        let used = try convert(pending)
        if used < pending.count { rest = Array(pending[used...]) }
    }

    package func finish() throws(FormatError) {
        precondition(rest.isEmpty, "What is written is whole characters of UTF-8")
        let count = output.withUnsafeMutableBytes { converter.finish(into: $0) }
        try pass(count)
        try sink.finish()
    }

    private func convert(_ bytes: [UInt8]) throws(FormatError) -> Int {
        var result: Result<Int, FormatError> = .success(0)
        bytes.withUnsafeBytes { buffer in
            do throws(FormatError) {
                result = .success(try convert(buffer))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    /// Converts and passes on what is whole, and returns how many bytes that was.
    private func convert(_ bytes: UnsafeRawBufferPointer) throws(FormatError) -> Int {
        var used = 0
        while used < bytes.count {
            let input = UnsafeRawBufferPointer(rebasing: bytes[used...])
            let step = output.withUnsafeMutableBytes { converter.convert(input, into: $0) }
            try pass(step.produced)
            used += step.consumed
            if step.end == .invalid {
                throw lacking(UnsafeRawBufferPointer(rebasing: bytes[used...]))
            }
            if step.end == .inputUsed { break }
        }
        return used
    }

    private func pass(_ count: Int) throws(FormatError) {
        var failure: FormatError?
        output.withUnsafeBytes { bytes in
            let produced = UnsafeRawBufferPointer(rebasing: bytes[..<count])
            do throws(FormatError) { try sink.write(produced) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func lacking(_ bytes: UnsafeRawBufferPointer) -> FormatError {
        FormatError(Issue(.characterNotInCodePage, encoding.lackDetail(bytes), file: name))
    }
}

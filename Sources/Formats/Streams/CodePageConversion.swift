import Glibc

/// Any conversion that iconv knows.
final class CodePageConverter: TextConverter {
    private let conversion: iconv_t

    /// Nil when iconv does not know one of the names. A name with a slash would ask iconv to drop
    /// or replace characters, and no name for the locale's own: both are taken for unknown.
    init?(from source: String, to destination: String) {
        guard [source, destination].allSatisfy({ !$0.isEmpty && !$0.contains("/") }) else {
            return nil
        }
        guard let opened = iconv_open(destination, source), Int(bitPattern: opened) != -1 else {
            return nil
        }
        conversion = opened
    }

    deinit { iconv_close(conversion) }

    func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> ConversionStep {
        var from = UnsafeMutableRawPointer(mutating: input.baseAddress)?
            .assumingMemoryBound(to: CChar.self)
        var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var unused = input.count
        var room = output.count
        let result = iconv(conversion, &from, &unused, &to, &room)
        let code = errno
        return ConversionStep(
            consumed: input.count - unused, produced: output.count - room,
            end: result == -1 ? end(of: code) : .inputUsed)
    }

    func finish(into output: UnsafeMutableRawBufferPointer) -> Int {
        var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = output.count
        _ = iconv(conversion, nil, nil, &to, &room)
        return output.count - room
    }

    private func end(of code: Int32) -> ConversionStep.End {
        switch code {
        case E2BIG: .outputFull
        case EINVAL: .inputUsed
        default: .invalid
        }
    }
}

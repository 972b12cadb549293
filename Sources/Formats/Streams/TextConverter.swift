/// How far one step of a conversion came.
struct ConversionStep: Equatable {
    enum End {
        /// All input is used but for an unfinished character at its end.
        case inputUsed
        case outputFull
        /// What follows the consumed input cannot be converted.
        case invalid
    }

    var consumed: Int
    var produced: Int
    var end: End
}

/// Converts a stretch of text from one encoding to another.
protocol TextConverter {
    /// Converts whole characters until the input is used or the output is full. The output has room
    /// for 16 bytes at least.
    mutating func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> ConversionStep

    /// Writes what the encoding wants at the end, such as a return to its first shift state, and
    /// returns how many bytes that takes.
    mutating func finish(into output: UnsafeMutableRawBufferPointer) -> Int
}

extension TextConverter {
    mutating func finish(into output: UnsafeMutableRawBufferPointer) -> Int { 0 }
}

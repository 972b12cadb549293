import Records

@testable import Formats

/// A text of any length that takes no memory: a start, a piece many times over, an end.
final class RepeatedBytes: ByteSource {
    private let parts: [(bytes: [UInt8], times: Int)]
    private var part = 0
    private var time = 0
    private var position = 0
    /// How many bytes were taken so far.
    private(set) var taken = 0

    init(_ start: String, repeating piece: String, times: Int, then end: String = "") {
        // A long piece fills a buffer in few steps.
        let grouped = max(1, min(times, 4_096 / max(1, piece.utf8.count)))
        let group = Array(String(repeating: piece, count: grouped).utf8)
        parts = [
            (Array(start.utf8), 1), (group, times / grouped),
            (Array(String(repeating: piece, count: times % grouped).utf8), 1),
            (Array(end.utf8), 1),
        ]
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < buffer.count, part < parts.count {
            let (bytes, times) = parts[part]
            guard time < times, position < bytes.count else {
                position = 0
                time = time + 1 < times && !bytes.isEmpty ? time + 1 : 0
                if time == 0 { part += 1 }
                continue
            }
            let count = min(buffer.count - filled, bytes.count - position)
            UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + count])
                .copyBytes(from: bytes[position..<position + count])
            position += count
            filled += count
        }
        taken += filled
        return filled
    }
}

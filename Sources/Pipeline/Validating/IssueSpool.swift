import Folders
import Formats

/// Keeps the texts of issues until their document is written: the first ones in memory, many in a
/// temporary file. A million issues take no more memory than some thousand.
final class IssueSpool {
    private let folder: String
    private var buffer: [UInt8] = []
    private var file: TemporaryFile?
    private var failure: FoldersError?

    private static let mostInMemory = 1 << 20

    /// The folder is for the temporary file.
    init(temporaryFolder: String) { folder = temporaryFolder }

    /// How many bytes came.
    var count: Int { (file?.count ?? 0) + buffer.count }

    /// Takes the bytes. What goes wrong is told by `check`, because issues are noted where nothing
    /// can fail.
    func append(_ bytes: [UInt8]) {
        buffer += bytes
        guard buffer.count > Self.mostInMemory, failure == nil else { return }
        do throws(FoldersError) { try spill() } catch { failure = error }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Throws when something that came is lost.
    func check() throws(FoldersError) {
        if let failure { throw failure }
    }

    private func spill() throws(FoldersError) {
        if file == nil { file = try TemporaryFile(in: folder) }
        try file?.append(buffer)
    }

    /// Writes a part of what came.
    func copy(_ range: Range<Int>, to sink: any ByteSink) throws {
        try check()
        let inFile = file?.count ?? 0
        var start = range.lowerBound
        while let file, start < min(range.upperBound, inFile) {
            let part = try file.read(
                from: start, count: min(Self.mostInMemory, min(range.upperBound, inFile) - start))
            try sink.write(part)
            start += part.count
        }
        guard start < range.upperBound else { return }
        try sink.write(Array(buffer[(start - inFile)..<(range.upperBound - inFile)]))
    }
}

import Formats
import Foundation
import Records

/// Bytes in memory, given out in pieces of at most a given size.
final class PiecewiseBytes: ByteSource {
    private let bytes: [UInt8]
    private let pieceSize: Int
    private var position = 0

    init(_ bytes: some Sequence<UInt8>, pieces pieceSize: Int = .max) {
        self.bytes = Array(bytes)
        self.pieceSize = pieceSize
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        let count = min(buffer.count, pieceSize, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

/// Keeps what is written to it.
final class KeptBytes: ByteSink {
    private(set) var bytes: [UInt8] = []
    private(set) var isFinished = false

    func write(_ piece: UnsafeRawBufferPointer) throws(FormatError) { bytes += piece }
    func finish() throws(FormatError) { isFinished = true }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension ByteSource {
    /// Everything that is left, read by buffers of a given size.
    func readAll(bufferSize: Int = 10_000) throws(FormatError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 16)
        defer { buffer.deallocate() }
        var bytes: [UInt8] = []
        while true {
            let count = try read(into: buffer)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}

/// A folder that is removed when the test ends.
final class TemporaryFolder {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "p2c-tests-" + UUID().uuidString
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and returns its path.
    func file(_ name: String, _ bytes: some Sequence<UInt8>) -> String {
        let file = path + "/" + name
        _ = FileManager.default.createFile(atPath: file, contents: Foundation.Data(bytes))
        return file
    }
}

/// The issue of the error that the work throws; nil when it throws none.
func issue(of work: () throws -> Void) -> Issue? {
    do {
        try work()
        return nil
    } catch let error as FormatError {
        return error.issue
    } catch {
        return nil
    }
}

/// The folder of packages made by others, where it is there.
enum SharedFiles {
    static let folder: String? = {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        var candidate = tests
        for _ in 0..<6 {
            candidate.deleteLastPathComponent()
            let shared = candidate.appendingPathComponent("shared")
            if FileManager.default.fileExists(atPath: shared.path + "/samples") {
                return shared.path
            }
        }
        return nil
    }()

    static func files(under sub: String, suffixes: [String]) -> [String] {
        guard let folder else { return [] }
        let root = folder + "/" + sub
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.sorted().filter { name in suffixes.contains { name.hasSuffix($0) } }
            .map { root + "/" + $0 }
    }
}

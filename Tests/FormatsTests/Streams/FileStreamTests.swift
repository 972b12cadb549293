import CSystem
import Foundation
import Formats
import Records
import Testing

@Suite struct `Files as streams` {
    /// A folder that is gone when the test is.
    final class Folder {
        let path = NSTemporaryDirectory() + "/p2c-streams-\(UUID().uuidString)"

        init() throws {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    @Test(arguments: [1, 7, 100, 256 << 10])
    func `give back what was written`(_ bufferSize: Int) throws {
        let folder = try Folder()
        let text = Array(String(repeating: "some text, ", count: 100).utf8)
        let out = open(folder.path + "/a", O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        let sink = FileSink(
            descriptor: out, name: "a", closesDescriptor: true, bufferSize: bufferSize)
        for byte in text { try sink.write([byte]) }
        try sink.write(text)
        try sink.finish()
        let descriptor = open(folder.path + "/a", O_RDONLY | O_CLOEXEC)
        let whole = FileBytes(descriptor: descriptor, name: "a", offset: 0)
        let part = FileBytes(descriptor: descriptor, name: "a", offset: 1_100)
        let own = FileBytes(descriptor: descriptor, name: "a", closesDescriptor: true)
        #expect(try Transcoding.readAll(whole, by: 64) == text + text)
        #expect(try Transcoding.readAll(part, by: 64) == text)
        #expect(try Transcoding.readAll(own, by: 64) == text + text)
    }

    @Test func `say what the system says`() throws {
        let source = FileBytes(descriptor: -1, name: "a.csv")
        let error = #expect(throws: FormatError.self) { try Transcoding.readAll(source, by: 1) }
        #expect(error?.issue.detail == "reading failed: Bad file descriptor")
        #expect(error?.issue.file == "a.csv")
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        let sink = FileSink(descriptor: full, name: "a.csv", closesDescriptor: true)
        try sink.write([1])
        let noRoom = #expect(throws: FormatError.self) { try sink.finish() }
        #expect(noRoom?.issue.detail == "writing failed: No space left on device")
    }

    @Test func `never replace a name on renaming`() throws {
        let folder = try Folder()
        for name in ["a", "b"] { close(open("\(folder.path)/\(name)", O_CREAT | O_WRONLY, 0o600)) }
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        #expect(p2c_rename_noreplace(descriptor, "a", descriptor, "b") == EEXIST)
        #expect(p2c_rename_noreplace(descriptor, "a", descriptor, "c") == 0)
        #expect(p2c_rename_noreplace(descriptor, "a", descriptor, "d") == ENOENT)
    }
}

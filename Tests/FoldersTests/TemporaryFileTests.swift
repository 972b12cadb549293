import Folders
import Support
import Testing

@Suite struct `A temporary file` {
    private let scratch = ScratchFolder()

    @Test func `gives back what was written, and leaves no name behind`() throws {
        let file = try TemporaryFile(in: scratch.path)
        try file.append([1, 2, 3])
        try file.append([])
        try file.append([4, 5])
        #expect(file.count == 5)
        #expect(try file.read(from: 0, count: 5) == [1, 2, 3, 4, 5])
        #expect(try file.read(from: 3, count: 9) == [4, 5])
        #expect(try file.read(from: 5, count: 1) == [])
        #expect(scratch.files().isEmpty)
    }

    @Test func `is refused where there is no folder`() {
        let error = #expect(throws: FoldersError.self) {
            try TemporaryFile(in: scratch.path + "/gone")
        }
        #expect(error?.what.contains("/gone: a temporary file cannot be made") == true)
    }
}

import Folders
import Support
import Testing

@Suite struct `Digest in the background` {
    private let scratch = ScratchFolder()

    @Test func `is that of the file or folder`() throws {
        scratch.write("abc", to: "p/a.csv")
        let file = try BackgroundDigest(of: scratch.path + "/p/a.csv").value()
        // printf abc | sha256sum
        #expect(
            file.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(file.byteCount == 3)
        let folder = BackgroundDigest(of: scratch.path + "/p")
        #expect(try folder.value() == sha256(of: scratch.path + "/p"))
        #expect(try folder.value() == folder.value())
    }

    @Test func `tells what cannot be read`() {
        #expect(throws: FoldersError.self) {
            try BackgroundDigest(of: scratch.path + "/not-there").value()
        }
    }
}

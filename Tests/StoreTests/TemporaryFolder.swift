import Glibc

/// A folder of its own for a test, gone with the object.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/p2c-store-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            mkdtemp(buffer.baseAddress!)
            return String(cString: buffer.baseAddress!)
        }
    }

    deinit {
        for name in ["", "-wal", "-shm", "-journal"] { unlink(path + "/store.sqlite" + name) }
        rmdir(path)
    }

    var store: String { path + "/store.sqlite" }
}

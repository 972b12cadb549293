import Glibc

/// A file without a name, for what is too much to be held. It is gone when the program lets go of
/// it, also by a crash.
package final class TemporaryFile {
    private let descriptor: Int32
    private let folder: String
    private(set) package var count = 0

    /// The folder's file system holds the content.
    package init(in folder: String) throws(FoldersError) {
        self.folder = folder
        var template = Array("\(folder)/p2c-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw .system("a temporary file cannot be made", path: folder)
        }
        unlink(template)
    }

    deinit { close(descriptor) }

    /// Writes behind what is there.
    package func append(_ bytes: [UInt8]) throws(FoldersError) {
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes {
                pwrite(
                    descriptor, $0.baseAddress! + start, bytes.count - start, off_t(count))
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else {
                throw .system("a temporary file cannot be written", path: folder)
            }
            start += written
            count += written
        }
    }

    /// The bytes from there on; fewer only at the end of the file.
    package func read(from start: Int, count wanted: Int) throws(FoldersError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted {
                let read = pread(
                    descriptor, buffer.baseAddress! + filled, wanted - filled,
                    off_t(start + filled))
                if read < 0 && errno == EINTR { continue }
                failed = read < 0
                if read <= 0 { return }
                filled += read
            }
        }
        if failed { throw .system("a temporary file cannot be read", path: folder) }
        return bytes
    }
}

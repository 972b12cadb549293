import Glibc

/// An empty folder that goes with the program's need for it, in `TMPDIR` or `/tmp`.
package struct TemporaryFolder: Sendable {
    package let path: String

    package init() throws(FoldersError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/p2c-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw .system("cannot get a temporary folder", path: parent)
        }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Removes it with all that is in it; what cannot be removed stays.
    package func remove() {
        try? Paths.remove(path)
    }
}

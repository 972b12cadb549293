import Glibc

/// A folder for one test, gone when the test lets go of it.
package final class ScratchFolder: Sendable {
    package let path: String

    package init() {
        var template = Array("/tmp/p2c-test-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "A temporary folder can be made")
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// Writes a file, with the folders above it.
    package func write(_ text: String, to name: String) {
        write(Array(text.utf8), to: name)
    }

    package func write(_ bytes: [UInt8], to name: String) {
        let path = "\(path)/\(name)"
        makeFolders(above: path)
        let file = fopen(path, "w")
        precondition(file != nil, "\(path) can be written")
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    /// The content of a file; nil when it is not there.
    package func read(_ name: String) -> String? {
        readBytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    package func readBytes(_ name: String) -> [UInt8]? {
        guard let file = fopen("\(path)/\(name)", "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// The paths of all files below a sub-folder, sorted, from the sub-folder on.
    package func files(in folder: String = "") -> [String] {
        Self.files(in: folder.isEmpty ? path : "\(path)/\(folder)", prefix: "").sorted()
    }

    private static func files(in folder: String, prefix: String) -> [String] {
        names(in: folder).flatMap { name in
            isFolder("\(folder)/\(name)")
                ? files(in: "\(folder)/\(name)", prefix: "\(prefix)\(name)/") : [prefix + name]
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private func makeFolders(above path: String) {
        var parent = self.path
        for part in path.dropFirst(self.path.count + 1).split(separator: "/").dropLast() {
            parent += "/\(part)"
            mkdir(parent, 0o777)
        }
    }

    private static func remove(_ path: String) {
        guard isFolder(path) else {
            unlink(path)
            return
        }
        for name in names(in: path) { remove("\(path)/\(name)") }
        rmdir(path)
    }
}

/// The project's own folder, from the place of this file.
package let projectFolder: String = {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/")
}()

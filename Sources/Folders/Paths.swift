import CSystem
import Glibc

/// System calls on paths, each with an error that names the path.
package enum Paths {
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// True for a folder; a link to one is none.
    static func isFolder(_ path: String) -> Bool { kind(of: path, lstat) == S_IFDIR }

    /// True for a folder, also behind a link.
    package static func leadsToFolder(_ path: String) -> Bool { kind(of: path, stat) == S_IFDIR }

    /// True for a plain file, also behind a link.
    package static func leadsToFile(_ path: String) -> Bool { kind(of: path, stat) == S_IFREG }

    /// True when this program may read what is there.
    package static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

    /// The path from the root on, for messages; as it is when nothing is there.
    package static func full(_ path: String) -> String {
        guard let full = realpath(path, nil) else { return path }
        defer { free(full) }
        return String(cString: full)
    }

    private static func kind(
        of path: String, _ look: (UnsafePointer<CChar>, UnsafeMutablePointer<stat>) -> Int32
    ) -> mode_t? {
        var status = stat()
        return look(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// The content of a small file.
    package static func read(_ path: String) throws(FoldersError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("cannot be read", path: path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw .system("cannot be read", path: path) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// The names in a folder, sorted; those of the folder itself and its parent are left out.
    package static func names(in folder: String) throws(FoldersError) -> [String] {
        guard let handle = opendir(folder) else {
            throw .system("cannot be listed", path: folder)
        }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The paths, below the folder, of all plain files in it. No link is followed.
    package static func files(in folder: String) throws(FoldersError) -> [String] {
        var found: [String] = []
        for name in try names(in: folder) {
            let path = "\(folder)/\(name)"
            if isFolder(path) {
                found += try files(in: path).map { "\(name)/\($0)" }
            } else if kind(of: path, lstat) == S_IFREG {
                found.append(name)
            }
        }
        return found
    }

    /// Makes the folder and those above it, and makes their names durable.
    package static func makeFolder(_ path: String) throws(FoldersError) {
        if isFolder(path) { return }
        let parent = Self.parent(of: path)
        if !parent.isEmpty && !isFolder(parent) { try makeFolder(parent) }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw .system("cannot be made", path: path)
        }
        try sync(parent.isEmpty ? "." : parent)
    }

    /// Makes a file's content, or a folder's names, survive a power cut.
    static func sync(_ path: String) throws(FoldersError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("cannot be opened", path: path) }
        defer { close(descriptor) }
        // Some network file systems cannot sync folders and say so with EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw .system("cannot be made durable", path: path)
        }
    }

    /// Renames and never replaces; both folders become durable.
    static func move(_ from: String, to: String) throws(FoldersError) {
        var error = p2c_rename_noreplace(AT_FDCWD, from, AT_FDCWD, to)
        if error == EINVAL || error == ENOSYS {
            // The file system cannot promise it; under the workspace's lock a look before is enough.
            error = exists(to) ? EEXIST : rename(from, to) == 0 ? 0 : errno
        }
        guard error == 0 else {
            throw .system("cannot be moved to \(to)", path: from, error: error)
        }
        try sync(parent(of: to))
        if parent(of: from) != parent(of: to) { try sync(parent(of: from)) }
    }

    /// Removes a file, or a folder with all that is in it. Nothing there is fine.
    static func remove(_ path: String) throws(FoldersError) {
        if isFolder(path) {
            for name in try names(in: path) { try remove("\(path)/\(name)") }
            guard rmdir(path) == 0 else { throw .system("cannot be removed", path: path) }
        } else {
            guard unlink(path) == 0 || errno == ENOENT else {
                throw .system("cannot be removed", path: path)
            }
        }
    }

    /// Copies a file, or a folder with all files in it, and makes the copy durable.
    static func copy(_ from: String, to: String) throws(FoldersError) {
        guard isFolder(from) else { return try copyFile(from, to: to) }
        try makeFolder(to)
        for name in try names(in: from) {
            let inner = "\(from)/\(name)"
            guard isFolder(inner) || kind(of: inner, lstat) == S_IFREG else { continue }
            try copy(inner, to: "\(to)/\(name)")
        }
        try sync(to)
    }

    private static func copyFile(_ from: String, to: String) throws(FoldersError) {
        let source = open(from, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .system("cannot be read", path: from) }
        defer { close(source) }
        let target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard target >= 0 else { throw .system("cannot be written", path: to) }
        defer { close(target) }
        while true {
            let count = sendfile(target, source, nil, 1 << 20)
            if count == 0 { break }
            guard count > 0 else { throw .system("cannot be copied to \(to)", path: from) }
        }
        guard fsync(target) == 0 else { throw .system("cannot be made durable", path: to) }
    }

    /// Puts the bytes in the place of what is at the path, all of them or none. Makes the folder
    /// around it where it is missing.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(FoldersError) {
        let folder = parent(of: path)
        if !exists(folder) { try makeFolder(folder) }
        let part = path + ".part"
        try write(bytes, to: part)
        guard rename(part, path) == 0 else {
            throw .system("cannot be written", path: path)
        }
        try sync(folder)
    }

    static func write(_ bytes: [UInt8], to path: String) throws(FoldersError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .system("cannot be written", path: path) }
        defer { close(descriptor) }
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + start, bytes.count - start)
            }
            guard count > 0 else { throw .system("cannot be written", path: path) }
            start += count
        }
        guard fsync(descriptor) == 0 else { throw .system("cannot be made durable", path: path) }
    }

    /// The part behind the last `/`.
    package static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

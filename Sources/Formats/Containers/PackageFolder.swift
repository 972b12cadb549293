import Glibc
import Records

/// A package that lies there as a plain folder: the files in it and in the folders below.
///
/// Nothing outside is ever reached: folders and files are opened one name at a time from the open
/// folder above, and no link is followed. What is neither a file nor a folder refuses the package.
final class PackageFolder {
    /// The folder's name in messages.
    let name: String
    /// In the order of their names.
    private(set) var files: [PackageFile] = []
    private let descriptor: Int32
    private let limits: ReadLimits

    /// The folder's own files are at depth 1.
    private static let deepest = 16

    init(path: String, name: String, limits: ReadLimits) throws(FormatError) {
        self.name = name
        self.limits = limits
        // The user may name a link to the folder; from there on none is followed.
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(.folderNotOpened, systemMessage(errno)) }
        try list(descriptor, prefix: "", depth: 1)
        files.sort { $0.name < $1.name }
        try checkNames()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func open(_ file: String) throws(FormatError) -> any ByteSource {
        FileBytes(
            descriptor: try descriptor(of: file), name: "\(name)/\(file)", closesDescriptor: true)
    }

    /// An open descriptor of a plain file, which the caller closes.
    func descriptor(of file: String) throws(FormatError) -> Int32 {
        let found = try openAt(file, O_RDONLY | O_NONBLOCK)
        var status = stat()
        guard fstat(found, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(found)
            throw failure(.folderSpecialFile, "\(file) is no plain file")
        }
        return found
    }

    /// Opens what has that name below the folder, one component after the other.
    private func openAt(_ file: String, _ flags: Int32) throws(FormatError) -> Int32 {
        let components = file.split(separator: "/").map(String.init)
        var folder = descriptor
        defer { if folder != descriptor { close(folder) } }
        for (index, component) in components.enumerated() {
            let isLast = index == components.count - 1
            let own = isLast ? flags : O_RDONLY | O_DIRECTORY
            let next = openat(folder, component, own | O_NOFOLLOW | O_CLOEXEC)
            let error = errno
            guard next >= 0 else {
                throw FormatError(
                    Issue(.fileNotOpened, systemMessage(error), file: "\(name)/\(file)"))
            }
            if isLast { return next }
            if folder != descriptor { close(folder) }
            folder = next
        }
        preconditionFailure("Only files that the folder lists are opened.")
    }

    private func list(
        _ folder: Int32, prefix: String, depth: Int
    ) throws(FormatError) {
        guard depth <= Self.deepest else {
            throw failure(.folderTooLarge, "\(prefix) is deeper than \(Self.deepest) folders")
        }
        for entry in try names(in: folder, prefix: prefix) {
            var status = stat()
            guard fstatat(folder, entry, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                throw failure(.folderNotOpened, "\(prefix)\(entry): \(systemMessage(errno))")
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG: try add(prefix + entry, Int(status.st_size))
            case S_IFDIR: try descend(into: entry, of: folder, prefix: prefix, depth: depth)
            case S_IFLNK: throw failure(.folderSpecialFile, "\(prefix)\(entry) is a link")
            default: throw failure(.folderSpecialFile, "\(prefix)\(entry) is no plain file")
            }
        }
    }

    private func descend(
        into entry: String, of folder: Int32, prefix: String, depth: Int
    ) throws(FormatError) {
        let inner = openat(folder, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard inner >= 0 else {
            throw failure(.folderNotOpened, "\(prefix)\(entry): \(systemMessage(errno))")
        }
        defer { close(inner) }
        try list(inner, prefix: "\(prefix)\(entry)/", depth: depth + 1)
    }

    private func add(_ file: String, _ byteCount: Int) throws(FormatError) {
        guard files.count < limits.zipEntries else {
            throw failure(.folderTooLarge, "More than \(limits.zipEntries) files are in it")
        }
        files.append(PackageFile(name: file, byteCount: byteCount))
    }

    private func names(in folder: Int32, prefix: String) throws(FormatError) -> [String] {
        // The stream takes a descriptor of its own, which it closes.
        let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0, let stream = fdopendir(own) else {
            throw failure(.folderNotOpened, "\(prefix): \(systemMessage(errno))")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            guard names.count <= limits.zipEntries else {
                throw failure(.folderTooLarge, "More than \(limits.zipEntries) files are in it")
            }
            names.append(name)
        }
        return names
    }

    private func checkNames() throws(FormatError) {
        var seen: [String: String] = [:]
        for file in files {
            if let other = seen.updateValue(file.name, forKey: file.name.lowercased()) {
                throw failure(.folderDuplicateName, "\(other) and \(file.name)")
            }
        }
    }

    private func failure(_ code: IssueCode, _ detail: String) -> FormatError {
        FormatError(Issue(code, detail, file: name))
    }
}

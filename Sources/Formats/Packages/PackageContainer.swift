import Glibc
import Records

/// What holds the files of a package: a zip archive, or the one loose file itself. A workbook is a
/// loose file, although it is an archive too.
enum PackageContainer {
    case zip(ZipArchive)
    case file(path: String, name: String)
    case workbook(ZipArchive)

    /// Opens a file of the package from its start. The loose file is opened whatever the name.
    func open(_ entry: String) throws(FormatError) -> any ByteSource {
        switch self {
        case .zip(let archive):
            guard let found = archive.entry(named: entry) else {
                preconditionFailure("Only entries that the archive lists are opened.")
            }
            return archive.open(found)
        case .file(let path, let name): return try Self.openFile(path, name: name)
        case .workbook: preconditionFailure("A workbook is opened as such.")
        }
    }

    /// The unpacked size of a file of the package.
    func byteCount(of entry: String) -> Int? {
        switch self {
        case .zip(let archive): return archive.entry(named: entry)?.unpackedBytes
        case .file(let path, _):
            var status = stat()
            return stat(path, &status) == 0 ? Int(status.st_size) : nil
        case .workbook: return nil
        }
    }

    /// The file's name in messages.
    func place(of entry: String) -> String {
        switch self {
        case .zip(let archive): "\(archive.file)/\(entry)"
        case .file(_, let name): name
        case .workbook(let archive): archive.file
        }
    }

    static func openFile(_ path: String, name: String) throws(FormatError) -> any ByteSource {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw FormatError(Issue(.fileNotOpened, systemMessage(errno), file: name))
        }
        return FileBytes(descriptor: descriptor, name: name, closesDescriptor: true)
    }
}

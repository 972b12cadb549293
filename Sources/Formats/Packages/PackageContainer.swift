import Glibc
import Records

/// What holds the files of a package: a zip archive, a folder, or the one loose file itself. A
/// workbook is a loose file, although it is an archive too.
enum PackageContainer {
    case zip(ZipArchive)
    case folder(PackageFolder)
    case gzip(GzipFile)
    case file(path: String, name: String)
    case workbook(ZipArchive)

    /// The package's name in messages.
    var name: String {
        switch self {
        case .zip(let archive), .workbook(let archive): archive.file
        case .folder(let folder): folder.name
        case .gzip(let file): file.name
        case .file(_, let name): name
        }
    }

    /// What a zip or a folder holds, without what macOS and Windows leave there.
    var files: [PackageFile] {
        switch self {
        case .zip(let archive):
            archive.entries.map { PackageFile(name: $0.name, byteCount: $0.unpackedBytes) }
                .filter { !Self.isLitter($0) }
        case .folder(let folder): folder.files.filter { !Self.isLitter($0) }
        case .gzip, .file, .workbook: []
        }
    }

    /// What was noticed on opening it.
    var warnings: [Issue] {
        switch self {
        case .zip(let archive), .workbook(let archive): archive.warnings
        case .folder, .gzip, .file: []
        }
    }

    /// Opens a file of the package from its start. The loose file is opened whatever the name.
    func open(_ entry: String) throws(FormatError) -> any ByteSource {
        switch self {
        case .zip(let archive):
            guard let found = archive.entry(named: entry) else {
                preconditionFailure("Only entries that the archive lists are opened.")
            }
            return archive.open(found)
        case .folder(let folder): return try folder.open(entry)
        case .gzip(let file): return try file.open()
        case .file(let path, let name): return try Self.openFile(path, name: name)
        case .workbook: preconditionFailure("A workbook is opened as such.")
        }
    }

    /// The unpacked size of a file of the package; nil where that cannot be told.
    func byteCount(of entry: String) -> Int? {
        switch self {
        case .zip, .folder: return files.first { $0.name.isSameName(as: entry) }?.byteCount
        case .gzip: return nil
        case .file(let path, _):
            var status = stat()
            return stat(path, &status) == 0 ? Int(status.st_size) : nil
        case .workbook: return nil
        }
    }

    /// The file's name in messages.
    func place(of entry: String) -> String {
        switch self {
        case .zip, .folder: "\(name)/\(entry)"
        case .gzip, .file, .workbook: name
        }
    }

    private static func isLitter(_ file: PackageFile) -> Bool {
        file.name.hasPrefix("__MACOSX/") || file.baseName.hasPrefix("._")
            || [".ds_store", "thumbs.db", "desktop.ini"].contains(file.baseName.foldedName)
    }

    static func openFile(_ path: String, name: String) throws(FormatError) -> any ByteSource {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw FormatError(Issue(.fileNotOpened, systemMessage(errno), file: name))
        }
        return FileBytes(descriptor: descriptor, name: name, closesDescriptor: true)
    }
}

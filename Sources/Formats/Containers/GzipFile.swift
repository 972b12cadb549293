import Glibc
import Records

/// A file packed by gzip: `accounts.csv.gz`. What is in it counts as the loose file without `.gz`.
struct GzipFile: Sendable {
    let path: String
    /// The file's name in messages.
    let name: String
    let limits: ReadLimits

    /// The name of the file that was packed.
    var innerName: String {
        PackageFileName.suffix(name) == "gz" ? PackageFileName.stem(name) : name
    }

    /// The content from its start.
    func open() throws(FormatError) -> any ByteSource {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw FormatError(Issue(.fileNotOpened, systemMessage(errno), file: name))
        }
        var status = stat()
        let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        return GzipBytes(
            FileBytes(descriptor: descriptor, name: name, closesDescriptor: true), file: name,
            packedBytes: size, limits: limits)
    }

    /// What the content is, by its first bytes; `isText` when its name declares it text. Throws when
    /// it is nothing that a gzip file may hold.
    func contentSignature(isText: Bool = false) throws(FormatError) -> FileSignature {
        let first = try RewindableBytes(try open()).readPrefix(512)
        if first.dropFirst(257).starts(with: Array("ustar".utf8)) { throw refused("a tar archive") }
        let signature = FileSignature(first, name: innerName, isText: isText)
        switch signature {
        case .zip: throw refused("a zip archive")
        case .gzip: throw refused("another gzip file")
        case .foreign(let code, let kind):
            throw FormatError(
                FileSignature.issue(
                    code, kind, in: "It is packed by gzip, and in it is", file: name))
        case .xml, .text: return signature
        }
    }

    /// Unpacks all and keeps nothing; false when the file ends too early. A file that is wrong in
    /// another way counts as complete: that is said on reading it.
    func isComplete() -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        do throws(FormatError) {
            let content = try open()
            while try content.read(into: buffer) > 0 {}
            return true
        } catch {
            return error.issue.code != .gzipTruncated
        }
    }

    private func refused(_ kind: String) -> FormatError {
        FormatError(Issue(.gzipOfArchive, "In it is \(kind)", file: name))
    }
}

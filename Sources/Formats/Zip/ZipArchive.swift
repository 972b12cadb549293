import CMinizip
import Records

/// A zip archive that was found safe to read: names that stay inside, no links, no encryption, sizes
/// within the limits. Opening one reads its directory and each entry's own header, and no content.
package final class ZipArchive {
    package let path: String
    /// The archive's name in messages.
    package let file: String
    /// The files in the order of the directory. Folders are left out.
    package let entries: [ZipEntry]
    package let warnings: [Issue]

    package init(path: String, name: String, limits: ReadLimits) throws(FormatError) {
        self.path = path
        file = name
        switch ZipEndRecord.find(path: path) {
        case .complete: break
        case .empty:
            (entries, warnings) = ([], [])
            return
        case .truncated: throw Self.notComplete(path: path, file: name)
        case .absent:
            throw FormatError(
                Issue(.notAZip, "It has neither the start nor the end of a zip archive", file: name)
            )
        case .unreadable(let errno): throw Self.notOpened(file: name, errno: errno)
        }
        var directory = try ZipDirectory(path: path, file: name, limits: limits)
        defer { directory.close() }
        do throws(FormatError) {
            entries = try directory.readEntries()
        } catch {
            guard error.issue.code == .zipDamaged, ZipEndRecord.looksTextConverted(path: path)
            else {
                throw error
            }
            throw Self.textConverted(file: name)
        }
        warnings = directory.warnings
    }

    /// The entry of that name, compared without case.
    package func entry(named name: String) -> ZipEntry? {
        entries.first { $0.name.isSameName(as: name) }
    }

    /// The entry's content, unpacked as it is read. Its size and checksum are verified at the end;
    /// several entries may be open at a time.
    package func open(_ entry: ZipEntry) throws(FormatError) -> any ByteSource {
        try ZipEntryBytes(path: path, file: file, entry: entry)
    }

    private static func notComplete(path: String, file: String) -> FormatError {
        if ZipEndRecord.looksTextConverted(path: path) { return textConverted(file: file) }
        return FormatError(Issue(.zipTruncated, "The end of the archive is missing", file: file))
    }

    private static func textConverted(file: String) -> FormatError {
        FormatError(
            Issue(.zipTextMode, "Every line feed in it has a carriage return before it", file: file)
        )
    }

    private static func notOpened(file: String, errno: Int32) -> FormatError {
        FormatError(Issue(.zipNotOpened, systemMessage(errno), file: file))
    }
}

import Records

/// A zip archive that was found safe to read: names that stay inside, no links, no encryption,
/// sizes within the limits. Opening one reads its directory and each entry's own header, and no
/// content.
///
/// The directory is read here and not by minizip, whose version in Debian 12 takes the sizes of
/// 64-bit entries for 4 GiB.
package final class ZipArchive {
    /// The archive's name in messages.
    package let file: String
    /// The files in the order of the directory. Folders are left out.
    package let entries: [ZipEntry]
    package let warnings: [Issue]
    private let opened: ZipFile

    package convenience init(
        path: String, name: String, limits: ReadLimits
    ) throws(FormatError) {
        try self.init(try ZipFile(path: path, name: name), limits: limits)
    }

    /// Opens an archive that is in memory already: one that lies in another archive.
    convenience init(bytes: [UInt8], name: String, limits: ReadLimits) throws(FormatError) {
        try self.init(ZipFile(bytes, name: name), limits: limits)
    }

    private init(_ opened: ZipFile, limits: ReadLimits) throws(FormatError) {
        self.opened = opened
        file = opened.name
        do throws(FormatError) {
            let end = try Self.findEnd(of: opened)
            var directory = ZipDirectory(opened, end: end, limits: limits)
            entries = try directory.readEntries()
            warnings = directory.warnings
        } catch {
            let mayBeConverted = [.zipDamaged, .zipTruncated].contains(error.issue.code)
            guard mayBeConverted, opened.looksTextConverted else { throw error }
            throw FormatError(
                Issue(
                    .zipTextMode, "Every line feed in it has a carriage return before it",
                    file: opened.name))
        }
    }

    /// The entry of that name, compared without case.
    package func entry(named name: String) -> ZipEntry? {
        entries.first { $0.name.isSameName(as: name) }
    }

    /// The entry's content, unpacked as it is read. Its size and checksum are verified at the end;
    /// several entries may be open at a time.
    package func open(_ entry: ZipEntry) -> any ByteSource {
        ZipEntryBytes(opened, entry: entry)
    }

    private static func findEnd(of file: ZipFile) throws(FormatError) -> ZipEndRecord {
        func failure(_ code: IssueCode, _ detail: String) -> FormatError {
            FormatError(Issue(code, detail, file: file.name))
        }
        switch ZipEndRecord.find(in: file) {
        case .complete(let end): return end
        case .truncated: throw failure(.zipTruncated, "The end of the archive is missing")
        case .part: throw failure(.zipPart, "It says that it is not the only part")
        case .followed(let count):
            throw failure(.zipTrailingBytes, "\(count) bytes stand behind its end")
        case .damaged(let detail): throw failure(.zipDamaged, detail)
        case .absent:
            throw failure(.notAZip, "It has neither the start nor the end of a zip archive")
        }
    }
}

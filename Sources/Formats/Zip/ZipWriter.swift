import CMinizip
import Glibc
import Records

/// Writes a zip archive, one entry after the other: always the same bytes for the same content.
///
/// Every entry has the time 1980-01-01 00:00, the earliest that the format knows.
package final class ZipWriter: ZipFraming {
    private let handle: zipFile
    private let file: String
    private var hasOpenEntry = false
    private var isFinished = false
    /// The bytes of the entries so far, packed.
    private(set) var packedBytes = 0

    /// The format's way to write 1980-01-01 00:00.
    private static let fixedTime: UInt = 1 << 21 | 1 << 16

    /// Creates the file at `path`, or empties it. `name` stands in messages.
    package init(path: String, name: String) throws(FormatError) {
        guard let handle = zipOpen64(path, APPEND_STATUS_CREATE) else {
            throw FormatError(Issue(.zipNotWritten, systemMessage(errno), file: name))
        }
        self.handle = handle
        file = name
    }

    deinit {
        if !isFinished { zipClose(handle, nil) }
    }

    /// Begins an entry. The sink must be finished before the next one begins. An entry that may
    /// grow over 4 GiB, packed or not, must say so beforehand; it costs 20 bytes.
    package func addEntry(
        _ name: String, mayExceed4GiB isLarge: Bool = false
    ) throws(FormatError) -> any ByteSink {
        precondition(!hasOpenEntry, "The entry before must be finished first.")
        precondition(!isFinished, "The archive is finished.")
        var attributes = zip_fileinfo()
        attributes.dosDate = Self.fixedTime
        let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
        let status = zipOpenNewFileInZip4_64(
            handle, name, &attributes, nil, 0, nil, 0, nil, 8, 6, 1, -15, 8, 0, nil, 0,
            isLarge ? 45 : 20, isASCII ? 0 : 0x800, isLarge ? 1 : 0)
        guard status == ZIP_OK else { throw failure(entry: name) }
        hasOpenEntry = true
        return ZipEntrySink(writer: self, name: name)
    }

    /// Writes the directory and closes the file. Does not sync it.
    package func finish() throws(FormatError) {
        precondition(!hasOpenEntry, "The last entry must be finished first.")
        isFinished = true
        guard zipClose(handle, nil) == ZIP_OK else { throw failure() }
    }

    func writePacked(
        _ bytes: UnsafePointer<UInt8>, count: Int, entry: String
    ) throws(FormatError) {
        guard zipWriteInFileInZip(handle, bytes, UInt32(count)) == ZIP_OK else {
            throw failure(entry: entry)
        }
        packedBytes += count
    }

    func closeEntry(_ name: String, unpackedBytes: Int, checksum: UInt32) throws(FormatError) {
        hasOpenEntry = false
        let status = zipCloseFileInZipRaw64(handle, UInt64(unpackedBytes), UInt(checksum))
        if status == ZIP_BADZIPFILE {
            throw FormatError(
                Issue(
                    .zipEntryTooLarge, "\(name) has \(unpackedBytes) bytes", file: "\(file)/\(name)"
                ))
        }
        guard status == ZIP_OK else { throw failure(entry: name) }
    }

    private func failure(entry: String? = nil) -> FormatError {
        let place = entry.map { "\(file)/\($0)" } ?? file
        return FormatError(Issue(.zipNotWritten, systemMessage(errno), file: place))
    }
}

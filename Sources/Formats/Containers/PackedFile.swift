import Records

/// An archive of which one small file is wanted.
package struct PackedFile {
    private let archive: ZipArchive

    /// Nil for a file that is no zip archive.
    package init?(path: String, name: String) throws(FormatError) {
        let source = try PackageContainer.openFile(path, name: name)
        guard try RewindableBytes(source).readPrefix(4) == [0x50, 0x4B, 3, 4] else { return nil }
        archive = try ZipArchive(path: path, name: name, limits: ReadLimits())
    }

    /// The content of the file of that name, at the root or in a folder; nil where there is none.
    /// Throws when it has more bytes than `most`.
    package func read(_ entry: String, most: Int) throws(FormatError) -> [UInt8]? {
        let found = archive.entries.first { found in
            PackageFileName.base(found.name).isSameName(as: entry)
        }
        guard let found else { return nil }
        let source = RewindableBytes(archive.open(found))
        let bytes = try source.readPrefix(min(found.unpackedBytes, most) + 1)
        guard bytes.count <= most else {
            throw FormatError(
                Issue(
                    .xmlTooLong, "It has \(found.unpackedBytes) bytes, the most is \(most)",
                    file: entry))
        }
        return bytes
    }
}

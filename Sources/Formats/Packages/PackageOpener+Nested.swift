import Records

extension PackageOpener {
    /// The largest inner archive: it is held in memory.
    private static let innerBytes = 256 << 20

    /// The archive in an archive that holds nothing else: somebody packed a package again.
    func onlyInnerZip(of archive: ZipArchive) throws(FormatError) -> ZipArchive? {
        let files = PackageContainer.zip(archive).files
        guard files.count == 1, PackageFileName.suffix(files[0].baseName) == "zip",
            let entry = archive.entry(named: files[0].name)
        else { return nil }
        let place = "\(archive.file)/\(entry.name)"
        guard entry.unpackedBytes <= Self.innerBytes else {
            throw FormatError(
                Issue(
                    .nestedPackage, "The zip in it has \(entry.unpackedBytes) bytes", file: place))
        }
        let source = RewindableBytes(archive.open(entry))
        let bytes = try source.readMore(after: [], upTo: entry.unpackedBytes + 1)
        return try ZipArchive(bytes: bytes, name: place, limits: limits)
    }
}

import Records

extension PackageOpener {
    /// True when the archive is a workbook and no package.
    static func isWorkbook(_ archive: ZipArchive) -> Bool {
        if archive.entry(named: "xl/workbook.xml") != nil { return true }
        if archive.entry(named: "xl/workbook.bin") != nil { return true }
        let suffix = PackageFileName.suffix(archive.file)
        return PackageFileName.isWorkbook(suffix: suffix)
            && archive.entry(named: "_rels/.rels") != nil
    }

    /// Adds the entity of a workbook without a manifest: known by the file's name, else by the
    /// sheet's.
    func addWorkbook(
        _ entry: String, container: PackageContainer, to contents: inout PackageContents
    ) throws(FormatError) {
        let format = formats["EXCEL"] ?? .excel(sheet: nil)
        let wanted: String? = if case .excel(let sheet) = format { sheet } else { nil }
        var place = container.place(of: entry)
        let content = try sheetContent(
            of: entry, sheet: wanted, container: container, place: &place,
            warnings: &contents.warnings)
        let fileName = PackageFileName.base(entry)
        var names = PackageFileName.entityNames(of: fileName)
        if case .excel(_, let sheet) = content { names.append(sheet.name) }
        contents.entities.append(
            PackageEntity(
                name: PackageFileName.stem(fileName), nameCandidates: names, file: place,
                format: .excel(sheet: wanted), content: content))
    }

    /// Finds the sheet in a workbook, and adds its name to the place that messages say.
    func sheetContent(
        of entry: String, sheet name: String?, container: PackageContainer, place: inout String,
        warnings: inout [Issue]
    ) throws(FormatError) -> PackageEntity.Content {
        let workbook = try container.openWorkbook(entry, limits: limits)
        let choice = try workbook.choose(named: name)
        warnings += choice.warnings
        place += "/\(choice.sheet.name)"
        return .excel(entry: entry, choice.sheet)
    }
}

extension PackageContainer {
    /// Opens a workbook of the package. One that lies in a zip is read into memory for that.
    func openWorkbook(_ entry: String, limits: ReadLimits) throws(FormatError) -> ExcelWorkbook {
        if case .workbook(let archive) = self {
            return try ExcelWorkbook(archive, limits: limits)
        }
        let place = place(of: entry)
        if let size = byteCount(of: entry), size > limits.workbookBytes {
            throw FormatError(
                Issue(
                    .excelTooLarge, "It has \(size) bytes and \(limits.workbookBytes) are allowed",
                    file: place))
        }
        let bytes = try Self.readAll(try open(entry))
        switch FileSignature(bytes, name: place) {
        case .zip: break
        case .foreign(let code, let kind):
            throw FormatError(FileSignature.issue(code, kind, in: "It is", file: place))
        case .xml, .text, .gzip:
            throw FormatError(Issue(.excelFile, "It is no workbook", file: place))
        }
        let archive = try ZipArchive(bytes: bytes, name: place, limits: limits)
        return try ExcelWorkbook(archive, limits: limits)
    }

    private static func readAll(_ source: any ByteSource) throws(FormatError) -> [UInt8] {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { chunk.deallocate() }
        var bytes: [UInt8] = []
        while true {
            let count = try source.read(into: chunk)
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}

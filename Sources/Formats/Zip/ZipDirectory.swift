import CMinizip
import Records

/// Walks through an archive's central directory by minizip and refuses what is not safe.
struct ZipDirectory {
    private let handle: unzFile
    private let path: String
    private let file: String
    private let limits: ReadLimits
    private(set) var warnings: [Issue] = []
    private var backslashes = 0
    /// Names take at most 65,535 bytes.
    private var nameBytes = [UInt8](repeating: 0, count: 0x1_0000)

    init(path: String, file: String, limits: ReadLimits) throws(FormatError) {
        self.path = path
        self.file = file
        self.limits = limits
        guard let handle = unzOpen64(path) else {
            throw FormatError(
                Issue(.zipDamaged, "Its end does not lead to its directory of files", file: file))
        }
        self.handle = handle
    }

    func close() { unzClose(handle) }

    mutating func readEntries() throws(FormatError) -> [ZipEntry] {
        var info = unz_global_info64()
        guard unzGetGlobalInfo64(handle, &info) == UNZ_OK else { throw damaged("directory") }
        guard info.number_entry <= limits.zipEntries else {
            throw failure(
                .zipTooManyEntries,
                "It holds \(info.number_entry) files and \(limits.zipEntries) are allowed")
        }
        var entries: [ZipEntry] = []
        var status = info.number_entry == 0 ? UNZ_END_OF_LIST_OF_FILE : unzGoToFirstFile(handle)
        while status == UNZ_OK {
            if let entry = try readEntry() { entries.append(entry) }
            guard entries.count <= limits.zipEntries else {
                throw failure(
                    .zipTooManyEntries, "It holds more than \(limits.zipEntries) files")
            }
            status = unzGoToNextFile(handle)
        }
        guard status == UNZ_END_OF_LIST_OF_FILE else { throw damaged("directory") }
        try checkTogether(entries)
        if backslashes > 0 {
            warnings.append(
                Issue(.zipBackslash, "\(backslashes) names have backslashes", file: file))
        }
        return entries
    }

    /// The entry that minizip stands at, or nil for a folder.
    private mutating func readEntry() throws(FormatError) -> ZipEntry? {
        var info = unz_file_info64()
        let status = nameBytes.withUnsafeMutableBytes { buffer in
            unzGetCurrentFileInfo64(
                handle, &info, buffer.bindMemory(to: CChar.self).baseAddress, 0xFFFF, nil, 0, nil, 0
            )
        }
        guard status == UNZ_OK else { throw damaged("directory") }
        let name = try checkedName(Array(nameBytes.prefix(Int(info.size_filename))))
        try checkKind(info, name: name)
        if name.hasSuffix("/") { return nil }
        let entry = ZipEntry(
            name: name, method: info.compression_method == 0 ? .stored : .deflated,
            flags: UInt16(truncatingIfNeeded: info.flag),
            packedBytes: Int(clamping: info.compressed_size),
            unpackedBytes: Int(clamping: info.uncompressed_size),
            checksum: UInt32(truncatingIfNeeded: info.crc), offset: try contentOffset(of: name),
            directoryPosition: unzGetOffset64(handle))
        try checkSizes(entry)
        return entry
    }

    private mutating func checkedName(_ bytes: [UInt8]) throws(FormatError) -> String {
        do throws(ZipEntryName.Refusal) {
            let name = try ZipEntryName(bytes: bytes)
            if name.hadBackslashes { backslashes += 1 }
            return name.text
        } catch {
            let shown = String(decoding: bytes, as: UTF8.self).debugDescription
            throw failure(.zipUnsafeName, "The name \(shown) is refused: \(error.reason)")
        }
    }

    /// Refuses what is encrypted, packed by an unknown method, or not a plain file.
    private func checkKind(_ info: unz_file_info64, name: String) throws(FormatError) {
        guard info.flag & 0x2041 == 0 else {
            throw failure(.zipEncrypted, "\(name) is encrypted", entry: name)
        }
        guard info.compression_method == 0 || info.compression_method == 8 else {
            throw failure(
                .zipMethod, "\(name) is packed by method \(info.compression_method)", entry: name)
        }
        let kind = info.external_fa >> 16 & 0xF000
        guard kind == 0 || kind == 0x8000 || kind == 0x4000 else {
            let word = kind == 0xA000 ? "a symbolic link" : "a device"
            throw failure(.zipLink, "\(name) is \(word)", entry: name)
        }
    }

    /// Opens the entry once: minizip then compares its own header with the directory.
    private func contentOffset(of name: String) throws(FormatError) -> Int {
        var method: Int32 = 0
        guard unzOpenCurrentFile2(handle, &method, nil, 1) == UNZ_OK else {
            throw failure(
                .zipDamaged, "The header of \(name) does not agree with the directory", entry: name)
        }
        defer { unzCloseCurrentFile(handle) }
        return Int(clamping: unzGetCurrentFileZStreamPos64(handle))
    }

    private func checkSizes(_ entry: ZipEntry) throws(FormatError) {
        if entry.method == .stored, entry.packedBytes != entry.unpackedBytes {
            throw failure(
                .zipDamaged,
                "\(entry.name) is stored as it is, with \(entry.packedBytes) bytes that claim to be "
                    + "\(entry.unpackedBytes)", entry: entry.name)
        }
        let allowed = entry.packedBytes.multipliedReportingOverflow(by: limits.unpackingRatio)
        guard
            entry.unpackedBytes <= 1 << 20 || allowed.overflow
                || entry.unpackedBytes <= allowed.partialValue
        else {
            throw failure(
                .zipBomb,
                "\(entry.name) grows from \(entry.packedBytes) to \(entry.unpackedBytes) bytes, "
                    + "\(limits.unpackingRatio)-fold is allowed", entry: entry.name)
        }
    }

    private func checkTogether(_ entries: [ZipEntry]) throws(FormatError) {
        var names: [String: String] = [:]
        var total = 0
        for entry in entries {
            if let other = names.updateValue(entry.name, forKey: entry.name.lowercased()) {
                throw failure(
                    .zipDuplicateName, "It holds \(other) and \(entry.name)", entry: entry.name)
            }
            total = total.addingReportingOverflow(entry.unpackedBytes).partialValue
            guard total >= 0, total <= limits.unpackedBytes else {
                throw failure(
                    .zipBomb, "It unpacks to more than the allowed \(limits.unpackedBytes) bytes")
            }
        }
        try checkOverlap(entries)
    }

    private func checkOverlap(_ entries: [ZipEntry]) throws(FormatError) {
        var end = 0
        var previous = ""
        for entry in entries.sorted(by: { $0.offset < $1.offset }) {
            // 30 bytes is the fixed part of the header before the content.
            guard entry.offset - 30 >= end else {
                throw failure(
                    .zipOverlap, "\(previous) and \(entry.name) share bytes", entry: entry.name)
            }
            end = entry.offset + entry.packedBytes
            previous = entry.name
        }
    }

    private func damaged(_ part: String) -> FormatError {
        failure(.zipDamaged, "Its \(part) cannot be read")
    }

    private func failure(_ code: IssueCode, _ detail: String, entry: String? = nil) -> FormatError {
        FormatError(Issue(code, detail, file: entry.map { "\(file)/\($0)" } ?? file))
    }
}

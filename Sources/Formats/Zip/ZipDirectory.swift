import Records

/// Walks through an archive's directory and refuses what is not safe to read.
struct ZipDirectory {
    private let file: ZipFile
    private let end: ZipEndRecord
    private let limits: ReadLimits
    private(set) var warnings: [Issue] = []
    private var backslashes = 0

    /// A directory of the most entries, with long names, takes less.
    private static let largestDirectory = 256 << 20

    init(_ file: ZipFile, end: ZipEndRecord, limits: ReadLimits) {
        self.file = file
        self.end = end
        self.limits = limits
    }

    mutating func readEntries() throws(FormatError) -> [ZipEntry] {
        guard end.entryCount <= limits.zipEntries else {
            throw failure(
                .zipTooManyEntries,
                "It holds \(end.entryCount) files and \(limits.zipEntries) are allowed")
        }
        guard end.directoryBytes <= Self.largestDirectory else {
            throw damaged("Its directory claims \(end.directoryBytes) bytes")
        }
        var rest = file.bytes(at: end.directoryStart, count: end.directoryBytes)[...]
        var entries: [ZipEntry] = []
        for number in 0..<end.entryCount {
            guard let header = ZipCentralHeader(rest) else {
                throw damaged("Entry \(number + 1) of its directory cannot be read")
            }
            rest = rest.dropFirst(header.length)
            if let entry = try makeEntry(header) { entries.append(entry) }
        }
        guard rest.isEmpty else {
            throw damaged("Its directory goes on behind its \(end.entryCount) entries")
        }
        try checkTogether(entries)
        if backslashes > 0 {
            warnings.append(
                Issue(.zipBackslash, "\(backslashes) names have backslashes", file: file.name))
        }
        return entries
    }

    /// The entry, or nil for a folder.
    private mutating func makeEntry(_ header: ZipCentralHeader) throws(FormatError) -> ZipEntry? {
        let name = try checkedName(header.name)
        try checkKind(header, name: name)
        if name.hasSuffix("/") { return nil }
        let entry = ZipEntry(
            name: name, method: header.method == 0 ? .stored : .deflated,
            packedBytes: header.packedBytes, unpackedBytes: header.unpackedBytes,
            checksum: header.checksum, offset: try contentOffset(header, name: name))
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
    private func checkKind(_ header: ZipCentralHeader, name: String) throws(FormatError) {
        guard header.flags & 0x2041 == 0 else {
            throw failure(.zipEncrypted, "\(name) is encrypted", entry: name)
        }
        guard header.method == 0 || header.method == 8 else {
            throw failure(.zipMethod, "\(name) is packed by method \(header.method)", entry: name)
        }
        let kind = header.unixMode & 0xF000
        guard ![0xA000, 0x2000, 0x6000, 0xC000].contains(kind) else {
            let word = kind == 0xA000 ? "a symbolic link" : "a device"
            throw failure(.zipLink, "\(name) is \(word)", entry: name)
        }
    }

    /// Where the content begins: behind the entry's own header, which must agree with the
    /// directory.
    private func contentOffset(
        _ header: ZipCentralHeader, name: String
    ) throws(FormatError) -> Int {
        let (start, overflow) = header.headerOffset.addingReportingOverflow(end.prefix)
        let fields = ZipFields(overflow ? [] : file.bytes(at: start, count: 30))
        guard fields.count == 30, fields.isSigned(3, 4), fields.two(8) == header.method else {
            throw failure(
                .zipDamaged, "The header of \(name) does not agree with the directory",
                entry: name)
        }
        let offset = start + 30 + fields.two(26) + fields.two(28)
        guard header.packedBytes <= end.directoryStart - offset else {
            throw failure(
                .zipDamaged, "The \(header.packedBytes) bytes of \(name) do not fit into the file",
                entry: name)
        }
        return offset
    }

    private func checkSizes(_ entry: ZipEntry) throws(FormatError) {
        if entry.method == .stored, entry.packedBytes != entry.unpackedBytes {
            throw failure(
                .zipDamaged,
                "\(entry.name) is stored as it is, with \(entry.packedBytes) bytes that claim to "
                    + "be \(entry.unpackedBytes)", entry: entry.name)
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
            let sum = total.addingReportingOverflow(entry.unpackedBytes)
            total = sum.partialValue
            guard !sum.overflow, total <= limits.unpackedBytes else {
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

    private func damaged(_ detail: String) -> FormatError { failure(.zipDamaged, detail) }

    private func failure(_ code: IssueCode, _ detail: String, entry: String? = nil) -> FormatError {
        FormatError(Issue(code, detail, file: entry.map { "\(file.name)/\($0)" } ?? file.name))
    }
}

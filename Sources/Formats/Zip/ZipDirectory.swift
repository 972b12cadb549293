import Records

/// Walks through an archive's directory and refuses what is not safe to read.
struct ZipDirectory {
    private let file: ZipFile
    private let end: ZipEndRecord
    private let limits: ReadLimits
    private(set) var warnings: [Issue] = []
    private var backslashes = 0
    private var layout = ZipLayout()
    /// The first entry whose own header differs from the directory. Said last: that two entries
    /// overlap or have one name is the better reason.
    private var contradiction: FormatError?

    /// A directory of the most entries, with long names, takes less.
    private static let largestDirectory = 256 << 20
    /// What may grow however much: small files of zeros do.
    private static let smallBytes = 1 << 20

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
            throw failure(.zipDamaged, "Its directory claims \(end.directoryBytes) bytes")
        }
        let entries = try readHeaders()
        try checkTogether(entries)
        try checkLayout()
        if let contradiction { throw contradiction }
        if backslashes > 0 {
            warnings.append(
                Issue(.zipBackslash, "\(backslashes) names have backslashes", file: file.name))
        }
        if end.prefix > 0 {
            warnings.append(
                Issue(.zipPrefix, "\(end.prefix) bytes stand before it", file: file.name))
        }
        return entries
    }

    private mutating func readHeaders() throws(FormatError) -> [ZipEntry] {
        var rest = file.bytes(at: end.directoryStart, count: end.directoryBytes)[...]
        var entries: [ZipEntry] = []
        for number in 0..<end.entryCount {
            guard let header = ZipCentralHeader(rest) else {
                throw failure(.zipDamaged, "Entry \(number + 1) of its directory cannot be read")
            }
            rest = rest.dropFirst(header.length)
            if let entry = try makeEntry(header) { entries.append(entry) }
        }
        guard rest.isEmpty else {
            throw failure(
                .zipDamaged, "Its directory goes on behind its \(end.entryCount) entries")
        }
        return entries
    }

    /// The entry, or nil for a folder.
    private mutating func makeEntry(_ header: ZipCentralHeader) throws(FormatError) -> ZipEntry? {
        let name = try checkedName(header.name)
        try checkKind(header, name: name)
        let local = try localHeader(of: header, name: name)
        if contradiction == nil, let difference = local.difference(from: header) {
            contradiction = failure(
                .zipDamaged, "The header of \(name) has another \(difference) than the directory",
                entry: name)
        }
        if name.hasSuffix("/") { return nil }
        let entry = ZipEntry(
            name: name, method: header.method == 0 ? .stored : .deflated,
            packedBytes: header.packedBytes, unpackedBytes: header.unpackedBytes,
            checksum: header.checksum, offset: local.contentStart)
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
        // A pipe is none of them: archives that were packed from one say so of their content.
        guard ![0xA000, 0x2000, 0x6000, 0xC000].contains(kind) else {
            let word = kind == 0xA000 ? "a symbolic link" : "a device"
            throw failure(.zipLink, "\(name) is \(word)", entry: name)
        }
    }

    /// The entry's own header, noted in the layout.
    private mutating func localHeader(
        of header: ZipCentralHeader, name: String
    ) throws(FormatError) -> ZipLocalHeader {
        let (start, overflow) = header.headerOffset.addingReportingOverflow(end.prefix)
        guard !overflow, let local = ZipLocalHeader(in: file, at: start) else {
            throw failure(
                .zipDamaged, "The header of \(name) cannot be read where the directory says",
                entry: name)
        }
        guard header.packedBytes <= end.directoryStart - local.contentStart else {
            throw failure(
                .zipDamaged, "The \(header.packedBytes) bytes of \(name) do not fit into the file",
                entry: name)
        }
        layout.add(
            ZipLayout.Span(
                name: name, start: start, end: local.contentStart + header.packedBytes,
                checksum: header.checksum, packedBytes: header.packedBytes,
                unpackedBytes: header.unpackedBytes))
        return local
    }

    private func checkSizes(_ entry: ZipEntry) throws(FormatError) {
        if entry.method == .stored, entry.packedBytes != entry.unpackedBytes {
            throw failure(
                .zipDamaged,
                "\(entry.name) is stored as it is, with \(entry.packedBytes) bytes that claim to "
                    + "be \(entry.unpackedBytes)", entry: entry.name)
        }
        guard mayGrow(from: entry.packedBytes, to: entry.unpackedBytes) else {
            throw failure(
                .zipBomb,
                "\(entry.name) grows from \(entry.packedBytes) to \(entry.unpackedBytes) bytes, "
                    + "\(limits.unpackingRatio)-fold is allowed", entry: entry.name)
        }
    }

    private func mayGrow(from packed: Int, to unpacked: Int) -> Bool {
        let (allowed, overflow) = packed.multipliedReportingOverflow(by: limits.unpackingRatio)
        return unpacked <= Self.smallBytes || overflow || unpacked <= allowed
    }

    private func checkTogether(_ entries: [ZipEntry]) throws(FormatError) {
        var names: [String: String] = [:]
        var unpacked = 0
        var packed = 0
        for entry in entries {
            if let other = names.updateValue(entry.name, forKey: entry.name.lowercased()) {
                throw failure(
                    .zipDuplicateName, "It holds \(other) and \(entry.name)", entry: entry.name)
            }
            packed += entry.packedBytes
            let sum = unpacked.addingReportingOverflow(entry.unpackedBytes)
            unpacked = sum.partialValue
            guard !sum.overflow, unpacked <= limits.unpackedBytes else {
                throw failure(
                    .zipBomb, "It unpacks to more than the allowed \(limits.unpackedBytes) bytes")
            }
        }
        guard mayGrow(from: packed, to: unpacked) else {
            throw failure(
                .zipBomb,
                "Its files grow from \(packed) to \(unpacked) bytes, \(limits.unpackingRatio)-fold "
                    + "is allowed")
        }
    }

    private mutating func checkLayout() throws(FormatError) {
        do throws(ZipLayout.Fault) {
            try layout.check(in: file, from: end.prefix, to: end.directoryStart)
        } catch {
            switch error {
            case .overlap(let one, let other):
                throw failure(.zipOverlap, "\(one) and \(other) share bytes", entry: other)
            case .descriptor(let name):
                throw failure(
                    .zipDamaged, "What stands behind \(name) contradicts the directory",
                    entry: name)
            case .gap(let name, let count):
                let place = name.map { "behind \($0)" } ?? "at its start"
                throw failure(.zipDamaged, "\(count) bytes \(place) belong to no file")
            }
        }
    }

    private func failure(_ code: IssueCode, _ detail: String, entry: String? = nil) -> FormatError {
        FormatError(Issue(code, detail, file: entry.map { "\(file.name)/\($0)" } ?? file.name))
    }
}

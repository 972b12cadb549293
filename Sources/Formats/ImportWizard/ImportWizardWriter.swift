import Glibc
import Records

/// Writes what the Import Data Wizard of Sales takes: zips of CSV files, and a data map beside them.
///
/// The files are in UTF-8 with a byte order mark, with commas and quotes. Each is named by the
/// table's display name and has the columns' display names in its first line, because that is what
/// the wizard maps by itself; the data map says the same by logical names. A zip may hold files of
/// one kind only, so the map stands beside it and is imported before. A table that is too large for
/// one file goes into `Account_1.csv`, `Account_2.csv` and so on, each with the header, in order;
/// files that are too many for one zip go into `stem-2.zip` and so on.
package final class ImportWizardWriter {
    /// What the wizard takes at most.
    package struct Limits: Sendable {
        /// Bytes of one file; it must be smaller.
        package var partBytes = 8_000_000
        /// Bytes of one zip.
        package var zipBytes = 32_000_000
        /// Bytes of all files in a zip.
        package var unpackedBytes = 200_000_000

        package init() {}
    }

    let limits: Limits
    private let folder: String
    private let stem: String
    private var map: ImportMap
    private var zip: ZipWriter?
    private var zipCount = 0
    private var unpackedBytes = 0
    /// What the zip's headers and directory take at most.
    private var directoryBytes = 0
    private var names: Set<String> = []

    /// The files lie in `folder`, which must be there; nothing is created before the first record.
    /// `title` becomes the map's name.
    package init(folder: String, stem: String, title: String, limits: Limits = Limits()) {
        self.folder = folder
        self.stem = stem
        self.limits = limits
        map = ImportMap(name: title, entities: [])
    }

    /// Begins the records of a table. Its writer must be finished before the next one begins.
    ///
    /// The `columns` are those of the batches; `source` in them is what the header says. A table
    /// without records leaves no file.
    package func addTable(
        _ displayName: String, target: String, columns: [ImportMap.Column]
    ) throws(FormatError) -> any RecordWriter {
        let name = unusedName(PackageFileName.cleaned(displayName))
        let entity = ImportMap.Entity(source: name, target: target, columns: columns)
        return try ImportWizardTable(entity, package: self)
    }

    /// Closes the last zip and writes the data map. False when there was no record, and so there
    /// is no file.
    package func finish() throws(FormatError) -> Bool {
        guard let zip else { return false }
        try zip.finish()
        let name = "\(stem)-map.xml"
        let descriptor = open(
            "\(folder)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw FormatError(Issue(.fileNotWritten, systemMessage(errno), file: name))
        }
        let sink = FileSink(descriptor: descriptor, name: name, closesDescriptor: true)
        try sink.write(Array(map.text().utf8))
        try sink.finish()
        return true
    }

    /// Adds a file, whole, with its place in the map.
    func add(_ bytes: [UInt8], _ entity: ImportMap.Entity) throws(FormatError) {
        let name = entity.source + ".csv"
        let zip = try zip(with: bytes.count)
        let sink = try zip.addEntry(name)
        try sink.write(bytes)
        try sink.finish()
        unpackedBytes += bytes.count
        directoryBytes += 256 + 2 * name.utf8.count
        map.entities.append(entity)
    }

    /// The zip that has room for as many bytes, as far as it may be told before they are packed.
    private func zip(with bytes: Int) throws(FormatError) -> ZipWriter {
        // Packing may add some bytes to each block, and the file its name.
        let most = bytes + bytes / 64 + 1_024
        if let zip {
            let fits =
                zip.packedBytes + directoryBytes + most <= limits.zipBytes
                && unpackedBytes + bytes <= limits.unpackedBytes
            if fits { return zip }
            try zip.finish()
        }
        zipCount += 1
        unpackedBytes = 0
        directoryBytes = 0
        let name = zipCount == 1 ? "\(stem).zip" : "\(stem)-\(zipCount).zip"
        let made = try ZipWriter(path: "\(folder)/\(name)", name: name)
        zip = made
        return made
    }

    private func unusedName(_ name: String) -> String {
        var candidate = name
        var number = 2
        while !names.insert(candidate.foldedName).inserted {
            candidate = "\(name) \(number)"
            number += 1
        }
        return candidate
    }
}

/// Writes the records of one table into files under the limit.
private final class ImportWizardTable: RecordWriter {
    private let entity: ImportMap.Entity
    private let package: ImportWizardWriter
    private let headerBytes: Int
    private var part: (writer: CSVWriter, sink: MemorySink)?
    private var partBytes = 0
    private var recordCount = 0
    private var partCount = 0
    /// The first file, whose name depends on whether there is a second.
    private var first: [UInt8]?

    init(_ entity: ImportMap.Entity, package: ImportWizardWriter) throws(FormatError) {
        self.entity = entity
        self.package = package
        headerBytes =
            3 + entity.columns.reduce(0) { $0 + Self.mostBytes(of: Array($1.source.utf8)[...]) }
    }

    func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError) {
        var start = 0
        for (index, row) in rows.enumerated() {
            let size = mostBytes(of: batch, row: row)
            recordCount += 1
            guard headerBytes + size < package.limits.partBytes else { throw tooLong(size) }
            if part != nil, partBytes + size >= package.limits.partBytes {
                try append(batch, Array(rows[start..<index]))
                try endPart()
                start = index
            }
            if part == nil { try beginPart() }
            partBytes += size
        }
        try append(batch, Array(rows[start...]))
    }

    func finish() throws(FormatError) {
        try endPart()
        if let first { try package.add(first, entity) }
    }

    private func append(_ batch: RecordBatch, _ rows: [Int]) throws(FormatError) {
        if !rows.isEmpty { try part?.writer.write(batch, rows: rows) }
    }

    private func beginPart() throws(FormatError) {
        var dialect = Dialect()
        dialect.hasByteOrderMark = true
        let sink = MemorySink()
        let name = entity.source + ".csv"
        let writer = try CSVWriter(
            try DelimitedOutput.makeSink(for: dialect, to: sink, name: name), dialect: dialect,
            fieldNames: entity.columns.map(\.source), file: name)
        part = (writer, sink)
        partBytes = headerBytes
    }

    private func endPart() throws(FormatError) {
        guard let ended = part else { return }
        part = nil
        try ended.writer.finish()
        partCount += 1
        if partCount == 1 {
            first = ended.sink.bytes
            return
        }
        if let first { try package.add(first, numbered(1)) }
        first = nil
        try package.add(ended.sink.bytes, numbered(partCount))
    }

    private func numbered(_ number: Int) -> ImportMap.Entity {
        var entity = entity
        entity.source += "_\(number)"
        return entity
    }

    private func mostBytes(of batch: RecordBatch, row: Int) -> Int {
        batch.columns.reduce(2) { $0 + Self.mostBytes(of: batch.bytes[$1.cells[row].range]) }
    }

    /// The value with all its quotes doubled, two around it, and a comma.
    private static func mostBytes(of text: ArraySlice<UInt8>) -> Int {
        text.count + text.count { $0 == UInt8(ascii: "\"") } + 3
    }

    private func tooLong(_ size: Int) -> FormatError {
        FormatError(
            Issue(
                .wizardValueTooLong,
                "It takes \(size) bytes of \(package.limits.partBytes)",
                file: entity.source + ".csv", record: recordCount))
    }
}

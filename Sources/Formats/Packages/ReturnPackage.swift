import Glibc
import Records

/// Takes records of a source package that were set aside and writes them as they were read, in the
/// package's own kind and format, with the reason as one more field: to be mended and dropped again.
/// Records that only wait, or that go on in a file of their company, get no reason.
///
/// Nothing is created before the first record.
package final class ReturnPackage {
    /// The column or element that says why a record was set aside. Readers leave it out.
    package static let reasonField = "P2C_REASON"

    private static let reasonsSuffix = ".reasons.txt"
    private static let unreadableSuffix = ".unreadable.txt"

    /// True for the text files beside the records.
    package static func isBeside(_ path: String) -> Bool {
        path.hasSuffix(reasonsSuffix) || path.hasSuffix(unreadableSuffix)
    }

    private enum Writer {
        case dmf(DMFPackageWriter)
        case migration(MigrationPackageWriter)
        case zippedFiles(ZipWriter)
        case looseFile
    }

    private let source: SourcePackage
    private let folder: String
    private let formats: FormatRegistry
    private let title: String
    private let givesReasons: Bool
    /// The source is so large that an entry may pass 4 GiB.
    private let isLarge: Bool
    /// A CDM folder stays one; else its tables become plain CSV files.
    private let keepsModel: Bool
    private var model = CDMModelWriter()
    private var writer: Writer?
    private var unreadable: FileSink?
    private var reasons: FileSink?
    private var fileNames: Set<String> = []

    /// The file gets the source's name and lies in `folder`, which is made when it is needed. `title`
    /// names the data project of a DMF package. With `keepsModel`, the tables of a CDM folder come with a
    /// description, by which their versions and deleted records are known again.
    package init(
        of source: SourcePackage, folder: String, formats: FormatRegistry,
        title: String = "Set aside by p2c", givesReasons: Bool = true, keepsModel: Bool = false,
        isLarge: Bool = false
    ) {
        self.keepsModel = keepsModel
        self.title = title
        self.givesReasons = givesReasons
        self.isLarge = isLarge
        self.source = source
        self.folder = folder
        self.formats = formats
    }

    /// Begins the records of an entity. The writer must be finished before the next one begins.
    package func makeWriter(
        for entity: PackageEntity, columns: [String]
    ) throws(FormatError) -> ReturnedRecords {
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
            throw FormatError(Issue(.fileNotWritten, systemMessage(errno), file: folder))
        }
        let hasReasons = givesReasons && canHoldReasons(entity)
        let columns = hasReasons ? columns + [Self.reasonField] : columns
        let writer = try makePlainWriter(for: entity, columns: columns)
        (writer as? ExcelRecordWriter)?.allowsLongTexts = true
        return ReturnedRecords(
            writer, of: self, reasons: hasReasons ? .inColumn : givesReasons ? .beside : .none,
            file: entity.file,
            takesRaw: !entity.changesFormat && entity.importMap == nil)
    }

    /// A file without a header has one column more for reasons only where a manifest names it.
    private func canHoldReasons(_ entity: PackageEntity) -> Bool {
        if case .fixedWidth = entity.format { return entity.changesFormat }
        guard source.kind != .cdm, case .delimited(let dialect)? = entity.format,
            dialect.header == .none
        else { return true }
        return source.kind == .dmf && dialect.columnNames.isEmpty
    }

    /// Writes why a record was set aside into a text file beside the records.
    fileprivate func writeReason(_ reason: String, of file: String) throws(FormatError) {
        if reasons == nil { reasons = try makeFile(source.name + Self.reasonsSuffix) }
        try reasons?.write(Array("\(file): \(reason)\n".utf8))
    }

    /// Writes a record that no XML file can hold into a text file beside it, its reason before it.
    fileprivate func writeUnreadable(
        _ raw: ArraySlice<UInt8>, reason: String
    ) throws(FormatError) {
        if unreadable == nil {
            unreadable = try makeFile(source.returnedName + Self.unreadableSuffix)
        }
        try unreadable?.write(Array("\(reason)\n".utf8) + raw + Array("\n\n".utf8))
    }

    /// Completes the file. False when no record was set aside, and so there is none.
    package func finish() throws(FormatError) -> Bool {
        try unreadable?.finish()
        try reasons?.finish()
        switch writer {
        case nil: return false
        case .dmf(let writer): try writer.finish()
        case .migration(let writer): try writer.finish()
        case .zippedFiles(let writer):
            if !model.isEmpty {
                let entry = try writer.addEntry(CDMModelWriter.fileName)
                try entry.write(model.json())
                try entry.finish()
            }
            try writer.finish()
        case .looseFile: break
        }
        return true
    }

    private func makePlainWriter(
        for entity: PackageEntity, columns: [String]
    ) throws(FormatError) -> any RecordWriter {
        switch (source.kind, entity.content) {
        case (_, .migration(_, let schema)):
            let schema = givesReasons ? schema.withReason : schema
            return try migrationWriter().addEntity(schema, columns: columns)
        case (_, .migrationRelation(_, let relation, let owner)):
            return try migrationWriter().addRelation(relation, of: owner)
        case (.dmf, _):
            return try dmfWriter().addEntity(
                label: entity.name, targetEntity: entity.targetEntity ?? entity.name,
                sourceFormat: entity.changesFormat ? "CSV" : entity.sourceFormat ?? "CSV",
                columns: columns, level: 1, mayExceed4GiB: isLarge)
        case (.cdm, _):
            // Mended records come back as plain CSV files with a header line, one an entity.
            var entity = entity
            if case .delimited(var dialect) = entity.format {
                dialect.header = .line(1)
                entity.format = .delimited(dialect)
            }
            let name = PackageFileName.cleaned(entity.name) + ".csv"
            if keepsModel {
                entity.format = .delimited(CDMModelWriter.dialect)
                model.add(entity.name, columns: columns, file: name)
            }
            return try makeFileWriter(
                for: entity, columns: columns,
                sink: zipWriter().addEntry(name, mayExceed4GiB: isLarge))
        case (.zippedFiles, _):
            let name = unusedFileName(entity.ownFileName, for: entity)
            return try makeFileWriter(
                for: entity, columns: columns,
                sink: zipWriter().addEntry(name, mayExceed4GiB: isLarge))
        default:
            writer = .looseFile
            let name = unusedFileName(source.returnedName, for: entity)
            return try makeFileWriter(for: entity, columns: columns, sink: makeFile(name))
        }
    }

    /// The file's own name for its first entity; others get theirs behind it. Workbooks with macros
    /// lose them.
    private func unusedFileName(_ path: String, for entity: PackageEntity) -> String {
        let name = PackageFileName.base(path)
        let isWorkbook = if case .excel = entity.content { true } else { false }
        let suffix = isWorkbook ? ".xlsx" : name.dropFirst(PackageFileName.stem(name).count)
        let own = PackageFileName.stem(name)
        let stem = own + " " + PackageFileName.cleaned(entity.name)
        var candidate = own + suffix
        var number = 1
        while !fileNames.insert(candidate.foldedName).inserted {
            candidate = number == 1 ? "\(stem)\(suffix)" : "\(stem) \(number)\(suffix)"
            number += 1
        }
        return candidate
    }

    private func makeFileWriter(
        for entity: PackageEntity, columns: [String], sink: any ByteSink
    ) throws(FormatError) -> any RecordWriter {
        switch entity.format {
        case .delimited(let dialect):
            let encoded = try DelimitedOutput.makeSink(for: dialect, to: sink, name: entity.file)
            return try CSVWriter(encoded, dialect: dialect, fieldNames: columns, file: entity.file)
        case .fixedWidth(let layout):
            return try FixedWidthWriter(
                try layout.makeSink(to: sink, name: entity.file), layout: layout.withLineEnds,
                fieldNames: columns, file: entity.file)
        case .excel:
            return try ExcelRecordWriter(
                sink: sink, sheetName: entity.sheetName ?? entity.name, fieldNames: columns,
                file: entity.file)
        case .xmlElement, .xmlAttribute, nil:
            return try XMLRecordWriter(
                sink: sink, style: entity.format ?? .xmlElement, entity: entity.recordName,
                fieldNames: columns, file: entity.file)
        }
    }

    private func makeFile(_ name: String) throws(FormatError) -> FileSink {
        let descriptor = open(
            "\(folder)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw FormatError(Issue(.fileNotWritten, systemMessage(errno), file: name))
        }
        return FileSink(descriptor: descriptor, name: name, closesDescriptor: true)
    }

    private func dmfWriter() throws(FormatError) -> DMFPackageWriter {
        if case .dmf(let made) = writer { return made }
        let name = source.returnedName
        let made = try DMFPackageWriter(
            path: "\(folder)/\(name)", name: name,
            definitionGroup: title, formats: formats)
        writer = .dmf(made)
        return made
    }

    private func migrationWriter() throws(FormatError) -> MigrationPackageWriter {
        if case .migration(let made) = writer { return made }
        let name = PackageFileName.stem(source.returnedName) + ".zip"
        let made = try MigrationPackageWriter(
            path: "\(folder)/\(name)", name: name, timestamp: "1980-01-01T00:00:00.0000000Z",
            mayExceed4GiB: isLarge)
        writer = .migration(made)
        return made
    }

    private func zipWriter() throws(FormatError) -> ZipWriter {
        if case .zippedFiles(let made) = writer { return made }
        let name = source.returnedName
        let made = try ZipWriter(path: "\(folder)/\(name)", name: name)
        writer = .zippedFiles(made)
        return made
    }
}

/// Writes records of one entity with their reasons.
package final class ReturnedRecords {
    /// Where the reasons stand.
    fileprivate enum Reasons {
        case inColumn
        /// In a text file, because the records' own has no place for them.
        case beside
        case none
    }

    private let writer: any RecordWriter
    private let package: ReturnPackage
    private let reasons: Reasons
    /// The records' file in messages.
    private let file: String
    /// Whether the writer's file can hold a record as the source had it.
    private let takesRaw: Bool

    fileprivate init(
        _ writer: any RecordWriter, of package: ReturnPackage, reasons: Reasons, file: String,
        takesRaw: Bool
    ) {
        self.takesRaw = takesRaw
        self.writer = writer
        self.package = package
        self.reasons = reasons
        self.file = file
    }

    /// Appends the rows, and the batch's unreadable records as the file had them.
    package func write(
        _ batch: RecordBatch, rows: [Int], reasons: [Int: String]
    ) throws(FormatError) {
        switch self.reasons {
        case .inColumn: break
        case .beside: return try writeBare(batch, rows: rows, reasons: reasons)
        case .none: return try writer.write(batch, rows: rows)
        }
        var batch = batch
        var cells = [Cell](repeating: .null, count: batch.rowCount)
        for row in rows { cells[row] = batch.append((reasons[row] ?? "").utf8) }
        batch.columns.append(Column(name: ReturnPackage.reasonField, cells: cells))
        if !rows.isEmpty { try writer.write(batch, rows: rows) }
        for record in batch.unreadable {
            let raw = batch.bytes[record.raw.range]
            let reason = "\(record.issue.code.id) \(record.issue.detail)"
            if takesRaw, let delimited = writer as? CSVWriter {
                try delimited.writeRaw(raw, reason: reason)
            } else if let workbook = writer as? ExcelRecordWriter {
                try workbook.writeRaw(raw, reason: reason)
            } else {
                try package.writeUnreadable(raw, reason: "\(record.issue.location): \(reason)")
            }
        }
    }

    /// The records alone, and their reasons in the same order into the file beside them.
    private func writeBare(
        _ batch: RecordBatch, rows: [Int], reasons: [Int: String]
    ) throws(FormatError) {
        for row in rows {
            try package.writeReason(reasons[row] ?? "", of: file)
        }
        if !rows.isEmpty { try writer.write(batch, rows: rows) }
        for record in batch.unreadable {
            try package.writeReason("\(record.issue.code.id) \(record.issue.detail)", of: file)
            let raw = batch.bytes[record.raw.range]
            try (writer as? CSVWriter)?.writeRaw(raw, reason: nil)
            try (writer as? FixedWidthWriter)?.writeRaw(raw)
        }
    }

    /// Lists records that were deleted in the source. False, having done nothing, where the format has no
    /// list of them.
    package func list(deleted: [DeletedRecord]) throws(FormatError) -> Bool {
        guard let writer = writer as? MigrationRecordWriter else { return false }
        writer.list(deleted: deleted)
        return true
    }

    package func finish() throws(FormatError) { try writer.finish() }
}

extension MigrationSchema.Entity {
    /// With the field that says why a record was set aside.
    fileprivate var withReason: MigrationSchema.Entity {
        var entity = self
        entity.fields.append(
            MigrationSchema.Field(
                name: ReturnPackage.reasonField, displayName: "Why p2c set it aside",
                type: "string"))
        return entity
    }
}

import Folders
import Formats
import Glibc
import Records

/// The package that one template delivers. Nothing is created before the first record is written, so
/// a run that has nothing to deliver leaves nothing.
final class DestinationPackage {
    /// How it is written.
    enum Shape {
        /// A package for F&O, its entity files in the source format of that name.
        case dataManagement(sourceFormat: String)
        case configurationMigration(RecordIdentity)
        /// A zip with one CSV file a table.
        case delimitedZip(Dialect)
        /// Zips of CSV files and a data map for the Import Data Wizard.
        case importWizard
        /// The entity file itself, in the source format of that name.
        case bare(sourceFormat: String)
    }

    private enum Writer {
        case dataManagement(DMFPackageWriter)
        case configurationMigration(MigrationPackageWriter)
        case delimitedZip(ZipWriter)
        case importWizard(ImportWizardWriter)
        case bare
    }

    let shape: Shape
    /// The template's name, which becomes the data project's.
    private let title: String
    private let folder: String
    private let stem: String
    private let formats: FormatRegistry
    /// The source is so large that an entry may pass 4 GiB.
    private let isLarge: Bool
    private var writer: Writer?

    /// The package will lie in `folder`, which is made when it is needed, as `stem` with an ending.
    init(
        shape: Shape, title: String, folder: String, stem: String, formats: FormatRegistry,
        isLarge: Bool
    ) {
        self.shape = shape
        self.title = title
        self.folder = folder
        self.stem = stem
        self.formats = formats
        self.isLarge = isLarge
    }

    /// Sales wants record ids in lookups when it gets a Configuration Migration package.
    var needsRecordIDs: Bool {
        if case .configurationMigration = shape { true } else { false }
    }

    /// The batch as its writer takes it: for Configuration Migration packages with the ids of the
    /// records before the other columns.
    func identified(
        _ batch: RecordBatch, rows: [Int], plan: TaskPlan, registry: KeyRegistry?
    ) throws -> RecordBatch {
        guard case .configurationMigration(let identity) = shape else { return batch }
        return try RecordIDs(identity: identity, registry: registry)
            .identified(batch, rows: rows, plan: plan)
    }

    /// Begins the file of an entity. Its writer takes batches that went through `identified`, and must
    /// be finished before the next one begins.
    func makeWriter(for plan: TaskPlan) throws -> any RecordWriter {
        try makeFolder()
        let schema = plan.destination
        switch shape {
        case .dataManagement(let sourceFormat):
            return try dataManagementWriter().addEntity(
                label: schema.label, targetEntity: schema.name, sourceFormat: sourceFormat,
                columns: plan.destinationColumns, mayExceed4GiB: isLarge)
        case .configurationMigration:
            return try migrationRecords(of: plan)
        case .delimitedZip(let dialect):
            let name = "\(schema.label).csv"
            let entry = try zipWriter().addEntry(name, mayExceed4GiB: isLarge)
            let sink = try DelimitedOutput.makeSink(for: dialect, to: entry, name: name)
            return try CSVWriter(
                sink, dialect: dialect, fieldNames: plan.destinationColumns, file: name)
        case .importWizard:
            return try importWizardWriter().addTable(
                schema.label, target: schema.name,
                columns: ImportMap.Column.columns(plan.destinationColumns, of: schema))
        case .bare(let sourceFormat):
            writer = .bare
            return try bareWriter(
                schema, sourceFormat: sourceFormat, columns: plan.destinationColumns)
        }
    }

    /// The format has a column for all records or for none: it cannot leave a field of some out.
    var writesAbsentAsEmpty: Bool {
        switch shape {
        case .configurationMigration: false
        case .delimitedZip, .importWizard: true
        case .dataManagement(let format), .bare(let format): formats[format]?.isXML != true
        }
    }

    /// The format leaves out fields without a value, so that an import leaves them as they are.
    var omitsNulls: Bool { needsRecordIDs }

    /// The rows that hold what the package's format cannot carry, with what that is.
    func faults(of batch: RecordBatch, rows: [Int]) -> [RowIssue] {
        switch shape {
        case .configurationMigration: return batch.unwritableAsXML(rows: rows)
        case .delimitedZip(let dialect): return batch.unwritable(in: dialect.encoding, rows: rows)
        case .importWizard: return []
        case .dataManagement(let format), .bare(let format):
            return switch formats[format] {
            case .xmlElement, .xmlAttribute: batch.unwritableAsXML(rows: rows)
            case .delimited(let dialect): batch.unwritable(in: dialect.encoding, rows: rows)
            case .fixedWidth(let layout): batch.unwritable(in: layout.encoding, rows: rows)
            case .excel, nil: []
            }
        }
    }

    /// Completes the package. False when nothing was written, and so there is none.
    func finish() throws -> Bool {
        switch writer {
        case nil: return false
        case .dataManagement(let writer): try writer.finish()
        case .configurationMigration(let writer): try writer.finish()
        case .delimitedZip(let writer): try writer.finish()
        case .importWizard(let writer): return try writer.finish()
        case .bare: break
        }
        return true
    }

    private var path: String { "\(folder)/\(stem).zip" }

    /// Puts the lists of records that were deleted in the source and of numbers that were given beside
    /// the package. False when there are none.
    func list(_ deletions: [Deletion], _ numbers: [GivenNumbers.Given]) throws -> Bool {
        var lists = GivenNumbers.lists(numbers)
        if !deletions.isEmpty { lists.append((Deletion.fileName, Deletion.list(deletions))) }
        if lists.isEmpty { return false }
        try makeFolder()
        for list in lists { try WorkFolder.write(list.csv, to: "\(folder)/\(list.name)") }
        return true
    }

    private func makeFolder() throws {
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
            throw PipelineError.machine("cannot make the folder \(folder)")
        }
    }

    private func dataManagementWriter() throws(FormatError) -> DMFPackageWriter {
        if case .dataManagement(let made) = writer { return made }
        let made = try DMFPackageWriter(
            path: path, name: "\(stem).zip", definitionGroup: title, formats: formats)
        writer = .dataManagement(made)
        return made
    }

    private func zipWriter() throws(FormatError) -> ZipWriter {
        if case .delimitedZip(let made) = writer { return made }
        let made = try ZipWriter(path: path, name: "\(stem).zip")
        writer = .delimitedZip(made)
        return made
    }

    private func importWizardWriter() -> ImportWizardWriter {
        if case .importWizard(let made) = writer { return made }
        let made = ImportWizardWriter(folder: folder, stem: stem, title: title)
        writer = .importWizard(made)
        return made
    }

    private func migrationRecords(of plan: TaskPlan) throws -> any RecordWriter {
        let schema = plan.destination
        let idField = schema.primaryKey.first ?? ""
        let columns = [idField] + plan.destinationColumns
        return try migrationWriter().addEntity(
            MigrationSchema.Entity(
                schema, columns: columns, idField: idField, keys: plan.destinationKey),
            columns: columns)
    }

    private func migrationWriter() throws(FormatError) -> MigrationPackageWriter {
        if case .configurationMigration(let made) = writer { return made }
        // The time is only used to shift relative dates, which p2c does not write; a fixed one keeps
        // the same input giving the same bytes.
        let made = try MigrationPackageWriter(
            path: path, name: "\(stem).zip", timestamp: "1980-01-01T00:00:00.0000000Z",
            mayExceed4GiB: isLarge)
        writer = .configurationMigration(made)
        return made
    }

    private func bareWriter(
        _ schema: EntitySchema, sourceFormat: String, columns: [String]
    ) throws -> any RecordWriter {
        guard let format = formats[sourceFormat] else {
            preconditionFailure("The name of the output format was checked with the settings")
        }
        let name = "\(schema.label).\(format.fileExtension)"
        let file = try makeFile("\(folder)/\(name)", name: name)
        let names = schema.environment == .finops ? columns.map { $0.uppercased() } : columns
        return try format.makeWriter(
            sink: file, entity: schema.name, label: schema.label, fieldNames: names, file: name)
    }
}

/// Creates a file, or empties it, for writing.
func makeFile(_ path: String, name: String) throws -> FileSink {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw PipelineError.machine("cannot write \(path)") }
    return FileSink(descriptor: descriptor, name: name, closesDescriptor: true)
}

extension MigrationSchema.Entity {
    /// The table as a package declares it, with the columns that the package carries.
    fileprivate init(_ schema: EntitySchema, columns: [String], idField: String, keys: [String]) {
        let fields = columns.compactMap { column -> MigrationSchema.Field? in
            guard let field = schema.field(named: column) else { return nil }
            var declared = MigrationSchema.Field(
                name: field.name, displayName: field.title ?? field.name,
                type: field.migrationType ?? field.usualMigrationType,
                lookupTypes: field.lookup?.targets ?? [],
                isPrimaryKey: field.name == idField, isCompared: keys.contains(field.name))
            declared.packageForms = field.packageForms
            return declared
        }
        self.init(
            name: schema.name, displayName: schema.label, primaryIDField: idField,
            primaryNameField: schema.field(named: "name")?.name, fields: fields)
    }
}

extension Field {
    /// How a Configuration Migration package writes values of which the canonical form is another one.
    fileprivate var packageForms: [[UInt8]: String] {
        var forms: [[UInt8]: String] = [:]
        if case .boolean(let whenTrue, let whenFalse) = type {
            forms = [Array(whenTrue.utf8): "True", Array(whenFalse.utf8): "False"]
        }
        for option in options where option.number != nil {
            forms[Array(option.value.utf8)] = option.number
        }
        return forms
    }

    /// What a Configuration Migration package calls a field of this type where its schema says nothing
    /// else.
    fileprivate var usualMigrationType: String {
        if lookup != nil { return "entityreference" }
        return switch type {
        case .boolean: "bool"
        case .date, .dateTime: "datetime"
        case .integer: "number"
        case .decimal: currency == nil ? "decimal" : "money"
        case .guid: "guid"
        case .option: "optionsetvalue"
        case .string, .time, .year, .yearMonth: "string"
        }
    }
}

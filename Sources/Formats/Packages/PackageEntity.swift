import Records

/// The records of one entity in a package, before any of them is read.
package struct PackageEntity: Sendable {
    /// How its records lie in the package.
    enum Content: Sendable {
        /// Listed without a file: no records.
        case none
        case delimited(entry: String, Dialect)
        /// Several files, one after the other.
        case parts([PackageEntity])
        /// `recordNames` are the names that its elements may have; none for whatever is there.
        case xml(entry: String, recordNames: [String], XMLSurvey?)
        case migration(entry: String, MigrationSchema.Entity)
        case excel(entry: String, ExcelSheet)
        case fixedWidth(entry: String, FixedWidthLayout)
        /// The files of an entity of a CDM folder.
        case partitions(CDMEntity)
        /// The pairs of a many-to-many relation, which stand with the records of a table.
        case migrationRelation(
            entry: String, MigrationSchema.Relation, of: MigrationSchema.Entity)
    }

    /// As the source says it: a label, a table's logical name, a file's name.
    package var name: String
    /// The AOT name, where a manifest gives it.
    package var targetEntity: String?
    /// The names under which a schema may know it, the likeliest first.
    package var nameCandidates: [String]
    /// The file in messages: `data.zip/data.xml`.
    package var file: String
    /// How the file is written; nil for a Configuration Migration package.
    package var format: SourceFormat?
    /// The name under which the manifest gives the format.
    var sourceFormat: String?
    var content: Content
    /// Whether the dialect was found by looking at the file, because nothing declares it.
    package var isDialectDetected = false
    /// Why its records cannot be read; whoever asks for a reader is told.
    var refusal: FormatError?
    /// What a manifest does with the columns of the file; empty where it leaves them as they are.
    var fieldMaps: [DMFManifest.FieldMap] = []
    /// What a data map of the Import Data Wizard says of the file.
    var importMap: ImportMap.Entity?
    /// Other entities take their columns from the same file.
    var sharesFile = false

    /// What its records are called in an XML file.
    var recordName: String {
        if case .xml(_, let names, _) = content, let first = names.first { return first }
        return targetEntity ?? name
    }

    /// The worksheet that its records are in.
    var sheetName: String? {
        if case .excel(_, let sheet) = content { sheet.name } else { nil }
    }

    /// Whether records of a fixed width file cannot be given back in its layout, because a manifest
    /// or a data map gives the columns other names or adds some. They come back as CSV.
    var changesFormat: Bool {
        if case .fixedWidth = content { !fieldMaps.isEmpty || importMap != nil } else { false }
    }

    /// The path of a file that holds all its records and nothing else.
    var ownFileName: String {
        let isJoined = if case .parts = content { true } else { sharesFile }
        return isJoined ? "\(name).\(PackageFileName.suffix(file))" : entry ?? file
    }

    /// The file of the package that it lies in; nil when it has none, or several.
    var entry: String? {
        switch content {
        case .none, .partitions, .parts: nil
        case .delimited(let entry, _), .xml(let entry, _, _), .migration(let entry, _),
            .excel(let entry, _), .fixedWidth(let entry, _), .migrationRelation(let entry, _, _):
            entry
        }
    }
}

/// What was found in a package on opening it.
struct PackageContents {
    var kind = SourcePackage.Kind.looseFile
    var entities: [PackageEntity] = []
    var warnings: [Issue] = []
}

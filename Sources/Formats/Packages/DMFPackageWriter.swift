import Records

/// Writes a DMF package that F&O imports: the entity files, then `Manifest.xml` and
/// `PackageHeader.xml`.
package final class DMFPackageWriter {
    private let zip: ZipWriter
    private let name: String
    private let formats: FormatRegistry
    private var control: DMFControlFiles
    private var fileNames: Set<String> = []

    /// `name` stands in messages; `definitionGroup` becomes the data project's name.
    package init(
        path: String, name: String, definitionGroup: String, formats: FormatRegistry
    ) throws(FormatError) {
        zip = try ZipWriter(path: path, name: name)
        self.name = name
        self.formats = formats
        control = DMFControlFiles(definitionGroup: definitionGroup, entities: [])
    }

    /// Begins the file of an entity. Its writer must be finished before the next one begins.
    ///
    /// Only the columns that really carry values belong into `columns`: F&O clears a field whose
    /// column is there and empty. `sourceFormat` is a name of the registry. `level` is the entity's
    /// usual one, and `sequence` the next in its level, where they are not given.
    package func addEntity(
        label: String, targetEntity: String, sourceFormat: String, columns: [String],
        level: Int? = nil, sequence: Int? = nil, mayExceed4GiB: Bool = false
    ) throws(FormatError) -> any RecordWriter {
        precondition(
            !columns.isEmpty, "F&O imports nothing, and says nothing, without a field map.")
        guard let format = formats[sourceFormat] else {
            throw SourcePackage.unknownFormat(
                sourceFormat, entity: label, formats: formats, file: name)
        }
        let fields = columns.map { $0.uppercased() }
        let fileName = unusedFileName(label, extension: format.fileExtension)
        let level = level ?? Self.usualLevel(of: targetEntity)
        let count = control.entities.count { $0.level == level }
        control.entities.append(
            DMFControlFiles.Entity(
                label: label, targetEntity: targetEntity, fileName: fileName,
                sourceFormat: sourceFormat,
                excelSheetName: format.isExcel ? ExcelSkeleton.sheetName(label) + "$" : "",
                fields: fields, level: level, sequence: sequence ?? count + 1))
        let sink = try zip.addEntry(fileName, mayExceed4GiB: mayExceed4GiB)
        return try format.makeWriter(
            sink: sink, entity: targetEntity, label: label, fieldNames: fields,
            file: "\(name)/\(fileName)")
    }

    /// All entities are in one execution unit, whose levels F&O works through one after the other:
    /// groups and terms before customers and products, these before contacts, orders, their lines.
    static func usualLevel(of targetEntity: String) -> Int {
        let name = targetEntity.foldedName
        if name.contains("line") { return 50 }
        if name.contains("header") { return 40 }
        if name.contains("contact") { return 30 }
        return name.contains("group") || name.contains("term") ? 10 : 20
    }

    /// Writes the control files and closes the package.
    package func finish() throws(FormatError) {
        try add("Manifest.xml", control.manifest())
        try add("PackageHeader.xml", control.packageHeader())
        try zip.finish()
    }

    private func add(_ fileName: String, _ bytes: [UInt8]) throws(FormatError) {
        let sink = try zip.addEntry(fileName)
        try sink.write(bytes)
        try sink.finish()
    }

    /// The label as a file name, with a number behind it when the package has such a file already.
    private func unusedFileName(_ label: String, extension suffix: String) -> String {
        let stem = PackageFileName.cleaned(label)
        var candidate = "\(stem).\(suffix)"
        var number = 2
        while !fileNames.insert(candidate.foldedName).inserted {
            candidate = "\(stem) \(number).\(suffix)"
            number += 1
        }
        return candidate
    }
}

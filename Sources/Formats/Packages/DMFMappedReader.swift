import Records

/// Brings the columns of another reader to the fields that a manifest maps them to, and their
/// values to those that it converts them to.
///
/// A column that the manifest maps to several fields becomes all of them. A column of no map keeps
/// its name. A field with a default value is added where the file lacks its column.
final class DMFMappedReader: RecordReader {
    private let reader: any RecordReader
    private let maps: [DMFManifest.FieldMap]
    /// What a field's text qualifier is in a file whose dialect has none.
    private let qualifier: UInt8?
    private let file: String
    private var outputs: [Output] = []
    private var warnings: [Issue] = []

    /// A column of the batches that come out.
    private struct Output {
        var name: String
        /// The column of the file; nil where the file lacks it.
        var source: Int?
        /// Nil where the values stay as they are.
        var conversion: DMFValueConversion?
    }

    /// `stripsQualifiers` is for a delimited file that has no text qualifier by its dialect: the
    /// fields that have one by the manifest lose it.
    init(
        _ reader: any RecordReader, maps: [DMFManifest.FieldMap], file: String,
        stripsQualifiers: Bool = false
    ) {
        self.reader = reader
        self.file = file
        self.maps = maps
        qualifier = stripsQualifiers ? UInt8(ascii: "\"") : nil
    }

    func next() throws(FormatError) -> RecordBatch? {
        guard var batch = try reader.next() else { return nil }
        let columns = batch.columns
        if outputs.isEmpty {
            outputs = makeOutputs(for: columns.map(\.name))
            warnings = misspeltColumns(among: columns.map(\.name))
        }
        batch.columns = []
        for output in outputs {
            var cells =
                output.source.map { columns[$0].cells }
                ?? Array(repeating: .absent, count: batch.rowCount)
            output.conversion?.apply(to: &cells, bytes: &batch.bytes)
            batch.columns.append(Column(name: output.name, cells: cells))
        }
        return batch
    }

    func takeWarnings() -> [Issue] {
        defer { warnings = [] }
        return warnings + reader.takeWarnings()
    }

    func knownColumns() throws(FormatError) -> [String]? {
        try reader.knownColumns().map { makeOutputs(for: $0).map(\.name) }
    }

    var foundDialect: Dialect? { reader.foundDialect }

    /// Columns that the maps give another name, and that the file has under a name that no map has.
    private func misspeltColumns(among columns: [String]) -> [Issue] {
        let free = columns.filter { name in !maps.contains { $0.xmlField.isSameName(as: name) } }
        return maps.compactMap { map in
            guard map.isRenaming, !columns.contains(where: map.xmlField.isSameName),
                let near = NearNames.misspelt(map.xmlField, among: free)
            else { return nil }
            return Issue(
                .mapWithoutField,
                "Manifest.xml says that \(map.entityField) is in the column \(map.xmlField), which the "
                    + "file does not have; the nearest is \"\(near)\"", file: file,
                field: map.entityField)
        }
    }

    private func makeOutputs(for columns: [String]) -> [Output] {
        var outputs: [Output] = []
        for (index, name) in columns.enumerated() {
            let own = maps.filter { $0.xmlField.isSameName(as: name) }
            if own.isEmpty { outputs.append(Output(name: name, source: index)) }
            for map in own { outputs.append(output(map, name: name, source: index)) }
        }
        for map in maps where map.defaultValue != nil {
            let isThere = outputs.contains { $0.name.isSameName(as: map.entityField) }
            if isThere || columns.contains(where: { $0.isSameName(as: map.xmlField) }) { continue }
            outputs.append(output(map, name: map.entityField, source: nil))
        }
        return outputs
    }

    private func output(_ map: DMFManifest.FieldMap, name: String, source: Int?) -> Output {
        Output(
            name: map.isRenaming ? map.entityField : name, source: source,
            conversion: DMFValueConversion(map, qualifier: map.usesTextQualifier ? qualifier : nil))
    }
}

/// Reads an entity that has no file.
final class EmptyReader: RecordReader {
    func next() throws(FormatError) -> RecordBatch? { nil }
    func takeWarnings() -> [Issue] { [] }
}

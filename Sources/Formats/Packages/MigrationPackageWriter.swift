import Records

/// Writes the `data.zip` that the Configuration Migration tool imports: `data.xml`,
/// `data_schema.xml` and `[Content_Types].xml`, in that order and in the tool's own shape.
package final class MigrationPackageWriter {
    private let zip: ZipWriter
    private let name: String
    private let stream: MigrationStream
    private var schema = MigrationSchema(entities: [])

    /// `timestamp` stands at the root of the data: `2026-11-23T01:02:03.0000000Z`.
    package init(
        path: String, name: String, timestamp: String, mayExceed4GiB: Bool = false
    ) throws(FormatError) {
        zip = try ZipWriter(path: path, name: name)
        self.name = name
        stream = MigrationStream(
            sink: try zip.addEntry("data.xml", mayExceed4GiB: mayExceed4GiB),
            file: "\(name)/data.xml")
        stream.append(
            "\r\n<entities xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                + "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
                + "timestamp=\"\(XMLEscaping.escaped(timestamp, at: .attribute))\">\r\n")
    }

    /// Begins the records of an entity. Its writer must be finished before the next one begins.
    ///
    /// The columns are the entity's fields; a lookup `X` may have `X.lookupentityname` and, where
    /// it may point to several tables, `X.lookupentity` with it. A null or absent value writes no
    /// field, and a lookup without a GUID writes none even where its name is known.
    package func addEntity(
        _ entity: MigrationSchema.Entity, columns: [String]
    ) throws(FormatError) -> any RecordWriter {
        schema.entities.append(entity)
        return MigrationRecordWriter(stream: stream, entity: entity, columns: columns)
    }

    /// Writes the schema and the list of content types, and closes the package.
    package func finish() throws(FormatError) {
        stream.append("</entities>")
        try stream.finish()
        try add("data_schema.xml", schema.text())
        try add(
            "[Content_Types].xml",
            "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"xml\" ContentType=\"application/octet-stream\" /></Types>")
        try zip.finish()
    }

    private func add(_ fileName: String, _ text: String) throws(FormatError) {
        let sink = try zip.addEntry(fileName)
        try sink.write(Array(text.utf8))
        try sink.finish()
    }
}

/// The one `data.xml` that the writers of all entities write to, one after the other.
final class MigrationStream {
    let file: String
    private let sink: any ByteSink
    var output: [UInt8] = []

    private static let flushBytes = 64 << 10

    init(sink: any ByteSink, file: String) {
        self.sink = sink
        self.file = file
    }

    func append(_ text: String) { output += text.utf8 }

    func flushIfLarge() throws(FormatError) {
        if output.count >= Self.flushBytes { try flush() }
    }

    func finish() throws(FormatError) {
        try flush()
        try sink.finish()
    }

    private func flush() throws(FormatError) {
        try sink.write(output)
        output.removeAll(keepingCapacity: true)
    }
}

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
        stream.beginEntity(entity)
        return MigrationRecordWriter(stream: stream, entity: entity, columns: columns)
    }

    /// Begins the pairs of a many-to-many relation of a table, best behind the table's records. Its
    /// writer must be finished before anything else begins. The columns are the relation's.
    package func addRelation(
        _ relation: MigrationSchema.Relation, of entity: MigrationSchema.Entity
    ) throws(FormatError) -> any RecordWriter {
        declare(relation, of: entity)
        if stream.openEntity?.isSameName(as: entity.name) != true {
            stream.beginEntity(entity)
            stream.append("    <records />\r\n")
        }
        stream.beginRelations()
        return MigrationRelationWriter(stream: stream, relation: relation)
    }

    private func declare(_ relation: MigrationSchema.Relation, of entity: MigrationSchema.Entity) {
        let known = schema.entities.firstIndex { $0.name.isSameName(as: entity.name) }
        guard let known else {
            var entity = entity
            entity.relations = [relation]
            schema.entities.append(entity)
            return
        }
        if !schema.entities[known].relations.contains(where: { $0.name == relation.name }) {
            schema.entities[known].relations.append(relation)
        }
    }

    /// Writes the schema and the list of content types, and closes the package.
    package func finish() throws(FormatError) {
        stream.endEntity()
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
    /// The table whose element is not closed yet.
    private(set) var openEntity: String?
    private var hasRelations = false

    private static let flushBytes = 64 << 10

    init(sink: any ByteSink, file: String) {
        self.sink = sink
        self.file = file
    }

    func append(_ text: String) { output += text.utf8 }

    func beginEntity(_ entity: MigrationSchema.Entity) {
        endEntity()
        let name = XMLEscaping.escaped(entity.name, at: .attribute)
        let title = XMLEscaping.escaped(entity.displayName, at: .attribute)
        append("  <entity name=\"\(name)\" displayname=\"\(title)\">\r\n")
        openEntity = entity.name
        hasRelations = false
    }

    func beginRelations() {
        if !hasRelations { append("    <m2mrelationships>\r\n") }
        hasRelations = true
    }

    func endEntity() {
        guard openEntity != nil else { return }
        append(hasRelations ? "    </m2mrelationships>\r\n" : "    <m2mrelationships />\r\n")
        append("  </entity>\r\n")
        openEntity = nil
    }

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

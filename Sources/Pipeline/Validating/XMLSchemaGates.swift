import Formats
import Records
import Schemas

/// The users' own XML schemas beside the schemas of entities, each compiled when a file first needs
/// it.
final class XMLSchemaGates {
    private var compiled: [String: XMLSchemaGate] = [:]

    /// What the XML schema of the entity says of its file: nothing where there is no XML schema, or
    /// the file is no XML. Throws `SchemaError` when the XML schema cannot be used.
    func issues(
        of entity: PackageEntity, schema: EntitySchema?, in package: SourcePackage
    ) throws -> [Issue] {
        guard let path = schema?.xmlSchema, let bytes = try package.openXML(of: entity) else {
            return []
        }
        let gate = try compiled[path] ?? XMLSchemaGate(path: path)
        compiled[path] = gate
        let outcome = try gate.validate { buffer throws(FormatError) in
            try bytes.read(into: buffer)
        }
        var issues = outcome.findings.map {
            Issue(
                .breaksXMLSchema, $0.message, file: entity.file, entity: entity.name, line: $0.line)
        }
        let more = outcome.count - outcome.findings.count
        if more > 0 {
            issues.append(
                Issue(
                    .breaksXMLSchema, "\(more) more places break it", file: entity.file,
                    entity: entity.name))
        }
        return issues
    }
}

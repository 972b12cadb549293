import Mapping
import Records
import Schemas

/// By which fields the records of CDS are found again: the integration keys of the legs that bring them.
/// An entity has one key, and what refers to its records must name all of it.
package struct CDSKeys {
    /// A key, the template that says so, and the fields that all templates fill of the entity.
    private struct Key {
        var fields: [String]
        var template: String
        /// Where the template says so, such as `templates/vehicles/template.json:24`.
        var place: String
        var filled: Set<String>
        /// The numbers that fill its fields, by the fields' folded names.
        var numbers: [String: SourceNumber] = [:]
    }

    /// Two things that cannot both hold, and whose templates say so.
    package struct Conflict {
        package var templates: [String]
        package var sentence: String
        /// The row of a template that is wrong, such as `templates/vehicles/template.json:24`; nil where
        /// it is no single one.
        package var row: String?

        package init(templates: [String], sentence: String, row: String? = nil) {
            self.templates = templates
            self.sentence = sentence
            self.row = row
        }
    }

    private let schemas: SchemaCatalogue
    private var keys: [String: Key] = [:]
    /// Templates that find the records of one entity by different fields.
    private var disagreements: [Conflict] = []
    /// Rows that copy ids of Sales.
    private var copiedIDs: [CopiedID] = []

    package init(_ templates: [Configuration.EnabledTemplate], in schemas: SchemaCatalogue) {
        self.schemas = schemas
        for entry in templates {
            for leg in entry.template.tasks.flatMap(\.legs)
            where leg.destination.environment == .cds && !leg.integrationKey.isEmpty {
                guard let schema = schemas.schema(.cds, named: leg.destination.entity) else {
                    continue
                }
                let filled = leg.enabledMappings.map(\.destinationField.foldedName)
                var key = Key(
                    fields: leg.integrationKey, template: entry.template.name,
                    place: (leg.keyPlace ?? leg.place).fileAndLine, filled: Set(filled))
                if let source = schemas.schema(leg.source.environment, named: leg.source.entity) {
                    key.numbers = leg.numbers(of: source)
                    copiedIDs += leg.copiedIDs(of: source, to: schema, by: entry.template.name)
                }
                note(key, of: schema)
            }
        }
    }

    private mutating func note(_ key: Key, of schema: EntitySchema) {
        guard let known = keys[schema.name.foldedName] else {
            keys[schema.name.foldedName] = key
            return
        }
        keys[schema.name.foldedName]?.filled.formUnion(key.filled)
        guard known.fields.map(\.foldedName) != key.fields.map(\.foldedName) else { return }
        disagreements.append(
            Conflict(
                templates: [known.template, key.template],
                sentence: "\"\(known.template)\" finds the records of CDS \(schema.label) by "
                    + "\(known.fields.listed) (\(known.place)), \"\(key.template)\" by "
                    + "\(key.fields.listed) (\(key.place)). Give the legs of both the same "
                    + "integrationKey"))
    }

    /// The entities, their keys, and which template says so where.
    var all: [(entity: String, key: [String], template: String, place: String)] {
        cdsSchemas.compactMap { schema in
            keys[schema.name.foldedName].map { (schema.name, $0.fields, $0.template, $0.place) }
        }
    }

    /// True when a template brings records of the entity.
    func holds(_ schema: EntitySchema) -> Bool { keys[schema.name.foldedName] != nil }

    /// The fields that refer to a record of the entity, in the order of its key.
    func fields(of reference: ForeignKey, to target: EntitySchema) -> [String] {
        guard target.environment == .cds, let key = keys[target.name.foldedName] else {
            return reference.fields
        }
        let fields = key.fields.compactMap { name in
            reference.resourceFields.firstIndex { $0.isSameName(as: name) }.map {
                reference.fields[$0]
            }
        }
        return fields.count == reference.fields.count ? fields : reference.fields
    }

    /// What cannot be: two keys for one entity, and references by which no record is ever found.
    package var conflicts: [Conflict] {
        disagreements + cdsSchemas.filter(holds).flatMap(lostReferences)
            + copiedIDs.flatMap(strayIDs)
    }

    /// References that have an id of Sales where the records that they lead to have a number.
    private func strayIDs(_ row: CopiedID) -> [Conflict] {
        row.schema.foreignKeys.compactMap { reference in
            guard
                let index = reference.fields.firstIndex(where: row.destination.isSameName),
                let (target, key) = target(of: reference, in: row.schema),
                let number = key.numbers[reference.resourceFields[index].foldedName]
            else { return nil }
            return Conflict(
                templates: [row.template, key.template],
                sentence: "\(row.place): '\(row.source)' is the id of a record of Sales, and "
                    + "\"\(key.template)\" fills \(reference.resourceFields[index]) of CDS "
                    + "\(target.label) from '\(number.field)': no reference would ever be found. Write "
                    + "'\(row.source).\(number.isOfSales ? number.field : "FIELD")'",
                row: row.place)
        }
    }

    /// The entity that the reference of a schema leads to, and its key; nil where no template brings it.
    private func target(
        of reference: ForeignKey, in schema: EntitySchema
    ) -> (schema: EntitySchema, key: Key)? {
        guard let target = schemas.schema(.cds, named: reference.resource ?? schema.name),
            let key = keys[target.name.foldedName]
        else { return nil }
        return (target, key)
    }

    /// The field of the source that fills one of the entity's, where it is no id.
    func number(filling field: String, of entity: EntitySchema) -> SourceNumber? {
        keys[entity.name.foldedName]?.numbers[field.foldedName]
    }

    private var cdsSchemas: [EntitySchema] { schemas.all.filter { $0.environment == .cds } }

    private func lostReferences(of schema: EntitySchema) -> [Conflict] {
        guard let own = keys[schema.name.foldedName] else { return [] }
        return schema.foreignKeys.compactMap { reference in
            guard reference.fields.allSatisfy({ own.filled.contains($0.foldedName) }),
                let (target, key) = target(of: reference, in: schema),
                Set(key.fields.map(\.foldedName)) != Set(reference.resourceFields.map(\.foldedName))
            else { return nil }
            let place =
                schemas.place(of: reference, in: schema).map { " (\($0.fileAndLine))" } ?? ""
            return Conflict(
                templates: [own.template, key.template],
                sentence: "The schema of CDS \(schema.label) refers to \(target.label) by "
                    + "\(reference.resourceFields.listed)\(place), and \"\(key.template)\" finds its "
                    + "records by \(key.fields.listed) (\(key.place)): no reference would ever be "
                    + "found. Let foreignKeys of the schema name all fields of the key, or change "
                    + "integrationKey of the leg")
        }
    }
}

extension ForeignKey {
    /// The field that tells people what is meant: not the organization.
    var mainField: String { fields.first { !$0.isOrganizationName } ?? fields[0] }
}

extension [String] {
    fileprivate var listed: String { joined(separator: ", ") }
}

import JSON5
import Records

private typealias Reader = ObjectReader<SchemaError>

extension SchemaFile {
    /// What a schema file says about several records: keys, references and sums.
    struct RelationEntries {
        /// Names of fields and where they stand.
        struct Key {
            var place: DocumentPlace
            var fields: [String]
        }

        struct Reference {
            var place: DocumentPlace
            var key: ForeignKey
        }

        struct Total {
            var place: DocumentPlace
            var total: LineTotal
        }

        var uniqueKeys: [Key] = []
        var alternateKeys: [Key] = []
        var foreignKeys: [Reference] = []
        var totals: [Total] = []
    }
}

extension SchemaFile.RelationEntries {
    init(in object: ObjectReader<SchemaError>) throws(SchemaError) {
        uniqueKeys = try Self.keys("uniqueKeys", of: object)
        alternateKeys = try Self.keys("p2c:alternateKeys", of: object)
        for (value, place) in try object.optionalList("foreignKeys") ?? [] {
            foreignKeys.append(try Reference(value, at: place))
        }
        for (value, place) in try object.optionalList("p2c:totals") ?? [] {
            totals.append(try Total(value, at: place))
        }
    }

    /// A list of keys, each a list of fields or one field.
    private static func keys(
        _ name: String, of object: ObjectReader<SchemaError>
    ) throws(SchemaError) -> [Key] {
        var keys: [Key] = []
        for (value, place) in try object.optionalList(name) ?? [] {
            var fields: [String] = []
            if case .list(let elements) = value.content {
                for element in elements { fields.append(try Reader.text(of: element, at: place)) }
            } else {
                fields = [try Reader.text(of: value, at: place)]
            }
            guard !fields.isEmpty else {
                throw SchemaError(
                    at: place, what: "The key has no fields", remedy: "Name them, or take it out")
            }
            keys.append(Key(place: place, fields: fields))
        }
        return keys
    }
}

extension SchemaFile.RelationEntries.Reference {
    fileprivate init(_ value: JSON5Value, at place: DocumentPlace) throws(SchemaError) {
        let object = try Reader(
            value, at: place, knowing: ["fields", "reference", "p2c:header", "p2c:source"])
        let fields = try object.fieldNames("fields")
        guard
            let target = try object.optionalObject("reference", knowing: ["resource", "fields"])
        else { throw SchemaError(.wrongValue, "'reference' is missing", at: place) }
        let targetFields = try target.fieldNames("fields")
        guard fields.count == targetFields.count else {
            throw SchemaError(
                at: target.memberPlace("fields"),
                what: "\(fields.count) fields refer to \(targetFields.count)",
                remedy: "Name as many fields under reference as under fields")
        }
        let resource = try target.optionalText("resource") ?? ""
        self.place = place
        key = ForeignKey(
            fields: fields, resource: resource.isEmpty ? nil : resource,
            resourceFields: targetFields,
            isHeader: try object.optionalFlag("p2c:header") ?? false)
    }
}

extension SchemaFile.RelationEntries.Total {
    fileprivate init(_ value: JSON5Value, at place: DocumentPlace) throws(SchemaError) {
        let object = try Reader(
            value, at: place, knowing: ["field", "sumOf", "by", "p2c:source"])
        guard let lines = try object.optionalObject("sumOf", knowing: ["resource", "field"]) else {
            throw SchemaError(.wrongValue, "'sumOf' is missing", at: place)
        }
        self.place = place
        total = LineTotal(
            field: try object.text("field"), lines: try lines.text("resource"),
            lineField: try lines.text("field"), by: try object.optionalTexts("by") ?? [])
    }
}

extension ObjectReader<SchemaError> {
    /// One name or several, at least one.
    fileprivate func fieldNames(_ key: String) throws(SchemaError) -> [String] {
        let names = try required(key, try optionalTexts(key))
        guard !names.isEmpty, !names.contains("") else {
            throw SchemaError(.wrongValue, "'\(key)' names no field", at: memberPlace(key))
        }
        return names
    }
}

extension SchemaFile {
    /// Brings what the file says about several records into the schema; the fields are known.
    func setRelations(of schema: inout EntitySchema) throws(SchemaError) {
        try checkOwnFields(of: schema)
        schema.uniqueKeys = fields.filter(\.constraints.isUnique).map { [$0.name] }
        for key in relations.uniqueKeys.map({ schema.spelled($0.fields) })
        where !schema.uniqueKeys.contains(key) {
            schema.uniqueKeys.append(key)
        }
        schema.primaryKey = schema.spelled(schema.primaryKey)
        schema.alternateKeys = relations.alternateKeys.map { schema.spelled($0.fields) }
        for reference in relations.foreignKeys {
            var key = reference.key
            key.fields = schema.spelled(key.fields)
            schema.foreignKeys.append(key)
        }
        schema.totals = relations.totals.map(\.total)
    }

    /// Throws where something names fields that the entity does not have.
    private func checkOwnFields(of schema: EntitySchema) throws(SchemaError) {
        var named = (relations.uniqueKeys + relations.alternateKeys).map { ($0.fields, $0.place) }
        named += relations.foreignKeys.map { ($0.key.fields, $0.place) }
        named += relations.foreignKeys.filter { $0.key.resource == nil }.map {
            ($0.key.resourceFields, $0.place)
        }
        named += relations.totals.map { ([$0.total.field], $0.place) }
        named += fields.compactMap { entry in entry.currency.map { ([$0], entry.place) } }
        var errors = SchemaErrorList()
        for (names, place) in named {
            errors.trying { () throws(SchemaError) in
                try check(names, of: schema, at: place)
            }
        }
        if schema.environment == .cds {
            for reference in relations.foreignKeys {
                errors.trying { () throws(SchemaError) in try checkPairs(of: reference) }
            }
        }
        try errors.throwAll()
    }

    /// Throws where the organization of one side has another field on the other: such a reference never
    /// finds its record.
    private func checkPairs(of reference: RelationEntries.Reference) throws(SchemaError) {
        let pairs = zip(reference.key.fields, reference.key.resourceFields)
        for (field, other) in pairs where field.isOrganizationName != other.isOrganizationName {
            throw SchemaError(
                at: reference.place,
                what: "It pairs \(field) with \(other), and only one of the two is an organization",
                remedy: "Name the fields under reference in the same order as those under fields")
        }
    }

    /// Finds references to entities and fields that none of the schemas has. The schema is that of
    /// this file, `find` knows all schemas of its system.
    func checkRelations(
        of schema: EntitySchema, find: (String) -> EntitySchema?
    ) throws(SchemaError) {
        var errors = SchemaErrorList()
        for reference in relations.foreignKeys {
            guard let name = reference.key.resource else { continue }
            errors.trying { () throws(SchemaError) in
                try check(
                    reference.key.resourceFields, of: try target(name, find, reference.place),
                    at: reference.place)
            }
        }
        for entry in relations.totals {
            errors.trying { () throws(SchemaError) in
                try check(entry, of: schema, find: find)
            }
        }
        try errors.throwAll()
    }

    private func check(
        _ entry: RelationEntries.Total, of schema: EntitySchema, find: (String) -> EntitySchema?
    ) throws(SchemaError) {
        let lines = try target(entry.total.lines, find, entry.place)
        try check([entry.total.lineField], of: lines, at: entry.place)
        guard entry.total.foreignKey(of: lines, to: schema) == nil else { return }
        throw SchemaError(
            at: entry.place,
            what: "\(lines.name) has no foreign key to \(schema.name), or more than one",
            remedy: "Name its fields in by: \"by\": [\"quoteid\"]")
    }

    private func target(
        _ name: String, _ find: (String) -> EntitySchema?, _ place: DocumentPlace
    ) throws(SchemaError) -> EntitySchema {
        if let schema = find(name) { return schema }
        throw SchemaError(
            at: place, what: "No schema of \(environment) is named \(name)",
            remedy: "Correct the spelling, or add its schema; \"p2c schema list\" names all")
    }

    private func check(
        _ names: [String], of schema: EntitySchema, at place: DocumentPlace
    ) throws(SchemaError) {
        var errors = SchemaErrorList()
        for name in names where schema.field(named: name) == nil {
            errors.add(
                SchemaError(
                    at: place, what: "It names \(name), which is no field of \(schema.name)",
                    remedy: schema.remedy(forNoField: name)))
        }
        try errors.throwAll()
    }
}

extension EntitySchema {
    /// Names of its fields in the letters of the fields.
    fileprivate func spelled(_ names: [String]) -> [String] {
        names.map { field(named: $0)?.name ?? $0 }
    }

    /// What to do about a name that is none of its fields.
    func remedy(forNoField name: String) -> String {
        let near = NearNames.of(name, among: fields.map(\.name)).first
        return "Correct the spelling" + (near.map { ": the nearest is \($0)" } ?? "")
            + ", or add the field"
    }
}

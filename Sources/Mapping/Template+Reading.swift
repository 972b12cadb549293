import JSON5
import Records

extension Template {
    /// Reads a template's file, which is JSON5 in the Data Integrator's vocabulary.
    ///
    /// Throws at the first part that has the wrong form; a file of the right form is checked as a
    /// whole and throws everything that is wrong with it at once.
    package init(json5 bytes: [UInt8], file: String) throws(MappingError) {
        let top = DocumentPlace(file: file)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw MappingError(.templateUnreadable, "the file is not encoded in UTF-8", at: top)
        }
        self = try Template(try JSON5Parser.value(of: bytes, at: top), at: top)
        if let error = MappingError(problems()) { throw error }
        tasks.sort { $0.order < $1.order }
    }

    private init(_ value: JSON5Value, at place: DocumentPlace) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place,
            knowing: ["name", "version", "description", "notes", "enabled", "tasks"])
        var tasks: [TemplateTask] = []
        for (value, place) in try object.list("tasks") {
            tasks.append(try TemplateTask(value, at: place, position: tasks.count + 1))
        }
        self.init(
            name: try object.text("name"), version: try object.optionalText("version"),
            description: try object.optionalText("description"), tasks: tasks, place: place)
        for (value, place) in try object.optionalList("notes") ?? [] {
            notes.append(try ObjectReader<MappingError>.text(of: value, at: place))
        }
        isOnByDefault = try object.optionalFlag("enabled") ?? true
    }
}

extension JSON5Parser {
    fileprivate static func value(
        of bytes: [UInt8], at place: DocumentPlace
    ) throws(MappingError) -> JSON5Value {
        do throws(JSON5Error) {
            return try value(of: bytes)
        } catch {
            var mappingError = MappingError(.templateUnreadable, error.detail, at: place)
            mappingError.issue.line = error.line
            mappingError.issue.column = error.column
            throw mappingError
        }
    }
}

extension TemplateTask {
    fileprivate init(
        _ value: JSON5Value, at place: DocumentPlace, position: Int
    ) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place, knowing: ["name", "order", "legs"])
        var legs: [Leg] = []
        for (value, place) in try object.list("legs") { legs.append(try Leg(value, at: place)) }
        self.init(
            name: try object.text("name"), order: try object.optionalNumber("order") ?? position,
            legs: legs, place: place)
    }
}

extension Leg {
    fileprivate init(_ value: JSON5Value, at place: DocumentPlace) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place,
            knowing: [
                "sourceEnvironment", "sourceSchema", "destinationEnvironment", "destinationSchema",
                "sourceFilter", "integrationKey", "fieldMappings",
            ])
        var mappings: [FieldMapping] = []
        for (value, place) in try object.list("fieldMappings") {
            mappings.append(try FieldMapping(value, at: place))
        }
        var key: [String] = []
        for (value, place) in try object.list("integrationKey") {
            key.append(try ObjectReader<MappingError>.text(of: value, at: place))
        }
        self.init(
            from: try Leg.entity(of: object, side: "source"),
            to: try Leg.entity(of: object, side: "destination"),
            sourceFilter: try Leg.filter(of: object), integrationKey: key,
            fieldMappings: mappings, place: place)
    }

    private static func entity(
        of object: ObjectReader<MappingError>, side: String
    ) throws(MappingError) -> EntityReference {
        let key = side + "Environment"
        let name = try object.text(key)
        guard let environment = Environment(templateName: name) else {
            throw MappingError(
                .templateValueWrong, "'\(name)' is none of Sales, CDS, Fin and Ops",
                at: object.memberPlace(key))
        }
        return EntityReference(environment, try object.text(side + "Schema"))
    }

    private static func filter(of object: ObjectReader<MappingError>) throws(MappingError)
        -> SourceFilter?
    {
        guard let text = try object.optionalText("sourceFilter"), !text.isBlank else { return nil }
        do throws(ExpressionError) {
            return try SourceFilter(text)
        } catch {
            throw MappingError(.sourceFilterWrong, error, at: object.memberPlace("sourceFilter"))
        }
    }
}

extension Environment {
    /// The names by which the Data Integrator and its users call the systems, in any case.
    init?(templateName name: String) {
        switch name.foldedName {
        case "sales": self = .sales
        case "cds": self = .cds
        case "fin and ops", "fo", "finops": self = .finops
        default: return nil
        }
    }
}

extension FieldMapping {
    fileprivate init(_ value: JSON5Value, at place: DocumentPlace) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place,
            knowing: [
                "sourceField", "destinationField", "valueTransforms", "provenance", "note",
                "enabled", "expression",
            ])
        var transforms: [ValueTransform] = []
        for (value, place) in try object.optionalList("valueTransforms") ?? [] {
            transforms.append(try ValueTransform(value, at: place))
        }
        let source = try object.optionalText("sourceField")
        self.init(
            source.flatMap { $0.isBlank ? nil : $0 }, try object.text("destinationField"),
            transforms,
            provenance: try object.optionalText("provenance").map(Provenance.init(rawValue:)),
            note: try object.optionalText("note"),
            isEnabled: try object.optionalFlag("enabled") ?? true,
            expression: try FieldMapping.expression(of: object), place: place)
    }

    private static func expression(
        of object: ObjectReader<MappingError>
    ) throws(MappingError) -> ValueExpression? {
        guard let text = try object.optionalText("expression"), !text.isBlank else { return nil }
        let place = object.memberPlace("expression")
        if let source = try object.optionalText("sourceField"), !source.isBlank {
            throw MappingError(
                .templateValueWrong, "a mapping has a sourceField or an expression, not both",
                at: place)
        }
        do throws(ExpressionError) {
            return try ValueExpression(text)
        } catch {
            throw MappingError(.expressionWrong, error, at: place)
        }
    }
}

extension ValueTransform {
    fileprivate init(_ value: JSON5Value, at place: DocumentPlace) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place,
            knowing: ["transformType", "defaultValue", "valueMap", "unmapped"])
        switch try object.text("transformType") {
        case "Default":
            try object.refuse(["valueMap", "unmapped"], in: "Default")
            let value = try object.optionalText("defaultValue")
            self = .default(try object.required("defaultValue", value))
        case "ValueMap":
            try object.refuse(["defaultValue"], in: "ValueMap")
            self = .valueMap(try ValueMap(object))
        case let other:
            throw MappingError(
                .templateValueWrong, "'\(other)' is none of Default, ValueMap",
                at: object.memberPlace("transformType"))
        }
    }
}

extension ObjectReader<MappingError> {
    /// Throws when the object has a key that belongs to the other transform.
    fileprivate func refuse(_ keys: [String], in type: String) throws(MappingError) {
        for key in keys where has(key) {
            throw MappingError(
                .templateKeyUnknown, "'\(key)' does not belong to a \(type)", at: memberPlace(key))
        }
    }
}

extension ValueMap {
    fileprivate init(_ object: ObjectReader<MappingError>) throws(MappingError) {
        let members = try object.required("valueMap", try object.optionalMembers("valueMap"))
        let place = object.memberPlace("valueMap")
        var entries: [Entry] = []
        for member in members {
            let value = try ObjectReader<MappingError>.text(
                of: member.value, at: place.member(member.key, line: member.line))
            entries.append(Entry(member.key, value))
        }
        self.init(entries, unmapped: try ValueMap.policy(of: object))
    }

    private static func policy(of object: ObjectReader<MappingError>) throws(MappingError)
        -> Unmapped?
    {
        guard let name = try object.optionalText("unmapped") else { return nil }
        guard let policy = Unmapped(rawValue: name) else {
            let known = Unmapped.allCases.map(\.rawValue).joined(separator: ", ")
            throw MappingError(
                .templateValueWrong, "'\(name)' is none of \(known)",
                at: object.memberPlace("unmapped"))
        }
        return policy
    }
}

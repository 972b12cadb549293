import JSON5
import Records

extension Template {
    /// Reads a template's file, which is JSON5 in the Data Integrator's vocabulary.
    ///
    /// Throws at the first part that has the wrong form; a file of the right form is checked as a
    /// whole and throws everything that is wrong with it at once.
    package init(json5 bytes: [UInt8], file: String) throws(MappingError) {
        let top = DocumentPlace(file: file)
        if let error = MappingError(notUTF8: bytes, at: top) { throw error }
        self = try Template(try JSON5Parser.value(of: bytes, at: top), at: top)
        if let error = MappingError(problems()) { throw error }
        tasks.sort { $0.order < $1.order }
    }

    private init(_ value: JSON5Value, at place: DocumentPlace) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place,
            knowing: [
                "name", "version", "description", "notes", "enabled", "csvOnly", "tasks",
            ])
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
        isOnlyForCSV = try object.optionalFlag("csvOnly") ?? false
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

extension Environment {
    /// The names by which the Data Integrator, dual-write and their users call the systems, in any
    /// case.
    init?(templateName name: String) {
        switch name.foldedName {
        case "sales", "crm": self = .sales
        case "cds": self = .cds
        case "fin and ops", "fo", "finops", "ax": self = .finops
        default: return nil
        }
    }
}

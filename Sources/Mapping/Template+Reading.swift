import JSON5
import Records

extension Template {
    /// Reads a template's file, which is JSON5 in the Data Integrator's vocabulary.
    ///
    /// Throws at the first part that has the wrong form; a file of the right form is checked as a
    /// whole and throws everything that is wrong with it at once. `schema` finds the schema of an entity,
    /// for messages.
    package init(
        json5 bytes: [UInt8], file: String,
        naming schema: (EntityReference) -> EntitySchema? = { _ in nil }
    ) throws(MappingError) {
        let top = DocumentPlace(file: file)
        if let error = MappingError(notUTF8: bytes, at: top) { throw error }
        self = try Template(try JSON5Parser.value(of: bytes, at: top), at: top)
        if let error = MappingError(problems(naming: schema)) { throw error }
        tasks.sort { $0.order < $1.order }
    }

    private init(_ value: JSON5Value, at place: DocumentPlace) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place, knowing: Template.keys, ignoring: Template.foreignKeys)
        let context = try LegContext(object)
        let tasks = try Template.tasks(of: object, in: context)
        self.init(
            name: try Template.name(of: object), version: try Template.version(of: object),
            description: try object.optionalText("description"), tasks: tasks, place: place)
        // Both ways may be on, and a name belongs to one template.
        if context.isReversed { name += " (reversed)" }
        for (value, place) in try object.optionalList("notes") ?? [] {
            notes.append(try ObjectReader<MappingError>.text(of: value, at: place))
        }
        isOnByDefault = try object.optionalFlag("enabled") ?? true
        isOnlyForCSV = try object.optionalFlag("csvOnly") ?? false
    }

    private static let keys = [
        "name", "version", "description", "notes", "enabled", "csvOnly", "reversed", "tasks",
        "entityMappingTasks", "legs", "displayName", "templateIdentifier", "environments",
        "leftEnvironmentType", "centerEnvironmentType", "rightEnvironmentType",
    ]

    /// What the Data Integrator and dual-write note in their files for the running of a project.
    private static let foreignKeys =
        TemplateTask.foreignKeys + [
            "targetTypeList", "validationIssues", "projectState", "isPQOnlineFlow", "maxCrmIo",
            "useCrmOdataExport", "createImportErrorFile", "autoRetryFailedImportRecords",
            "isDataManagementProject", "dataManagementOperation", "tenant", "isDualWriteProject",
            "isDualWriteEnabled", "skipInitialSync", "areKeysMismatched", "authorizedUsers",
            "owner", "createdDateTime", "tags", "dataPartitionMappings", "legalEntityMappings",
            "alertSettings",
        ]

    /// A file has a list of tasks under one of two names, or it is one task and has legs.
    private static func tasks(
        of object: ObjectReader<MappingError>, in context: LegContext
    ) throws(MappingError) -> [TemplateTask] {
        let given = ["tasks", "entityMappingTasks", "legs"].filter(object.has)
        if given.count > 1 {
            throw MappingError(
                .templateValueWrong, "a template has \(given.joined(separator: " or ")), not both",
                at: object.memberPlace(given[1]))
        }
        if given == ["legs"] {
            return [
                TemplateTask(
                    name: try name(of: object), order: 1,
                    legs: try TemplateTask.legs(of: object, in: context), place: object.place)
            ]
        }
        var tasks: [TemplateTask] = []
        for (value, place) in try object.list(given.first ?? "tasks") {
            tasks.append(
                try TemplateTask(value, at: place, position: tasks.count + 1, in: context))
        }
        return tasks
    }

    private static func name(
        of object: ObjectReader<MappingError>
    ) throws(MappingError) -> String {
        if object.has("name") { return try object.text("name") }
        let identifier = try object.optionalForeignObject("templateIdentifier")
        for (object, key) in [
            (object, "displayName"), (identifier, "displayName"), (identifier, "name"),
        ] {
            if let name = try object?.optionalText(key), !name.isBlank { return name }
        }
        return try object.text("name")
    }

    /// What the file says, or the four numbers of `templateIdentifier`.
    private static func version(
        of object: ObjectReader<MappingError>
    ) throws(MappingError) -> String? {
        if let version = try object.optionalText("version") { return version }
        guard let identifier = try object.optionalForeignObject("templateIdentifier") else {
            return nil
        }
        if let version = try? identifier.optionalText("version") { return version }
        guard let version = try identifier.optionalForeignObject("version") else { return nil }
        var numbers: [String] = []
        for part in ["major", "minor", "build", "revision"] {
            guard let number = try version.optionalNumber(part), number >= 0 else { break }
            numbers.append(String(number))
        }
        return numbers.isEmpty ? nil : numbers.joined(separator: ".")
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

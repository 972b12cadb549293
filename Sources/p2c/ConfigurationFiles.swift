import Folders
import Formats
import JSON5
import Mapping
import Pipeline
import Records
import Schemas

/// The files of a workspace or installation that decide how packages are converted.
struct ConfigurationFiles {
    private let folder: String
    private var settingsFile: [UInt8]?
    private var schemaFiles: [(path: String, bytes: [UInt8])] = []
    private var xmlSchemas: Set<String> = []
    var templateFiles: [(folder: String, path: String, bytes: [UInt8])] = []
    /// Sentences about folders in templates/ that are none of a template, and about files in schemas/ that
    /// are not read.
    private(set) var remarks: [String] = []
    /// Of these the sentences about folders in templates/, by the folders' folded names.
    private(set) var withoutTemplate: [String: String] = [:]
    private var valueMapFiles: [(template: String, path: String, bytes: [UInt8])] = []

    /// `templates` is a folder with templates that take the place of those of the same names.
    init(folder: String, templates: String? = nil) throws(FoldersError) {
        self.folder = folder
        let settings = "\(folder)/p2c.json"
        if Paths.leadsToFile(settings) { settingsFile = try Paths.read(settings) }
        if Paths.leadsToFolder("\(folder)/schemas") { try readSchemas("\(folder)/schemas") }
        if Paths.leadsToFolder("\(folder)/templates") { try readTemplates("\(folder)/templates") }
        if let templates { try readTemplates(templates) }
    }

    /// Reads the schemas of each system, and tells of files that lie or are called as if they were one.
    private mutating func readSchemas(_ path: String) throws(FoldersError) {
        let systems = Environment.allCases.map(\.rawValue).sorted()
        for name in try Paths.names(in: path) where Self.looksLikeJSON(name) {
            remarks.append(
                "schemas/\(name) lies in no folder of a system: it is not read. Move it to "
                    + "schemas/\(systems.joined(separator: "/, schemas/"))/")
        }
        for system in systems where Paths.leadsToFolder("\(path)/\(system)") {
            for name in try Paths.names(in: "\(path)/\(system)") {
                try readSchema("\(system)/\(name)", in: path)
            }
        }
    }

    private mutating func readSchema(_ name: String, in path: String) throws(FoldersError) {
        let file = "\(path)/\(name)"
        if name.hasSuffix(".xsd") { xmlSchemas.insert(file) }
        if name.hasSuffix(".json") {
            schemaFiles.append((file, try Paths.read(file)))
        } else if Self.looksLikeJSON(name) {
            remarks.append(
                "schemas/\(name) does not end in .json: it is not read. Give it that ending, or take "
                    + "it out of schemas/")
        }
    }

    /// By its ending, or what is nearly that ending.
    private static func looksLikeJSON(_ name: String) -> Bool {
        [".json", ".jsn", ".json5", ".jsonc", ".json.txt"].contains {
            name.foldedName.hasSuffix($0)
        } && !name.hasPrefix(".")
    }

    /// Throws when a folder that was named for its templates has none.
    static func checkTemplates(in path: String) throws {
        if Paths.leadsToFile(path) {
            throw UsageError(
                "\(path) is a file, and --templates takes a folder: \(Paths.parent(of: path))")
        }
        guard Paths.leadsToFolder(path) else { throw UsageError("There is no folder \(path)") }
        let folders = [path] + (try Paths.names(in: path).map { "\(path)/\($0)" })
        guard folders.contains(where: { Paths.leadsToFile("\($0)/template.json") }) else {
            throw UsageError("\(path) has no template.json, and none of its folders has one")
        }
    }

    /// Throws when there is no schema, which everything needs.
    func checkSchemas() throws(UsageError) {
        if schemaFiles.isEmpty { throw UsageError(nothingIn: "schemas", of: folder) }
    }

    /// Throws when there is no template, whether it can be read or not.
    func checkTemplates() throws(UsageError) {
        if templateFiles.isEmpty { throw UsageError(nothingIn: "templates", of: folder) }
    }

    /// Reads the templates of a folder, or the one whose folder it is. They take the place of those
    /// that were read before from folders of the same names.
    private mutating func readTemplates(_ path: String) throws(FoldersError) {
        let isOne = Paths.leadsToFile("\(path)/template.json")
        let names = isOne ? [] : try Paths.names(in: path)
        for name in names where Self.looksLikeJSON(name) && Paths.leadsToFile("\(path)/\(name)") {
            remarks.append(
                "templates/\(name) lies in no folder of a template: it is not read. Make a folder for it "
                    + "in templates/, and move it there as template.json")
        }
        let folders = isOne ? [path] : names.map { "\(path)/\($0)" }
        for folder in folders where Paths.leadsToFolder(folder) {
            guard try hasTemplate(folder) else { continue }
            let file = "\(folder)/template.json"
            let name = String(folder.split(separator: "/").last ?? "")
            templateFiles.removeAll { $0.folder == name }
            templateFiles.append((name, file, try Paths.read(file)))
            valueMapFiles.removeAll { $0.template == name }
            try readValueMaps("\(folder)/value-maps", of: name)
        }
        templateFiles.sort { $0.folder < $1.folder }
    }

    /// False for a folder without a template, which is told. Throws when it cannot be read.
    private mutating func hasTemplate(_ folder: String) throws(FoldersError) -> Bool {
        let name = folder.split(separator: "/").last ?? ""
        let names = try Paths.names(in: folder)
        if name.hasPrefix(".") {
            guard names.contains("template.json") else { return false }
            remarks.append(
                "templates/\(name)/ begins with a full stop: it is not read. Rename the folder, or take "
                    + "it out of templates/")
            return false
        }
        if names.contains("template.json") { return true }
        let deeper = names.filter { Paths.leadsToFile("\(folder)/\($0)/template.json") }
        let other =
            names.filter { $0.hasSuffix(".json") || $0.hasSuffix(".json5") }
            + deeper.map { "\($0)/template.json" }
        let has = other.isEmpty ? "" : ", only \(other.joined(separator: ", "))"
        let remedy =
            deeper.first.map { "Move what is in \($0)/ one folder up" }
            ?? "Name the template's file template.json"
        let remark =
            "templates/\(name)/ has no template.json\(has): it is no template. \(remedy), or take the "
            + "folder out of templates/"
        remarks.append(remark)
        withoutTemplate[String(name).foldedName] = remark
        return false
    }

    private mutating func readValueMaps(
        _ path: String, of template: String
    ) throws(FoldersError) {
        guard Paths.leadsToFolder(path) else { return }
        for name in try Paths.names(in: path) where name.hasSuffix(".csv") {
            let file = "\(path)/\(name)"
            valueMapFiles.append((template, file, try Paths.read(file)))
        }
    }

    /// What is wrong with the template of a folder, and the one before it that has its name.
    typealias TemplateProblems = (
        folder: String, namesake: Configuration.EnabledTemplate?, errors: [MappingError]
    )

    /// Where they lie, for messages.
    var fullPath: String { Paths.full(folder) }

    /// Those of p2c.json. A references.csv beside it is read also where they do not name it.
    func settings() throws(UsageError) -> Settings {
        var settings = Settings()
        if let settingsFile {
            settings = try Settings.parse(settingsFile, file: "\(folder)/p2c.json")
        }
        if settings.references == nil && Paths.leadsToFile("\(folder)/references.csv") {
            settings.references = "references.csv"
        }
        return settings
    }

    func schemas() throws(UsageError) -> SchemaCatalogue {
        do {
            return try SchemaCatalogue(files: schemaFiles, xmlSchemas: xmlSchemas)
        } catch {
            throw UsageError("\(error)")
        }
    }

    /// All templates, complete with what they leave to the schemas to say. Throws what is wrong with
    /// the first one that cannot be read.
    func templates(
        with schemas: SchemaCatalogue, companies: [String] = []
    ) throws(UsageError) -> [Configuration.EnabledTemplate] {
        let read = readableTemplates(with: schemas, companies: companies)
        if let first = read.problems.first {
            throw UsageError(first.errors.map(\.message).joined(separator: "\n"))
        }
        return read.templates
    }

    /// The templates that can be read, and what is wrong with the others, folder by folder. `companies`
    /// are those that rows of value maps may name; none where nobody knows them.
    func readableTemplates(with schemas: SchemaCatalogue, companies: [String]) -> (
        templates: [Configuration.EnabledTemplate], problems: [TemplateProblems]
    ) {
        var found: [Configuration.EnabledTemplate] = []
        var problems: [TemplateProblems] = []
        for file in templateFiles {
            var namesake: Configuration.EnabledTemplate?
            do throws(MappingError) {
                let find: (EntityReference) -> EntitySchema? = {
                    schemas.schema($0.environment, named: $0.entity)
                }
                var template = try Template(json5: file.bytes, file: file.path, naming: find)
                template.fillIntegrationKeys(finding: find)
                let unusable = readValueMaps(of: &template, in: file.path, companies: companies)
                // A file with mistakes hides none of the template.
                let others = unusable.isEmpty ? [] : template.problems(in: schemas)
                if let error = MappingError(unusable + others) { throw error }
                namesake = found.first { $0.template.name == template.name }
                if let other = namesake {
                    throw MappingError(
                        .templateStructureWrong,
                        "the template \"\(template.name)\" is in \(other.folder) too",
                        at: DocumentPlace(file: file.path)
                    ).toDo("Give one of them another name")
                }
                found.append(.init(folder: file.folder, template: template))
            } catch {
                problems.append((file.folder, namesake, error.all))
            }
        }
        return (found, problems)
    }

    /// Gives a template the value maps that lie beside it. Returns what is wrong with them.
    private func readValueMaps(
        of template: inout Template, in path: String, companies: [String]
    ) -> [MappingError] {
        var problems: [MappingError] = []
        for (name, place) in template.valueMapFiles {
            let path = "\(Paths.parent(of: path))/value-maps/\(name).csv"
            do throws(MappingError) {
                guard let map = valueMapFiles.first(where: { $0.path == path }) else {
                    throw missing(path, named: name, at: place)
                }
                let entries = try ValueMapFile.entries(
                    map.bytes, file: path, companies: companies)
                template.add { $0 == name ? entries : [] }
            } catch {
                problems.append(error)
            }
        }
        return problems
    }

    /// Sentences about files of value maps that no row of their template names.
    func unusedValueMaps(of templates: [Configuration.EnabledTemplate]) -> [String] {
        valueMapFiles.compactMap { map in
            let file = map.path.split(separator: "/").last ?? ""
            guard let entry = templates.first(where: { $0.folder == map.template }),
                !entry.template.valueMapFiles.contains(where: { $0.name + ".csv" == file })
            else { return nil }
            return
                "templates/\(map.template)/value-maps/\(file): no row of the template names it. Write its "
                + "name as file of a ValueMap, or take the file out"
        }
    }

    /// The complaint about a value map whose file is not there, with the one of nearly its name.
    private func missing(
        _ path: String, named name: String, at place: DocumentPlace
    ) -> MappingError {
        let folder = Paths.parent(of: path) + "/"
        let names = valueMapFiles.map(\.path).filter { $0.hasPrefix(folder) }
            .map { String($0.dropFirst(folder.count).dropLast(".csv".count)) }
        let near = NearNames.of(name, among: names).first
        return MappingError(.valueMapFileUnusable, "\(path) is not there", at: place).toDo(
            near.map { "Write \"\($0)\" for \($0).csv, which is there; or put the file there" }
                ?? "Put the file there, or correct the name in the template")
    }

    /// The records of the file that the settings name; none when they name none.
    func references(_ name: String?, schemas: SchemaCatalogue) throws -> [Reference] {
        guard let name else { return [] }
        let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
        guard Paths.leadsToFile(path) else {
            if Paths.leadsToFile("\(folder)/references.csv") {
                throw UsageError(
                    "p2c.json: references names \(path), which is not there, and references.csv is. Write "
                        + "that name, or take the key out")
            }
            throw UsageError(
                "p2c.json: references names \(path), which is not there. \"p2c init \(fullPath)\" makes "
                    + "a references.csv to fill in; or take the key out")
        }
        return try ReferenceFile.read(path, schemas: schemas)
    }

    /// One number for all of it and the references: the same files give the same one.
    func digest(with references: [Reference]) -> String {
        var digest = SHA256()
        digest.update(settingsFile ?? [])
        for file in schemaFiles { digest.update(file.bytes) }
        for file in templateFiles {
            digest.update(Array(file.folder.utf8))
            digest.update(file.bytes)
        }
        for file in valueMapFiles {
            let name = file.path.split(separator: "/").last ?? ""
            digest.update(Array("templates/\(file.template)/value-maps/\(name)".utf8))
            digest.update(file.bytes)
        }
        for row in references {
            let texts = [row.table, row.keyField, row.key, row.id, row.name]
            digest.update(Array((texts.joined(separator: "\u{0}") + "\n").utf8))
        }
        return digest.finish()
    }
}

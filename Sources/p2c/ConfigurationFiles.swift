import Folders
import Formats
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
    private var templateFiles: [(folder: String, bytes: [UInt8])] = []
    /// By their paths below the folder.
    private var valueMapFiles: [(path: String, bytes: [UInt8])] = []

    init(folder: String) throws(FoldersError) {
        self.folder = folder
        let settings = "\(folder)/p2c.json"
        if Paths.leadsToFile(settings) { settingsFile = try Paths.read(settings) }
        for environment in Environment.allCases.map(\.rawValue).sorted() {
            let path = "\(folder)/schemas/\(environment)"
            guard Paths.leadsToFolder(path) else { continue }
            for name in try Paths.names(in: path) {
                if name.hasSuffix(".xsd") { xmlSchemas.insert("\(path)/\(name)") }
                guard name.hasSuffix(".json") else { continue }
                schemaFiles.append(("\(path)/\(name)", try Paths.read("\(path)/\(name)")))
            }
        }
        guard Paths.leadsToFolder("\(folder)/templates") else { return }
        for name in try Paths.names(in: "\(folder)/templates") {
            let path = "\(folder)/templates/\(name)/template.json"
            guard Paths.leadsToFile(path) else { continue }
            templateFiles.append((name, try Paths.read(path)))
            try readValueMaps("templates/\(name)/value-maps")
        }
    }

    private mutating func readValueMaps(_ path: String) throws(FoldersError) {
        guard Paths.leadsToFolder("\(folder)/\(path)") else { return }
        for name in try Paths.names(in: "\(folder)/\(path)") where name.hasSuffix(".csv") {
            let bytes = try Paths.read("\(folder)/\(path)/\(name)")
            valueMapFiles.append(("\(path)/\(name)", bytes))
        }
    }

    func settings() throws(UsageError) -> Settings {
        guard let settingsFile else { return Settings() }
        return try Settings.parse(settingsFile, file: "\(folder)/p2c.json")
    }

    func schemas() throws(UsageError) -> SchemaCatalogue {
        do {
            return try SchemaCatalogue(files: schemaFiles, xmlSchemas: xmlSchemas)
        } catch {
            throw UsageError("\(error)")
        }
    }

    func templates() throws(UsageError) -> [Configuration.EnabledTemplate] {
        var found: [Configuration.EnabledTemplate] = []
        for file in templateFiles {
            let path = "\(folder)/templates/\(file.folder)/template.json"
            do {
                let template = try template(file, path: path)
                if let other = found.first(where: { $0.template.name == template.name }) {
                    throw UsageError(
                        "\(path): the template \"\(template.name)\" is in \(other.folder) too. Give "
                            + "one of them another name")
                }
                found.append(.init(folder: file.folder, template: template))
            } catch let error as MappingError {
                throw UsageError(error.all.map(\.message).joined(separator: "\n"))
            } catch {
                throw UsageError("\(error)")
            }
        }
        return found
    }

    /// A template with the value maps that lie beside it.
    private func template(
        _ file: (folder: String, bytes: [UInt8]), path: String
    ) throws(MappingError) -> Template {
        var template = try Template(json5: file.bytes, file: path)
        var problems: [MappingError] = []
        for (name, place) in template.valueMapFiles {
            let path = "templates/\(file.folder)/value-maps/\(name).csv"
            do throws(MappingError) {
                guard let map = valueMapFiles.first(where: { $0.path == path }) else {
                    throw MappingError(
                        .valueMapFileUnusable, "\(path) is not there", at: place)
                }
                let entries = try ValueMapFile.entries(map.bytes, file: "\(folder)/\(path)")
                template.add { $0 == name ? entries : [] }
            } catch {
                problems.append(error)
            }
        }
        if let error = MappingError(problems) { throw error }
        return template
    }

    /// The records of the file that the settings name; none when they name none.
    func references(_ name: String?) throws(UsageError) -> [Reference] {
        guard let name else { return [] }
        let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
        guard Paths.leadsToFile(path) else {
            throw UsageError("p2c.json: references names \(path), which is not there")
        }
        do {
            return try ReferenceFile.read(path)
        } catch {
            throw UsageError(error.issue.message)
        }
    }

    /// One number for all of it: the same files give the same one.
    func digest() -> String {
        var digest = SHA256()
        digest.update(settingsFile ?? [])
        for file in schemaFiles { digest.update(file.bytes) }
        for file in templateFiles {
            digest.update(Array(file.folder.utf8))
            digest.update(file.bytes)
        }
        for file in valueMapFiles {
            digest.update(Array(file.path.utf8))
            digest.update(file.bytes)
        }
        return digest.finish()
    }
}

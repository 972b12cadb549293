import Folders
import Formats
import Glibc
import Mapping
import Pipeline
import Records
import Schemas

/// The files of a workspace or installation that decide how packages are converted.
struct ConfigurationFiles {
    private let folder: String
    private var settingsFile: [UInt8]?
    private var schemaFiles: [(path: String, bytes: [UInt8])] = []
    private var templateFiles: [(folder: String, bytes: [UInt8])] = []

    init(folder: String) throws(UsageError) {
        self.folder = folder
        if isFile("\(folder)/p2c.json") { settingsFile = try readFile("\(folder)/p2c.json") }
        for environment in Environment.allCases.map(\.rawValue).sorted() {
            let path = "\(folder)/schemas/\(environment)"
            for name in try names(in: path) where name.hasSuffix(".json") {
                schemaFiles.append(("\(path)/\(name)", try readFile("\(path)/\(name)")))
            }
        }
        for name in try names(in: "\(folder)/templates") {
            let path = "\(folder)/templates/\(name)/template.json"
            if isFile(path) { templateFiles.append((name, try readFile(path))) }
        }
    }

    func settings() throws(UsageError) -> Settings {
        guard let settingsFile else { return Settings() }
        return try Settings.parse(settingsFile, file: "\(folder)/p2c.json")
    }

    func schemas() throws(UsageError) -> SchemaCatalogue {
        do {
            return try SchemaCatalogue(files: schemaFiles)
        } catch {
            throw UsageError("\(error)")
        }
    }

    func templates() throws(UsageError) -> [Configuration.EnabledTemplate] {
        var found: [Configuration.EnabledTemplate] = []
        for file in templateFiles {
            let path = "\(folder)/templates/\(file.folder)/template.json"
            do {
                let template = try Template(json5: file.bytes, file: path)
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

    /// The records of the file that the settings name; none when they name none.
    func references(_ name: String?) throws(UsageError) -> [Reference] {
        guard let name else { return [] }
        let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
        guard isFile(path) else {
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
        return digest.finish()
    }
}

/// The sorted names of a folder; none when it is not there.
private func names(in folder: String) throws(UsageError) -> [String] {
    guard isFolder(folder) else { return [] }
    guard let handle = opendir(folder) else {
        throw UsageError("\(folder) cannot be listed: \(String(cString: strerror(errno)))")
    }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
            tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
}

/// The content of a small file.
private func readFile(_ path: String) throws(UsageError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
        throw UsageError("\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else {
            throw UsageError("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}

import Records

/// The files that locations in a CDM folder lead to.
///
/// A location is the absolute URL of the store that the export wrote to, with the time of a snapshot
/// behind it (`https://…/Account/2024.csv?snapshot=…`), or a path in the folder. The local file is
/// the one whose whole path, from the folder's description on, ends the location; the longest wins.
struct CDMLocations {
    private let folder: String
    private let files: [PackageFile]
    private let byPath: [String: PackageFile]

    /// `folder` is the description's own, with its `/`.
    init(_ files: [PackageFile], below folder: String) {
        self.folder = folder
        self.files = files.filter { $0.name.hasPrefix(folder) }
        var byPath: [String: PackageFile] = [:]
        for file in self.files { byPath[file.name.dropFirst(folder.count).lowercased()] = file }
        self.byPath = byPath
    }

    /// The path of a location, component by component; nil when it climbs out of its folder.
    static func components(_ location: String) -> [String]? {
        var path = Substring(location)
        if let end = path.firstIndex(where: { $0 == "?" || $0 == "#" }) { path = path[..<end] }
        if let host = path.firstRange(of: "://") {
            path = path[host.upperBound...].drop { $0 != "/" }
        } else if let colon = path.firstIndex(of: ":") {
            // A store's name, as in `local:/Account`, or a drive.
            path = path[path.index(after: colon)...]
        }
        let components = decoded(path).split { $0 == "/" || $0 == "\\" }.map(String.init)
        return components.contains("..") ? nil : components.filter { $0 != "." }
    }

    /// The file of a location, or nil when it is not there.
    func file(at components: [String]) -> PackageFile? {
        for start in components.indices {
            let path = components[start...].joined(separator: "/").lowercased()
            if let file = byPath[path] { return file }
        }
        return nil
    }

    /// The files below the folder of a pattern that it fits, by name.
    func files(below root: [String], matching pattern: PathPattern) -> [PackageFile] {
        let prefix = (root.joined(separator: "/") + (root.isEmpty ? "" : "/")).lowercased()
        return files.filter { file in
            let path = file.name.dropFirst(folder.count)
            guard path.lowercased().hasPrefix(prefix) else { return false }
            let rest = path.dropFirst(prefix.count)
            return pattern.matches("/\(rest)") || pattern.matches(String(rest))
        }.sorted { $0.name < $1.name }
    }

    /// `%41` for `A`, where that makes a text.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let value = UInt8(
                    String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return String(validating: bytes, as: UTF8.self) ?? String(text)
    }
}

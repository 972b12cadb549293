import Records

/// The files that locations in a CDM folder lead to.
///
/// A location is the absolute URL of the store that the export wrote to, with the time of a snapshot
/// behind it (`https://…/Account/2024.csv?snapshot=…`), or a path in the folder. The local file is
/// the one whose whole path, from the folder's description on, ends the location; the longest wins.
struct CDMLocations {
    private struct Local {
        var file: PackageFile
        /// From the folder on, in lower case.
        var folded: String
        var path: String
    }

    private let files: [Local]
    private let byPath: [String: PackageFile]

    /// `folder` is the description's own, with its `/`.
    init(_ files: [PackageFile], below folder: String) {
        self.files = files.filter { $0.name.hasPrefix(folder) }.map { file in
            let path = String(file.name.dropFirst(folder.count))
            return Local(file: file, folded: path.lowercased(), path: path)
        }.sorted { $0.path < $1.path }
        var byPath: [String: PackageFile] = [:]
        for local in self.files { byPath[local.folded] = local.file }
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

    /// The files below the folder of a pattern that it fits, by name. Adds to the effort what that
    /// cost.
    func files(
        below root: [String], matching pattern: PathPattern, effort: inout Int
    ) -> [PackageFile] {
        let prefix = root.joined(separator: "/") + (root.isEmpty ? "" : "/")
        let folded = prefix.lowercased()
        let below = files.filter { $0.folded.hasPrefix(folded) }
        effort += files.count / 4
        for local in below { effort += local.path.utf8.count * pattern.size }
        guard effort < CDMLimits.effort else { return [] }
        return below.filter { local in
            let rest = local.path.dropFirst(prefix.count)
            return pattern.matches("/\(rest)") || pattern.matches(String(rest))
        }.map(\.file)
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

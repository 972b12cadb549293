import Records

/// Which other parts a part of a workbook belongs to, and as what.
struct ExcelRelations {
    struct Relation {
        /// The last word of the type's address, the same in both variants of the format.
        var type: String
        /// The name of an entry of the archive.
        var target: String
    }

    private var byID: [String: Relation] = [:]
    private var order: [String] = []

    /// The relations of a part, or those of the whole workbook for an empty name. None where the
    /// archive has no list of them.
    init(of part: String, in archive: ZipArchive, limits: ReadLimits) throws(FormatError) {
        let base = PackageFileName.base(part)
        let folder = String(part.dropLast(base.count))
        guard let list = archive.entry(named: "\(folder)_rels/\(base).rels") else { return }
        var found = self
        try ExcelPart.read(
            archive.open(list), file: "\(archive.file)/\(list.name)", limits: limits
        ) { found.take($0, folder: folder) }
        self = found
    }

    subscript(id: String) -> Relation? { byID[id] }

    /// The target of the first relation of that type.
    func first(ofType type: String) -> String? {
        order.lazy.compactMap { byID[$0] }.first { $0.type == type }?.target
    }

    private mutating func take(_ element: ExcelPart.Element, folder: String) {
        let attributes = element.attributes
        guard element.name == "Relationship", attributes["TargetMode"] != "External",
            let id = attributes["Id"], let type = attributes["Type"],
            let target = attributes["Target"]
        else { return }
        if byID[id] == nil { order.append(id) }
        byID[id] = Relation(
            type: PackageFileName.base(type), target: Self.resolve(target, in: folder))
    }

    /// The entry that a target means: seen from the part's folder, or from the root behind a `/`.
    private static func resolve(_ target: String, in folder: String) -> String {
        var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

import Records

extension PackageOpener {
    /// The data map in an XML file; nil for another kind of file.
    func importMap(
        _ entry: String, container: PackageContainer
    ) throws(FormatError) -> ImportMap? {
        let place = container.place(of: entry)
        let outline = try XMLOutline(try container.open(entry), file: place, limits: limits)
        guard outline.rootName == "Map" else { return nil }
        return ImportMap(
            try XMLElement.read(try container.open(entry), file: place, limits: limits))
    }

    /// Joins files that are parts of one table: `Account_1.csv`, `Account_2.csv` and so on, without
    /// a gap, in one folder.
    func joinParts(_ entities: [PackageEntity]) -> [PackageEntity] {
        var groups: [String: [Int: PackageEntity]] = [:]
        for entity in entities {
            guard let part = PartName(entity) else { continue }
            groups[part.table, default: [:]][part.number] = entity
        }
        return entities.compactMap { entity in
            guard let part = PartName(entity), let group = groups[part.table],
                group.count > 1, (1...group.count).allSatisfy({ group[$0] != nil })
            else { return entity }
            guard part.number == 1 else { return nil }
            return Self.joined((1...group.count).compactMap { group[$0] }, name: part.name)
        }
    }

    private static func joined(_ parts: [PackageEntity], name: String) -> PackageEntity {
        var entity = parts[0]
        entity.name = name
        entity.nameCandidates = PackageFileName.entityNames(of: name)
        entity.content = .parts(parts)
        return entity
    }

    /// Applies the data map: which table a file is for and what its columns are called there. A
    /// file may be for several tables, each with columns of its own.
    func apply(_ map: ImportMap, file: String, to contents: inout PackageContents) {
        var used: Set<Int> = []
        contents.entities = contents.entities.flatMap { entity -> [PackageEntity] in
            let sources = entity.sourceNames
            let found = map.entities.indices.filter { index in
                sources.contains { $0.isSameName(as: map.entities[index].source) }
            }
            used.formUnion(found)
            return found.isEmpty ? [entity] : mapped(entity, found.map { map.entities[$0] })
        }
        if !map.furtherSteps.isEmpty {
            contents.warnings.append(
                Issue(
                    .mapStepsIgnored, "It asks for \(map.furtherSteps.joined(separator: ", "))",
                    file: file))
        }
        for index in map.entities.indices where !used.contains(index) {
            contents.warnings.append(
                Issue(
                    .mapWithoutFile, "There is no file \(map.entities[index].source)", file: file))
        }
    }

    /// The entity once for each table; each part of a table has a map of its own, which says the
    /// same.
    private func mapped(_ entity: PackageEntity, _ maps: [ImportMap.Entity]) -> [PackageEntity] {
        var tables: [ImportMap.Entity] = []
        for map in maps where !tables.contains(where: { $0.target.isSameName(as: map.target) }) {
            tables.append(map)
        }
        return tables.filter { !$0.isIgnored }.map { table in
            var entity = entity
            entity.name = table.target
            entity.nameCandidates = [table.target] + entity.nameCandidates
            if tables.count > 1 { entity.nameCandidates = [table.target] }
            entity.importMap = table
            entity.sharesFile = tables.count > 1
            return entity
        }
    }
}

/// The name of a file that may be a part: `Account_2.csv`.
private struct PartName {
    /// What the parts of a table have in common, with their folder and ending.
    var table: String
    var name: String
    var number: Int

    init?(_ entity: PackageEntity) {
        switch entity.content {
        case .delimited, .fixedWidth: break
        default: return nil
        }
        let stem = PackageFileName.stem(entity.file)
        guard let bar = stem.lastIndex(of: "_"),
            let number = Int(stem[stem.index(after: bar)...]), number > 0,
            String(number) == stem[stem.index(after: bar)...]
        else { return nil }
        self.number = number
        name = PackageFileName.base(String(stem[..<bar]))
        if name.isEmpty { return nil }
        table = "\(stem[..<bar]).\(PackageFileName.suffix(entity.file))".foldedName
    }
}

extension PackageEntity {
    /// The names under which a data map may know the file: with and without its ending, and those
    /// of its parts.
    fileprivate var sourceNames: [String] {
        let base = PackageFileName.base(file)
        var names = [base, PackageFileName.stem(base)]
        if case .parts(let parts) = content {
            names += [name] + parts.flatMap(\.sourceNames)
        }
        return names
    }
}

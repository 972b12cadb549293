import Formats
import Mapping
import Records

/// Why no template takes anything of a package, for the person who dropped it.
struct NothingTaken {
    let package: SourcePackage
    let configuration: Configuration
    let legalEntity: String?

    var issue: Issue {
        let takers = takers(among: configuration.knownTemplates)
        let projects = configuration.projects.filter { $0.covers(legalEntity) }
        if takers.isEmpty { return notChosen ?? unnamed }
        let would = Self.sentence(takers, "would take it")
        guard projects.isEmpty else {
            let rule = Self.sentence(projects.map(\.name), "says", "say")
            return Issue(
                .projectWithoutTemplate,
                "\(held); of projects, \(rule) what runs for \(legalEntity ?? "every company"), and "
                    + "lists no template for it; \(would)", file: package.name)
        }
        let off = takers.count == 1 ? "is off" : "are off"
        return Issue(.nothingToConvert, "\(held); \(would) and \(off)", file: package.name)
    }

    /// Only templates that were not chosen would take something of it; nil where there is none.
    private var notChosen: Issue? {
        let takers = takers(among: configuration.excludedTemplates)
        guard !takers.isEmpty else { return nil }
        let starts = configuration.knownTemplates.flatMap(\.template.tasks).map {
            $0.legs[0].source.displayName
        }
        var issue = Issue(
            .nothingToConvert,
            "\(held); of templates only "
                + Self.sentence(configuration.knownTemplates.map(\.template.name), "was", "were")
                + " chosen, for \(starts.uniqued.joined(separator: ", ")); "
                + Self.sentence(takers, "would take it"), file: package.name)
        issue.ownRemedy = "Choose one of these by --template, or leave --template out"
        return issue
    }

    /// No template starts from any entity of the package, as far as its names tell.
    private var unnamed: Issue {
        var issue = Issue(.nothingToConvert, held + nameHint, file: package.name)
        if let name = nameWithOneEnding {
            issue.ownRemedy = "Rename the file to \"\(name)\", then drop it again"
        } else if let renaming {
            let remedy = issue.remedy
            issue.ownRemedy =
                "If that is what it holds, \(renaming). Else "
                + remedy.prefix(1).lowercased() + remedy.dropFirst()
        }
        return issue
    }

    /// How to give what was misspelt the name that was meant; nil where none is near.
    private var renaming: String? {
        switch package.kind {
        case .looseFile:
            guard let name = nearNames.first, let dot = package.name.firstIndex(of: ".") else {
                return nil
            }
            return "rename the file to \"\(name)\(package.name[dot...])\""
        case .zippedFiles:
            guard let (entity, name) = nearEntities.first else { return nil }
            let file = entity.file.split(separator: "/").last ?? ""
            // An entity of XML has its name from its records.
            guard file.hasPrefix("\(entity.name)."), let dot = file.lastIndex(of: ".") else {
                return nil
            }
            return "rename \(file) in it to \"\(name)\(file[dot...])\""
        case .dmf:
            return nearEntities.first.map { entity, name in
                "write \"\(name)\" for \"\(entity.name)\" as EntityName in Manifest.xml"
            }
        case .migration, .cdm: return nil
        }
    }

    private var near: NearEntities {
        NearEntities(package: package, configuration: configuration)
    }

    /// Of a package of several files: entities that no schema describes, each with the nearest name.
    private var nearEntities: [(entity: PackageEntity, name: String)] {
        package.entities.compactMap { entity in
            near.nearest(to: entity).map { (entity, $0) }
        }
    }

    /// For a bare file whose name ends twice, such as `accounts.csv.txt`: the name with its first ending
    /// alone.
    private var nameWithOneEnding: String? {
        guard package.kind == .looseFile, let name = package.entities.first?.name,
            ["csv", "tsv", "txt", "xml"].contains(where: { name.foldedName.hasSuffix(".\($0)") })
        else { return nil }
        return name
    }

    /// What the package is, and what lies in it.
    private var held: String {
        let names = package.entities.map(\.name).joined(separator: ", ")
        return "\(package.kind.rawValue) with " + (names.isEmpty ? "no entity" : names)
    }

    /// The templates that would take something of it, were they on.
    private func takers(among templates: [Configuration.EnabledTemplate]) -> [String] {
        var all = configuration
        all.templates = templates
        return TaskMatch(package, configuration: all).byTemplate.map(\.0)
            .sorted { $0.folder < $1.folder }.map(\.template.name)
    }

    /// What a name might have been meant to be.
    private var nameHint: String {
        guard package.kind == .looseFile, let entity = package.entities.first else {
            return nearEntities.prefix(3).map { entity, name in
                "; the nearest to \"\(entity.name)\" is \"\(name)\""
            }.joined()
        }
        if let name = nameWithOneEnding { return "; its name ends twice, as \"\(name)\" does not" }
        let rule = "; a bare file's name says what it holds"
        let names = nearNames
        let nearest =
            names.isEmpty
            ? "" : "; the nearest \(names.count == 1 ? "is" : "are") \(Self.list(names))"
        if let schema = configuration.schema(for: entity, of: package) {
            return "\(rule), and no template starts from \(schema.displayName)\(nearest)"
        }
        return rule + (names.isEmpty ? ", and no schema has this name" : nearest)
    }

    /// For a bare file: the names that its own may stand for.
    private var nearNames: [String] {
        guard package.kind == .looseFile, let entity = package.entities.first else { return [] }
        return near.names(for: entity)
    }

    private static func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }

    private static func sentence(
        _ names: [String], _ verb: String, _ plural: String? = nil
    ) -> String {
        "\(list(names)) \(names.count == 1 ? verb : plural ?? verb)"
    }
}

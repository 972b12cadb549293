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
        } else if let near = nearNames.first, let dot = package.name.firstIndex(of: ".") {
            let remedy = issue.remedy
            issue.ownRemedy =
                "If that is what it holds, rename the file to \"\(near)\(package.name[dot...])\". Else "
                + remedy.prefix(1).lowercased() + remedy.dropFirst()
        }
        return issue
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

    /// For a bare file: what its name might have been meant to be.
    private var nameHint: String {
        guard package.kind == .looseFile, let entity = package.entities.first else { return "" }
        if let name = nameWithOneEnding { return "; its name ends twice, as \"\(name)\" does not" }
        let rule = "; a bare file's name says what it holds"
        let near = nearNames
        let nearest =
            near.isEmpty
            ? "" : "; the nearest \(near.count == 1 ? "is" : "are") \(Self.list(near))"
        if let schema = configuration.schema(for: entity, of: package) {
            return "\(rule), and no template starts from \(schema.displayName)\(nearest)"
        }
        return rule + (near.isEmpty ? ", and no schema has this name" : nearest)
    }

    /// For a bare file: the names that its own may stand for.
    private var nearNames: [String] {
        guard package.kind == .looseFile, let entity = package.entities.first else { return [] }
        let names = sources.flatMap { [$0.name, $0.label] + $0.aliases }
        let near = entity.nameCandidates.flatMap { NearNames.of($0, among: names) }
        return (near + NearNames.within(entity.name, among: names)).uniqued
    }

    /// The entities that templates start from.
    private var sources: [EntitySchema] {
        let known = configuration.knownTemplates + configuration.excludedTemplates
        return known.flatMap(\.template.tasks).map(\.legs[0].source).compactMap {
            configuration.schemas.schema($0.environment, named: $0.entity)
        }
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

extension [String] {
    /// Each name once, in its first place, compared without case.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0.foldedName).inserted }
    }
}

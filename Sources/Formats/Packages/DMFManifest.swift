import Records

/// The control file of a DMF package: which entities it holds, in which files and formats.
package struct DMFManifest: Sendable {
    /// One entity of the package.
    package struct Entity: Sendable {
        /// The label in the language of the exporter: `Customers V2`.
        package var label: String
        /// The AOT name; packages of the first version have none.
        package var targetEntity: String?
        /// The file in the package.
        package var inputFilePath: String?
        /// The name of a record in F&O's "Data sources", which is all that is said of the format.
        package var sourceFormat: String
        /// The worksheet of a workbook, with a `$` behind its name.
        package var excelSheetName: String?
        package var executionUnit = 1
        package var level = 1
        package var sequence = 1
        package var isDisabled = false
        package var fieldMaps: [FieldMap] = []
    }

    package static let namespace = "http://schemas.microsoft.com/dynamics/2015/01/DataManagement"

    /// The data project's name.
    package var definitionGroup: String?
    /// By execution unit, level and sequence.
    package var entities: [Entity]
    /// What is odd about the file.
    var warnings: [Issue] = []
}

extension DMFManifest {
    /// Parses a manifest of either version, whatever the order of its elements. Refuses what only
    /// resembles one, naming what it is.
    init(_ source: any ByteSource, file: String, limits: ReadLimits) throws(FormatError) {
        let root = try XMLElement.read(
            source, file: file, limits: limits, warnings: &warnings)
        try Self.checkKind(of: root, file: file)
        definitionGroup = root.childText("DefinitionGroupName")
        var found: [Entity] = []
        for element in root.child("PackageEntityList")?.children ?? [] {
            let entity = try Entity(element, file: file)
            warnings += Self.misspeltMaps(in: element, of: entity, file: file)
            found.append(entity)
        }
        let order = found.enumerated().sorted { one, other in
            let (a, b) = (one.element, other.element)
            return (a.executionUnit, a.level, a.sequence, one.offset)
                < (b.executionUnit, b.level, b.sequence, other.offset)
        }
        entities = order.map(\.element)
    }

    /// Elements of field maps that are written nearly as those that are read.
    private static func misspeltMaps(
        in element: XMLElement, of entity: Entity, file: String
    ) -> [Issue] {
        var counts: [String: Int] = [:]
        for map in element.child("EntityMapList")?.children ?? [] {
            let lacking = ["XMLField", "EntityField"].filter { map.child($0) == nil }
            for child in map.children {
                guard let meant = NearNames.misspelt(child.name, among: lacking) else { continue }
                counts["\(child.name) in the place of \(meant)", default: 0] += 1
            }
        }
        return counts.sorted { $0.key < $1.key }.map { words, count in
            let maps = count == 1 ? "1 map has" : "\(count) maps have"
            return Issue(.mapWithoutField, "\(maps) \(words)", file: file, entity: entity.label)
        }
    }

    private static func checkKind(of root: XMLElement, file: String) throws(FormatError) {
        switch root.name {
        case "DataManagementPackageManifest": break
        case "DataManagementTemplatePackageManifest", "TemplatePackageManifest":
            throw FormatError(Issue(.templatePackage, "The root is \(root.name)", file: file))
        default:
            throw FormatError(
                Issue(
                    .foreignManifest,
                    "The root is \(root.name) and not DataManagementPackageManifest", file: file))
        }
        guard root.namespace == namespace else {
            let found = root.namespace.map { "the namespace \($0)" } ?? "no namespace"
            throw FormatError(Issue(.manifestNamespace, "The root has \(found)", file: file))
        }
    }
}

extension DMFManifest.Entity {
    fileprivate init(_ element: XMLElement, file: String) throws(FormatError) {
        func text(_ name: String) throws(FormatError) -> String {
            if let text = element.childText(name) { return text }
            throw FormatError(
                Issue(
                    .manifestIncomplete, "An entity has no \(name)", file: file,
                    entity: element.childText("EntityName")))
        }
        func number(_ name: String) -> Int { element.childText(name).flatMap { Int($0) } ?? 1 }
        label = try text("EntityName")
        sourceFormat = try text("SourceFormat")
        targetEntity = element.childText("TargetEntity")
        inputFilePath = element.childText("InputFilePath")
        excelSheetName = element.childText("ExcelSheetName")
        executionUnit = number("ExecutionUnit")
        level = number("LevelInExecutionUnit")
        sequence = number("SequenceInLevel")
        isDisabled = element.isTrue("Disable")
        fieldMaps = (element.child("EntityMapList")?.children ?? []).compactMap {
            DMFManifest.FieldMap($0)
        }
    }
}

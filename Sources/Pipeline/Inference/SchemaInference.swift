import Formats
import Records

/// Makes schemas of the records of any file that can be read, in one pass.
package struct SchemaInference {
    private let view: FileView
    private let environment: Environment?
    private let options: InferredEntity.Options
    private(set) package var findings = ViewFindings()

    /// `environment` is the system that the entities are of; nil to tell it from the file.
    package init(
        _ view: FileView, environment: Environment? = nil,
        options: InferredEntity.Options = InferredEntity.Options()
    ) {
        self.view = view
        self.environment = environment
        self.options = options
    }

    /// The entities of a file, in its order. What cannot be read is in the findings; an entity that
    /// cannot be read to its end is left out.
    package mutating func infer(_ file: String) throws(ViewError) -> [InferredEntity] {
        let package: SourcePackage
        do throws(FormatError) {
            package = try view.open(file)
        } catch {
            findings.note(error)
            return []
        }
        findings.note(package.warnings)
        var found: [InferredEntity] = []
        for entity in try view.entities(of: package) where entity.hasFile {
            do throws(FormatError) {
                found.append(try infer(entity, of: package))
            } catch {
                findings.note(error)
            }
        }
        return found
    }

    private mutating func infer(
        _ entity: PackageEntity, of package: SourcePackage
    ) throws(FormatError) -> InferredEntity {
        let reader = try package.makeReader(for: entity)
        defer { findings.note(reader.takeWarnings()) }
        var columns = ColumnSurveys()
        var keys: KeySurvey?
        var records = 0
        while let batch = try reader.next() {
            findings.note(batch.unreadable.map(\.issue))
            columns.take(batch)
            if keys == nil { keys = KeySurvey(batch.columns.map(\.name)) }
            keys?.take(batch)
            records += batch.rowCount
        }
        let known = try reader.knownColumns() ?? []
        let surveys =
            columns.columns.isEmpty ? known.map { ColumnSurvey(name: $0) } : columns.columns
        return make(entity, of: package.kind, surveys, keys ?? KeySurvey([]), records)
    }

    private func make(
        _ entity: PackageEntity, of kind: SourcePackage.Kind, _ surveys: [ColumnSurvey],
        _ keys: KeySurvey, _ records: Int
    ) -> InferredEntity {
        let environment = environment ?? Self.environment(of: surveys.map(\.name), in: kind)
        let columns = surveys.map {
            InferredEntity.Column($0, of: environment, records: records, options: options)
        }
        // A bare file is named by people, who put numbers before and behind.
        let name =
            kind == .looseFile
            ? PackageFileName.likelyEntityName(of: "\(entity.name).csv") : entity.name
        return InferredEntity(
            file: entity.file, environment: environment, name: entity.targetEntity ?? name,
            label: name, records: records, columns: columns,
            keys: Self.ranked(keys.keys, columns), wasKeySearchCutShort: keys.wasCutShort)
    }

    /// A package tells its system. Of the two systems' columns, F&O's are in capitals.
    private static func environment(
        of names: [String], in kind: SourcePackage.Kind
    ) -> Environment {
        switch kind {
        case .dmf: return .finops
        case .migration: return .sales
        case .zippedFiles, .cdm, .looseFile: break
        }
        let isFinOps =
            names.contains { $0.isSameName(as: "dataAreaId") }
            || (!names.isEmpty && names.allSatisfy { $0 == $0.uppercased() })
        return isFinOps ? .finops : .sales
    }

    /// The names that keys have, the likeliest first.
    private static let keyNames = ["id", "number", "num", "account", "code", "key", "name"]

    /// Codes and ids identify records; amounts and days are different by chance.
    private static func ranked(
        _ keys: [[Int]], _ columns: [InferredEntity.Column]
    ) -> [[String]] {
        func rank(_ key: [Int]) -> Int? {
            guard let last = key.last else { return nil }
            switch columns[last].field.type {
            case .string, .integer, .guid, .option: break
            default: return nil
            }
            let name = columns[last].field.name.foldedName
            return keyNames.firstIndex { name.hasSuffix($0) } ?? keyNames.count
        }
        let known = keys.compactMap { key in rank(key).map { (key: key, rank: $0) } }
        // Of equal rank the first column comes first: sorting keeps their order by it.
        let sorted = known.enumerated().sorted {
            ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
        }
        return sorted.map { $0.element.key.map { columns[$0].field.name } }
    }
}

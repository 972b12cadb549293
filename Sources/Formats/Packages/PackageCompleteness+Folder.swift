import Glibc
import Records

extension PackageCompleteness {
    /// A folder is whole when all that its control file lists is there and each file is whole by
    /// itself. The end of each XML and JSON file is looked at first: control files are copied too.
    static func checkFolder(path: String, formats: FormatRegistry) -> PackageCompleteness {
        let name = PackageFileName.base(path)
        do throws(FormatError) {
            let folder = try PackageFolder(path: path, name: name, limits: ReadLimits())
            for file in folder.files {
                let ends = FileEnds(try folder.descriptor(of: file.name))
                if let reason = reason(ends, file) { return .incomplete(reason) }
            }
            let package = try SourcePackage.open(
                path: path, name: name, limits: ReadLimits(), formats: formats)
            if let reason = package.missingFile { return .incomplete(reason) }
            if let reason = try package.unclosedFile() { return .incomplete(reason) }
            return .complete
        } catch {
            let waits: [IssueCode] = [
                .manifestIncomplete, .cdmPartitionMissing, .fileNotOpened, .entityFileRenamed,
            ]
            return waits.contains(error.issue.code) ? .incomplete(error.issue.detail) : .complete
        }
    }

    private static func reason(_ ends: FileEnds, _ file: PackageFile) -> String? {
        switch PackageFileName.suffix(file.baseName) {
        case "xml":
            if ends.size == 0 { return "\(file.name) is empty" }
            if case .incomplete(let reason, _) = checkXML(ends) { return "\(file.name): \(reason)" }
        case "json" where ends.lastText.trimmingBlanks().last != "}":
            return "\(file.name) ends too early"
        default: break
        }
        return nil
    }
}

extension SourcePackage {
    /// What the package's control file lists and is not there, as a sentence; nil for nothing.
    fileprivate var missingFile: String? {
        switch kind {
        case .dmf: return warnings.first { $0.code == .entityWithoutFile }?.detail
        case .migration:
            let lacksSchema = warnings.contains { $0.code == .noMigrationSchema }
            return lacksSchema ? "data_schema.xml is not in the folder" : nil
        case .cdm:
            for case .partitions(let entity) in entities.map(\.content) {
                if let problem = entity.problem, problem.code == .cdmPartitionMissing {
                    return problem.detail
                }
            }
            return nil
        case .zippedFiles, .looseFile: return nil
        }
    }

    /// A text file that ends inside a record or a character, as a sentence; nil for none. Reads all
    /// of them.
    fileprivate func unclosedFile() throws(FormatError) -> String? {
        for entity in entities {
            for (entry, dialect) in entity.textFiles {
                let source = try container.open(entry)
                if try !DelimitedCompleteness.isLastRecordClosed(source, dialect: dialect) {
                    return "The last record of \(entry) is not closed"
                }
            }
        }
        return nil
    }
}

extension PackageEntity {
    fileprivate var textFiles: [(String, Dialect)] {
        switch content {
        case .delimited(let entry, let dialect): [(entry, dialect)]
        case .fixedWidth(let entry, let layout): [(entry, layout.textDialect)]
        case .partitions(let entity): entity.partitions.map { ($0.entry, $0.dialect) }
        default: []
        }
    }
}

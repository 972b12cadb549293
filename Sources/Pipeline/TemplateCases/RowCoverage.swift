import Folders
import Formats
import Mapping
import Records
import Store

/// Which rows of a template its cases exercise: a row is, when a record that travels has a value in
/// the field that the row fills.
package struct RowCoverage: Sendable {
    /// A row by its place in the template.
    private struct Row: Hashable {
        var task: String
        var leg: Int
        var destinationField: String
    }

    /// The rows of one leg that no case exercises.
    package struct Gap: Sendable, Equatable {
        /// The entities on both sides.
        package var leg: String
        package var fields: [String]
    }

    private var exercised: Set<Row> = []

    package init() {}

    package mutating func add(_ other: RowCoverage) { exercised.formUnion(other.exercised) }

    /// How many rows of the template there are, are off, and are exercised, and which of those that are
    /// on are not.
    package func summary(
        of template: Template
    ) -> (rows: Int, off: Int, exercised: Int, gaps: [Gap]) {
        var summary = (rows: 0, off: 0, exercised: 0, gaps: [Gap]())
        for task in template.tasks {
            for (number, leg) in task.legs.enumerated() {
                let rows = leg.enabledMappings.map {
                    Row(task: task.name, leg: number, destinationField: $0.destinationField)
                }
                let missing = rows.filter { !exercised.contains($0) }
                summary.rows += leg.fieldMappings.count
                summary.off += leg.fieldMappings.count - rows.count
                summary.exercised += rows.count - missing.count
                if missing.isEmpty { continue }
                summary.gaps.append(
                    Gap(
                        leg: "\(leg.source.displayName) > \(leg.destination.displayName)",
                        fields: missing.map(\.destinationField)))
            }
        }
        return summary
    }

    /// Notes the rows of the template of that folder which the files in the archive of a case's workspace
    /// exercise.
    mutating func note(
        _ workspace: Workspace, of template: String, store: CommonDataStore,
        configuration: Configuration
    ) throws {
        guard Paths.leadsToFolder(workspace.archive) else { return }
        for file in try Paths.files(in: workspace.archive) {
            let parts = file.split(separator: "/")
            let company = parts.count > 1 ? String(parts[0]) : configuration.defaultLegalEntity
            let configuration = configuration.scoped(to: company)
            // The number of the run stands before the name.
            let name = parts[parts.count - 1].drop { $0 != "-" }.dropFirst()
            let package = try SourcePackage.open(
                path: "\(workspace.archive)/\(file)", name: String(name),
                limits: configuration.limits, formats: configuration.formats)
            let match = TaskMatch(package, configuration: configuration)
            let references = try PackageReferences(
                package, configuration: configuration, match: match, hasStore: true)
            for assignment in match.assignments where assignment.template.folder == template {
                let task = TracedTask(
                    assignment: assignment, package: package, configuration: configuration,
                    legalEntity: company, references: references.all,
                    hub: Hub(store: store, isFull: true), started: TemplateCase.time,
                    observer: Observer())
                try task.visit { note($0, of: assignment.task) }
            }
        }
    }

    private mutating func note(_ stages: TaskStages, of task: TemplateTask) {
        for (number, leg) in task.legs.enumerated() {
            for mapping in leg.enabledMappings {
                let field = mapping.destinationField
                let isFilled = RowFate.keptRows(of: stages.fates).contains { row in
                    !(stages.legs[number].value(field, row: row).text ?? "").isEmpty
                }
                guard isFilled else { continue }
                exercised.insert(Row(task: task.name, leg: number, destinationField: field))
            }
        }
    }
}

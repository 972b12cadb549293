import Mapping
import Records
import Schemas

extension TemplateCase {
    /// What is wrong with a table of `known/` of an entity that none of the case's templates fills: one
    /// of the others that does is to be switched on, or the table is to have another name.
    func noLeg(
        fills name: String, file: String, _ configuration: Configuration,
        others: [Configuration.EnabledTemplate]
    ) -> ViewError {
        let schema = configuration.schemas.schema(.cds, named: name)
        let fitting = others.filter { entry in
            schema.flatMap { entry.template.leg(filling: $0, configuration.schemas) } != nil
        }.map(\.folder)
        let remedy =
            fitting.first.map { first in
                Self.sentence(fitting) + " on in \(path)/p2c.json: "
                    + "{ templates: { \"\(first)\": true } }"
            } ?? Self.nearest(name, among: configuration.templates)
        return ViewError(
            "\(file): no leg of the template fills an entity of CDS of that name. \(remedy)")
    }

    private static func sentence(_ folders: [String]) -> String {
        let names = folders.map { "\"\($0)\"" }.joined(separator: ", ")
        return folders.count == 1
            ? "\(names) does: switch it" : "Some do: switch one of \(names)"
    }

    private static func nearest(
        _ name: String, among templates: [Configuration.EnabledTemplate]
    ) -> String {
        let ends = templates.flatMap(\.template.tasks).flatMap(\.legs).map(\.destination)
        let names = Set(ends.filter { $0.environment == .cds }.map(\.entity)).sorted()
        if names.isEmpty { return "It fills none at all: take the file out" }
        return "Name the file after one that it fills: " + names.joined(separator: ", ") + "."
            + NearNames.hint(for: name, among: names)
    }
}

extension Template {
    /// The leg that fills the entity of CDS; nil where none does.
    func leg(filling entity: EntitySchema, _ schemas: SchemaCatalogue) -> Leg? {
        tasks.flatMap(\.legs).first { leg in
            leg.destination.environment == .cds
                && schemas.schema(.cds, named: leg.destination.entity)?.name == entity.name
        }
    }
}

import Mapping
import Records
import Store

extension WorkspaceSession {
    /// Throws before any file is touched when a template finds an entity of CDS by another integration
    /// key than the store has its records under, or than another template.
    func checkKeys() throws {
        var keys: [String: (key: [String], template: String)] = [:]
        let running = configuration.templates + configuration.projects.flatMap(\.templates)
        for template in running.map(\.template) {
            for leg in template.tasks.flatMap(\.legs) where leg.destination.environment == .cds {
                let named = leg.destination.entity
                let entity = configuration.schemas.schema(.cds, named: named)?.name ?? named
                let folded = leg.integrationKey.map(\.foldedName)
                let known = keys[entity.foldedName]
                if let known, known.key != folded {
                    throw Self.twoKeys(of: entity, known, (folded, template.name))
                }
                keys[entity.foldedName] = (folded, template.name)
                try checkStoredKey(leg.integrationKey, of: entity)
            }
        }
    }

    private func checkStoredKey(_ key: [String], of entity: String) throws {
        do throws(StoreError) {
            try store.checkKey(key, of: entity)
        } catch {
            guard error.code == .keyChanged else { throw error }
            throw PipelineError(reason: .settings, description: error.description)
        }
    }

    private static func twoKeys(
        of entity: String, _ one: (key: [String], template: String),
        _ other: (key: [String], template: String)
    ) -> PipelineError {
        let keys = [one, other].map { "\"\($0.template)\" has (\($0.key.joined(separator: ", ")))" }
        return PipelineError(
            reason: .settings,
            description: "Templates find records of CDS entity \(entity) by different integration "
                + "keys: " + keys.joined(separator: ", ") + ". Give them the same one")
    }

    /// Forgets the records of a CDS entity. Returns how many there were; nil for one that never came.
    /// Throws while a run is unfinished, because what it prepared belongs to what CDS has.
    package func forget(_ entity: String) throws -> Int? {
        if let run = try store.unfinishedRuns().first {
            throw PipelineError(
                reason: .settings,
                description: "Run \(run.id) is unfinished. \"p2c run\" finishes it; forget then")
        }
        return try store.forget(entity)
    }

    /// The entities of CDS that the store has.
    package func keptEntities() throws -> [String] { try store.entityNames() }
}

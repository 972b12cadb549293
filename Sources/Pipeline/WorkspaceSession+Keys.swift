import Records
import Store

extension WorkspaceSession {
    /// Throws before any file is touched when a template finds an entity of CDS by another integration
    /// key than the store has its records under, than another template, or than what refers to them.
    func checkKeys() throws {
        let keys = CDSKeys(configuration.running, in: configuration.schemas)
        if let conflict = keys.conflicts.first {
            throw PipelineError(reason: .settings, description: conflict.sentence)
        }
        if let conflict = try keys.conflicts(with: store).first {
            throw PipelineError(reason: .settings, description: conflict.sentence)
        }
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

    /// How many records of an entity of CDS the store has.
    package func keptRecords(of entity: String) throws -> Int { try store.recordCount(of: entity) }
}

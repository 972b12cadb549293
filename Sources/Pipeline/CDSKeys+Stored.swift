import Folders
import Store

extension CDSKeys {
    /// The entities whose records the store keeps by another key than the templates have.
    func conflicts(with store: CommonDataStore) throws(StoreError) -> [Conflict] {
        var conflicts: [Conflict] = []
        for (entity, key, template, place) in all {
            do throws(StoreError) {
                try store.checkKey(key, of: entity, by: "\"\(template)\" (\(place))")
            } catch {
                guard error.code == .keyChanged else { throw error }
                conflicts.append(Conflict(templates: [template], sentence: error.description))
            }
        }
        return conflicts
    }

    /// Those of a workspace; none where nothing came yet, or the store cannot be read.
    package func conflicts(withRecordsOf workspace: Workspace) -> [Conflict] {
        workspace.storeToCheck.flatMap { try? conflicts(with: $0) } ?? []
    }
}

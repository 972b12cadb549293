import Records

/// What Sales had: the ids of records that it deleted and did not bring back, and the keys that records
/// had before, company by company. Ids are in small letters without braces.
extension CommonDataStore {
    /// Notes that a record of the entity was deleted, within the package transaction.
    package func noteDeleted(_ id: String, of entity: String, company: String) throws(StoreError) {
        try change("INSERT OR IGNORE INTO p2c_deleted_id VALUES (?, ?, ?)", id, entity, company)
    }

    /// Notes that Sales has a record of the entity again.
    package func noteUndeleted(
        _ id: String, of entity: String, company: String
    ) throws(StoreError) {
        try change(
            "DELETE FROM p2c_deleted_id WHERE company = ? AND entity = ? AND id = ?", id, entity,
            company)
    }

    /// The records of an entity that are deleted.
    package func deletedIDs(of entity: String, company: String) throws(StoreError) -> Set<String> {
        let select = try database.statement(
            "SELECT id FROM p2c_deleted_id WHERE company = ? AND entity = ?")
        defer { select.reset() }
        select.bind(1, company)
        select.bind(2, entity)
        var ids: Set<String> = []
        while try select.step() { ids.insert(select.text(0) ?? "") }
        return ids
    }

    /// Notes that a record of the entity had that key before, within the package transaction.
    package func noteFormerKey(
        _ key: String, of entity: String, id: String, company: String
    ) throws(StoreError) {
        let insert = try database.statement(
            "INSERT OR REPLACE INTO p2c_former_key (company, entity, key, id) VALUES (?, ?, ?, ?)")
        insert.bind(1, company)
        insert.bind(2, entity)
        insert.bind(3, key)
        insert.bind(4, id)
        try insert.run()
    }

    /// The ids of records of an entity by the keys that they had before, in small letters.
    package func formerKeys(
        of entity: String, company: String
    ) throws(StoreError) -> [String: String] {
        let select = try database.statement(
            "SELECT key, id FROM p2c_former_key WHERE company = ? AND entity = ?")
        defer { select.reset() }
        select.bind(1, company)
        select.bind(2, entity)
        var keys: [String: String] = [:]
        while try select.step() { keys[(select.text(0) ?? "").foldedName] = select.text(1) }
        return keys
    }

    private func change(
        _ text: String, _ id: String, _ entity: String, _ company: String
    ) throws(StoreError) {
        let statement = try database.statement(text)
        statement.bind(1, company)
        statement.bind(2, entity)
        statement.bind(3, id)
        try statement.run()
    }
}

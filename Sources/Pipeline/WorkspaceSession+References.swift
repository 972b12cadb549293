import Mapping
import Records
import Store

extension WorkspaceSession {
    /// Sentences about rows of references.csv that give a record another id than Sales' own files did:
    /// one of the two leads to the wrong record.
    package func contradictedReferences() throws -> [String] {
        let most = 5
        let found = try configuration.references.flatMap(contradictions)
        let more =
            found.count > most ? ["references.csv: and \(found.count - most) more such rows"] : []
        return found.prefix(most) + more
    }

    private func contradictions(of reference: Reference) throws -> [String] {
        let schema = configuration.schemas.schema(.sales, named: reference.table)
        guard let schema, schema.businessKey?.isSameName(as: reference.keyField) == true else {
            return []
        }
        return try configuration.legalEntities.compactMap { company in
            guard
                let known = try store.record(
                    of: schema.name, withKey: reference.key, company: company),
                known.id != reference.id.asIdentifier
            else { return nil }
            let identity = RecordIdentity(legalEntity: company)
            if known.id == identity.id(table: schema.name, key: reference.key) { return nil }
            return
                "references.csv: \(schema.name) \"\(reference.key)\" has the id \(reference.id) there, and "
                + "a file of \(company) said \(known.id). The former is used. Correct the row, or take it "
                + "out"
        }
    }
}

import Mapping
import Records
import Store

extension WorkspaceSession {
    /// Sentences about what is known and contradicts what people wrote since.
    package func remarks() throws -> [String] {
        try contradictedReferences() + orphanedFields() + waitsInVain()
    }

    /// Sentences about records that wait for those of an entity which no template brings any more.
    private func waitsInVain() throws -> [String] {
        guard configuration.waits else { return [] }
        let keys = CDSKeys(configuration.running, in: configuration.schemas)
        return try store.awaitedEntities().compactMap { entity, count in
            let schema = configuration.schemas.schema(.cds, named: entity)
            if let schema, keys.holds(schema) { return nil }
            return
                "\(count) \(count == 1 ? "record waits" : "records wait") for records of CDS \(entity), "
                + "which no template that is on brings: after \(configuration.waitingDays) days of waiting "
                + "they are set aside. Switch a template on that brings them"
        }
    }

    /// Sentences about values that CDS has and no schema any more: whoever renamed their field or entity
    /// will miss them.
    private func orphanedFields() throws -> [String] {
        try store.entityNames().compactMap { name in
            guard let schema = configuration.schemas.schema(.cds, named: name) else {
                return
                    "CDS has records of \(name), and no schema describes it: where it has another name now, "
                    + "its records begin afresh there. Give it its name back, or \"p2c forget \(name)\""
            }
            let lost = try store.fieldNames(of: name).filter { schema.field(named: $0) == nil }
            guard let first = lost.first else { return nil }
            let more = lost.count > 1 ? " and \(lost.count - 1) more fields" : ""
            return
                "CDS has values of \(name) in '\(first)'\(more), and its schema does not: where a field has "
                + "another name now, files without its column leave it empty, or to its Default. Give it "
                + "its name back, or drop full exports"
        }
    }

    /// Sentences about rows of references.csv that give a record another id than Sales' own files did:
    /// one of the two leads to the wrong record.
    private func contradictedReferences() throws -> [String] {
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
        let line = reference.line.map { ":\($0)" } ?? ""
        let used = "The former is used. Correct the row, or take it out"
        return try configuration.legalEntities.compactMap { company in
            if let known = try store.record(
                withID: reference.id.asIdentifier, company: company),
                known.entity.isSameName(as: schema.name), !known.key.isSameName(as: reference.key)
            {
                return
                    "references.csv\(line): the id \(reference.id) is \(schema.name) "
                    + "\"\(reference.key)\" there, and a file of \(company) said \"\(known.key)\". \(used)"
            }
            guard
                let known = try store.record(
                    of: schema.name, withKey: reference.key, company: company),
                known.id != reference.id.asIdentifier
            else { return nil }
            let identity = RecordIdentity(legalEntity: company)
            if known.id == identity.id(table: schema.name, key: reference.key) { return nil }
            return
                "references.csv\(line): \(schema.name) \"\(reference.key)\" has the id "
                + "\(reference.id) there, and a file of \(company) said \(known.id). \(used)"
        }
    }
}

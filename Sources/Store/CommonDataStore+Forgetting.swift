import Records

extension CommonDataStore {
    /// Forgets all records of a CDS entity with what is noted of them, so that they begin afresh, also
    /// under another integration key or, when it was the last entity, other organizations. Files that went through before are taken again. What destinations
    /// were sent is not forgotten: a record that comes again as it was stays unchanged. Returns how many
    /// records there were; nil for an entity that never came.
    package func forget(_ entity: String) throws(StoreError) -> Int? {
        guard let name = try entityNames().first(where: entity.isSameName) else { return nil }
        precondition(openPackage == nil, "Records are not forgotten while a package is taken.")
        let table = SQL.quoted(name)
        let count = try recordCount(of: name)
        tables[name.foldedName] = nil
        try database.transaction { () throws(StoreError) in
            try database.execute("DROP VIEW IF EXISTS \(SQL.quoted("p2c_\(name)_values"))")
            try database.execute("DROP TABLE \(table)")
            for (notes, column) in [
                ("p2c_entity", "name"), ("p2c_value_source", "entity"),
                ("p2c_source_time", "entity"),
            ] {
                let delete = try database.statement("DELETE FROM \(notes) WHERE \(column) = ?")
                delete.bind(1, name)
                try delete.run()
            }
            try database.execute(
                """
                UPDATE p2c_run SET is_forgotten = 1;
                DELETE FROM p2c_organization WHERE NOT EXISTS (SELECT 1 FROM p2c_entity)
                """)
        }
        return count
    }
}

import Records

/// The package transaction: everything that a package puts into the store becomes current together
/// with the note that its result is prepared, or not at all.
extension CommonDataStore {
    /// Opens the transaction. Until it ends, no other process can write to the store.
    package func beginPackage(_ run: RunID) throws(StoreError) {
        precondition(openPackage == nil, "A package transaction is open already.")
        try database.execute("BEGIN IMMEDIATE")
        openPackage = run
    }

    /// Makes the records current, and with them stage `prepared`, the result and what is to be
    /// published. When it throws, the transaction is still to be rolled back.
    package func commitPackage(
        _ result: RunResult, publications: [Publication]
    ) throws(StoreError) {
        let run = runOfOpenPackage
        try write(result, stage: .prepared, of: run)
        try replacePublications(of: run, with: publications)
        try database.execute("COMMIT")
        openPackage = nil
    }

    /// Undoes everything since `beginPackage`. Harmless when no transaction is open.
    package func rollbackPackage() throws(StoreError) {
        openPackage = nil
        // Tables and numbers that were made in the transaction are gone with it.
        tables = [:]
        destinations = [:]
        try database.rollBack()
    }

    var runOfOpenPackage: RunID {
        guard let openPackage else {
            preconditionFailure("Records are stored in a package transaction only.")
        }
        return openPackage
    }

    private func replacePublications(
        of run: RunID, with publications: [Publication]
    ) throws(StoreError) {
        let delete = try database.statement("DELETE FROM p2c_publication WHERE run = ?")
        delete.bind(1, run.rawValue)
        try delete.run()
        let insert = try database.statement(
            """
            INSERT INTO p2c_publication (run, sequence, source, destination, digests)
            VALUES (?, ?, ?, ?, ?)
            """)
        for (index, publication) in publications.enumerated() {
            insert.bind(1, run.rawValue)
            insert.bind(2, index + 1)
            insert.bind(3, publication.from)
            insert.bind(4, publication.to)
            insert.bind(5, publication.digests)
            try insert.run()
        }
    }
}

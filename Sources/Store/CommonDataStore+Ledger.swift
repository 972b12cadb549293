import Records

extension CommonDataStore {
    /// Notes that a package is about to be claimed: one of the inbox, or the records that the run
    /// `resumes` held. The time is UTC text, given by the caller.
    package func beginRun(
        source: String, legalEntity: String?, configuration: String, started: String,
        resumes: RunID? = nil
    ) throws(StoreError) -> RunID {
        let insert = try database.statement(
            """
            INSERT INTO p2c_run (source, legal_entity, configuration, started, stage, resumes)
            VALUES (?, ?, ?, ?, 'claimed', ?)
            """)
        insert.bind(1, source)
        insert.bind(2, legalEntity ?? "")
        insert.bind(3, configuration)
        insert.bind(4, started)
        insert.bind(5, resumes?.rawValue)
        try insert.run()
        return RunID(database.lastInsertedRow)
    }

    /// Notes what the claimed package holds, byte for byte.
    package func noteContent(of run: RunID, sha256: String, byteCount: Int) throws(StoreError) {
        let update = try database.statement(
            "UPDATE p2c_run SET sha256 = ?, bytes = ? WHERE id = ?")
        update.bind(1, sha256)
        update.bind(2, byteCount)
        try expectOne(update, of: run, at: 3)
    }

    /// Notes for which company the claimed package is taken, where only its records say it; nil for
    /// several.
    package func noteLegalEntity(_ legalEntity: String?, of run: RunID) throws(StoreError) {
        let update = try database.statement(
            "UPDATE p2c_run SET legal_entity = ? WHERE id = ?")
        update.bind(1, legalEntity ?? "")
        try expectOne(update, of: run, at: 2)
    }

    package func setStage(_ stage: RunStage, of run: RunID) throws(StoreError) {
        let update = try database.statement("UPDATE p2c_run SET stage = ? WHERE id = ?")
        update.bind(1, stage.rawValue)
        try expectOne(update, of: run, at: 2)
    }

    /// Ends a run that has nothing to publish: a duplicate, an unreadable package, an error. Its
    /// stage is `published`; the claim is still to be put away.
    package func conclude(_ run: RunID, _ result: RunResult) throws(StoreError) {
        try write(result, stage: .published, of: run)
    }

    /// Notes that nothing more is to be done for the run.
    package func close(_ run: RunID, finished: String) throws(StoreError) {
        let update = try database.statement(
            "UPDATE p2c_run SET stage = 'closed', finished = ? WHERE id = ?")
        update.bind(1, finished)
        try expectOne(update, of: run, at: 2)
    }

    /// The runs that neither closed nor were abandoned, in order.
    package func unfinishedRuns() throws(StoreError) -> [Run] {
        try runs(
            in: "\(Self.selectRuns) WHERE stage NOT IN ('closed', 'abandoned') ORDER BY id")
    }

    package func run(_ id: RunID) throws(StoreError) -> Run? {
        try runs(in: "\(Self.selectRuns) WHERE id = ?", id.rawValue).first
    }

    /// The latest runs, the latest first.
    package func runs(limit: Int) throws(StoreError) -> [Run] {
        try runs(in: "\(Self.selectRuns) ORDER BY id DESC LIMIT ?", limit)
    }

    /// The report of a run as JSON.
    package func report(of run: RunID) throws(StoreError) -> String? {
        let select = try database.statement("SELECT report FROM p2c_run WHERE id = ?")
        defer { select.reset() }
        select.bind(1, run.rawValue)
        return try select.step() ? select.text(0) : nil
    }

    /// What the run published or is to publish, in order.
    package func publications(of run: RunID) throws(StoreError) -> [Publication] {
        let select = try database.statement(
            """
            SELECT source, destination, digests FROM p2c_publication WHERE run = ?
            ORDER BY sequence
            """)
        defer { select.reset() }
        select.bind(1, run.rawValue)
        var found: [Publication] = []
        while try select.step() {
            found.append(
                Publication(
                    from: select.text(0) ?? "", to: select.text(1) ?? "",
                    digests: select.text(2) ?? ""))
        }
        return found
    }

    /// The latest run that published a file of this content; nil when none did.
    package func run(thatPublished sha256: String) throws(StoreError) -> RunID? {
        let select = try database.statement(
            "SELECT max(run) FROM p2c_publication WHERE instr(digests, ?) > 0")
        defer { select.reset() }
        select.bind(1, sha256)
        guard try select.step(), !select.isNull(0) else { return nil }
        return RunID(select.integer(0))
    }

    /// The run that took up the records which another one held; nil when none did.
    package func run(resuming held: RunID) throws(StoreError) -> RunID? {
        let select = try database.statement("SELECT id FROM p2c_run WHERE resumes = ?")
        defer { select.reset() }
        select.bind(1, held.rawValue)
        return try select.step() ? RunID(select.integer(0)) : nil
    }

    /// The runs that read this content, the latest first.
    package func runs(ofContent sha256: String) throws(StoreError) -> [Run] {
        let select = try database.statement(
            "SELECT id FROM p2c_run WHERE sha256 = ? ORDER BY id DESC")
        select.bind(1, sha256)
        var ids: [RunID] = []
        while try select.step() { ids.append(RunID(select.integer(0))) }
        select.reset()
        var found: [Run] = []
        for id in ids { if let run = try run(id) { found.append(run) } }
        return found
    }

    /// Whether a run read as many bytes: only then can one have read the same content.
    package func hasRun(ofSize byteCount: Int) throws(StoreError) -> Bool {
        let select = try database.statement("SELECT 1 FROM p2c_run WHERE bytes = ? LIMIT 1")
        defer { select.reset() }
        select.bind(1, byteCount)
        return try select.step()
    }

    /// The latest run that took this content for this legal entity under this configuration and set
    /// no record of it aside; nil also when something was forgotten since.
    package func completedRun(
        sha256: String, legalEntity: String?, configuration: String
    ) throws(StoreError) -> RunID? {
        let select = try database.statement(
            """
            SELECT max(id) FROM p2c_run
            WHERE sha256 = ? AND legal_entity = ? AND configuration = ?
                AND stage IN ('prepared', 'published', 'closed')
                AND outcome = 'completed' AND is_forgotten = 0
            """)
        defer { select.reset() }
        select.bind(1, sha256)
        select.bind(2, legalEntity ?? "")
        select.bind(3, configuration)
        guard try select.step(), !select.isNull(0) else { return nil }
        return RunID(select.integer(0))
    }

    /// Whether a later run for the same legal entity moved records, by whichever template: what came
    /// with it may be another state of the same records, or of those that their lookups name. So may
    /// what waits or was filtered, which withdraws what waits. Runs that took up what the run itself
    /// held are none. So it is when any template has overwritten what another one had sent.
    package func isOvertaken(_ run: Run) throws(StoreError) -> Bool {
        if try hasOverwritten(since: run.id) { return true }
        let select = try database.statement(
            """
            WITH RECURSIVE chain (id) AS (
                VALUES (?1)
                UNION SELECT p2c_run.id FROM p2c_run JOIN chain ON p2c_run.resumes = chain.id)
            SELECT 1 FROM p2c_run
            WHERE id > ?1 AND legal_entity = ?2 AND id NOT IN (SELECT id FROM chain)
                AND (written > 0 OR waiting > 0 OR filtered > 0)
                AND stage IN ('prepared', 'published', 'closed')
            LIMIT 1
            """)
        defer { select.reset() }
        select.bind(1, run.id.rawValue)
        select.bind(2, run.legalEntity ?? "")
        return try select.step()
    }

    func write(
        _ result: RunResult, stage: RunStage, of run: RunID
    ) throws(StoreError) {
        let update = try database.statement(
            """
            UPDATE p2c_run SET stage = ?, outcome = ?, templates = ?, duplicate_of = ?, report = ?,
                read = ?, written = ?, quarantined = ?, filtered = ?, unchanged = ?, waiting = ?
            WHERE id = ?
            """)
        update.bind(1, stage.rawValue)
        update.bind(2, result.outcome.rawValue)
        update.bind(3, result.templates.joined(separator: "\n"))
        update.bind(4, result.duplicateOf?.rawValue)
        update.bind(5, result.report)
        let counts = result.counts
        update.bind(6, counts.read)
        update.bind(7, counts.written)
        update.bind(8, counts.quarantined)
        update.bind(9, counts.filtered)
        update.bind(10, counts.unchanged)
        update.bind(11, counts.waiting)
        try expectOne(update, of: run, at: 12)
    }

    private func expectOne(
        _ update: Statement, of run: RunID, at index: Int32
    ) throws(StoreError) {
        update.bind(index, run.rawValue)
        let changed = try update.run()
        precondition(changed == 1, "The ledger has no run \(run).")
    }
}

extension CommonDataStore {
    private static let selectRuns = """
        SELECT id, source, legal_entity, sha256, bytes, configuration, started, finished, stage,
            outcome, templates, duplicate_of, read, written, quarantined, filtered, unchanged,
            waiting, resumes
        FROM p2c_run
        """

    private func runs(in query: String, _ parameter: Int? = nil) throws(StoreError) -> [Run] {
        let select = try database.statement(query)
        defer { select.reset() }
        if let parameter { select.bind(1, parameter) }
        var found: [Run] = []
        while try select.step() { found.append(try makeRun(select)) }
        return found
    }

    private func makeRun(_ row: Statement) throws(StoreError) -> Run {
        guard let stage = RunStage(rawValue: row.text(8) ?? "") else {
            throw StoreError(
                .corrupt, "run \(row.integer(0)) has the unknown stage \(row.text(8) ?? "")",
                place: database.place)
        }
        let legalEntity = row.text(2) ?? ""
        return Run(
            id: RunID(row.integer(0)), source: row.text(1) ?? "",
            legalEntity: legalEntity.isEmpty ? nil : legalEntity, sha256: row.text(3),
            byteCount: row.isNull(4) ? nil : row.integer(4), configuration: row.text(5) ?? "",
            started: row.text(6) ?? "", finished: row.text(7), stage: stage,
            outcome: row.text(9).flatMap(RunOutcome.init(rawValue:)),
            templates: (row.text(10) ?? "").split(separator: "\n").map(String.init),
            duplicateOf: row.isNull(11) ? nil : RunID(row.integer(11)), counts: makeCounts(row),
            resumes: row.isNull(18) ? nil : RunID(row.integer(18)))
    }

    private func makeCounts(_ row: Statement) -> RecordCounts {
        var counts = RecordCounts()
        counts.read = row.integer(12)
        counts.written = row.integer(13)
        counts.quarantined = row.integer(14)
        counts.filtered = row.integer(15)
        counts.unchanged = row.integer(16)
        counts.waiting = row.integer(17)
        return counts
    }
}

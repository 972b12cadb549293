import Records

/// A record that is held until another one arrives.
package struct WaitingRecord: Sendable, Equatable {
    /// The run that held it, whose folder in waiting/ has it.
    package var run: RunID
    package var file: String
    package var entity: String
    /// Among the entity's records in the file, from 1.
    package var record: Int
    package var line: Int
    /// Its business key as people read it.
    package var key: String?
    /// The CDS entity of the record that it waits for, or nil for any record of Sales; with that
    /// record's key as `KeyText` has it, its id, or its business key in Sales, and as people read it.
    package var awaitedEntity: String?
    package var awaitedKey: [UInt8]
    package var awaitedText: String
    /// When it was held first; UTC as the caller gave it.
    package var since: String
    /// The run that held it first.
    package var firstRun: RunID
    /// The CDS entity and key of the record itself; blank where they are not known.
    package var ownEntity = ""
    /// Its key there or, when it has come as far as Sales, its business key in `ownTable`.
    package var ownKey: [UInt8] = []
    /// The table of Sales that it goes to; blank when it waits on its way into CDS.
    package var ownTable = ""
    /// The run that sent it already without what it waits for, because that waits for it.
    package var sentBy: RunID?
    /// The task that took it, as the ledger names it.
    package var task = ""
    /// It cannot go without what it waits for, which is part of its key at the destination.
    package var goesWhole = false
    /// By what its source knows it, as `withdraw` asks for it; blank where it has no key.
    package var sourceKey = ""
    /// When its source changed it; blank where that is not known or does not count.
    package var sourceTime = ""
    /// The tables of Sales one of which has the awaited record, where it is known by its business key.
    package var awaitedTables: [String] = []
    /// The columns that its file has of the source's schema.
    package var columns: [String] = []

    package init(
        run: RunID, file: String, entity: String, record: Int, line: Int, key: String?,
        awaitedEntity: String?, awaitedKey: [UInt8], awaitedText: String, since: String,
        firstRun: RunID
    ) {
        self.run = run
        self.file = file
        self.entity = entity
        self.record = record
        self.line = line
        self.key = key
        self.awaitedEntity = awaitedEntity
        self.awaitedKey = awaitedKey
        self.awaitedText = awaitedText
        self.since = since
        self.firstRun = firstRun
    }
}

extension CommonDataStore {
    /// Notes records that the open package holds, all of one run.
    package func note(_ waiting: [WaitingRecord]) throws(StoreError) {
        guard let run = waiting.first?.run else { return }
        var sequence = try lastSequence(of: run)
        let insert = try database.statement(
            """
            INSERT INTO p2c_waiting (run, sequence, file, entity, record, line, key,
                awaited_entity, awaited_key, awaited_text, since, first_run, own_entity, own_key, sent,
                task, source_time, awaited_tables, columns, own_table, source_key,
                goes_whole)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for record in waiting {
            sequence += 1
            insert.bind(1, record.run.rawValue)
            insert.bind(2, sequence)
            insert.bind(3, record.file)
            insert.bind(4, record.entity)
            insert.bind(5, record.record)
            insert.bind(6, record.line)
            insert.bind(7, record.key)
            insert.bind(8, record.awaitedEntity ?? "")
            record.awaitedKey.withUnsafeBytes { _ = insert.bindText(9, $0) }
            insert.bind(10, record.awaitedText)
            insert.bind(11, record.since)
            insert.bind(12, record.firstRun.rawValue)
            insert.bind(13, record.ownEntity)
            record.ownKey.withUnsafeBytes { _ = insert.bindText(14, $0) }
            insert.bind(15, record.sentBy?.rawValue ?? 0)
            insert.bind(16, record.task)
            insert.bind(17, record.sourceTime)
            insert.bind(18, record.awaitedTables.joined(separator: ","))
            insert.bind(19, record.columns.joined(separator: "\n"))
            insert.bind(20, record.ownTable)
            insert.bind(21, record.sourceKey)
            insert.bind(22, record.goesWhole ? 1 : 0)
            try insert.run()
        }
    }

    private func lastSequence(of run: RunID) throws(StoreError) -> Int {
        let select = try database.statement("SELECT max(sequence) FROM p2c_waiting WHERE run = ?")
        defer { select.reset() }
        select.bind(1, run.rawValue)
        return try select.step() ? select.integer(0) : 0
    }

    /// The records that wait, those of the earliest run first.
    package func waitingRecords() throws(StoreError) -> [WaitingRecord] {
        try waitingRecords(where: "")
    }

    /// The entities of CDS whose records are awaited, with how many records wait for them.
    package func awaitedEntities() throws(StoreError) -> [(entity: String, count: Int)] {
        let select = try database.statement(
            """
            SELECT awaited_entity, count(*) FROM p2c_waiting
            WHERE awaited_entity <> '' AND NOT is_withdrawn
            GROUP BY awaited_entity ORDER BY awaited_entity
            """)
        defer { select.reset() }
        var found: [(entity: String, count: Int)] = []
        while try select.step() { found.append((select.text(0) ?? "", select.integer(1))) }
        return found
    }

    /// Those that wait for a record which waits itself; records that were sent without it are none.
    package func chainedWaitingRecords() throws(StoreError) -> [WaitingRecord] {
        try waitingRecords(
            where: """
                WHERE own_key <> '' AND sent = 0 AND (EXISTS (
                    SELECT 1 FROM p2c_waiting AS other WHERE other.own_entity = one.awaited_entity
                        AND other.own_key = one.awaited_key AND other.own_table = '')
                    OR EXISTS (
                    SELECT 1 FROM p2c_waiting AS other WHERE other.own_table <> ''
                        AND other.own_key = one.awaited_key
                        AND instr(',' || one.awaited_tables || ',', ',' || other.own_table || ',')))
                """)
    }

    /// The task's records of that key of the source that wait since before `run`, and of which nothing was
    /// sent.
    package func waitingRecords(
        ofTask task: String, sourceKey: String, before run: RunID
    ) throws(StoreError) -> [WaitingRecord] {
        try waitingRecords(
            where: """
                WHERE task = ?1 AND source_key = ?2 AND first_run < ?3
                    AND sent = 0 AND NOT is_withdrawn
                """
        ) { select in
            select.bind(1, task)
            select.bind(2, sourceKey)
            select.bind(3, run.rawValue)
        }
    }

    private func waitingRecords(
        where condition: String, binding bind: (Statement) -> Void = { _ in }
    ) throws(StoreError) -> [WaitingRecord] {
        let select = try database.statement(
            """
            SELECT run, file, entity, record, line, key, awaited_entity, awaited_key, awaited_text,
                since, first_run, own_entity, own_key, sent, task, source_time, awaited_tables, columns,
                own_table, source_key, goes_whole
            FROM p2c_waiting AS one \(condition) ORDER BY run, sequence
            """)
        defer { select.reset() }
        bind(select)
        var found: [WaitingRecord] = []
        while try select.step() {
            var record = WaitingRecord(
                run: RunID(select.integer(0)), file: select.text(1) ?? "",
                entity: select.text(2) ?? "", record: select.integer(3),
                line: select.integer(4), key: select.text(5),
                awaitedEntity: select.text(6).flatMap { $0.isEmpty ? nil : $0 },
                awaitedKey: Array(select.bytes(7)), awaitedText: select.text(8) ?? "",
                since: select.text(9) ?? "", firstRun: RunID(select.integer(10)))
            record.ownEntity = select.text(11) ?? ""
            record.ownKey = Array(select.bytes(12))
            record.sentBy = select.integer(13) == 0 ? nil : RunID(select.integer(13))
            record.task = select.text(14) ?? ""
            record.sourceTime = select.text(15) ?? ""
            record.awaitedTables = Self.tables(select.text(16))
            record.columns = (select.text(17) ?? "").split(separator: "\n").map(String.init)
            record.ownTable = select.text(18) ?? ""
            record.sourceKey = select.text(19) ?? ""
            record.goesWhole = select.integer(20) != 0
            found.append(record)
        }
        return found
    }

    /// The records that the run holds and that another one sent already without what they wait for:
    /// their own keys, and that run.
    package func sentRecords(of run: RunID) throws(StoreError) -> [[UInt8]: RunID] {
        let select = try database.statement(
            "SELECT own_key, sent FROM p2c_waiting WHERE run = ? AND sent > 0")
        defer { select.reset() }
        select.bind(1, run.rawValue)
        var found: [[UInt8]: RunID] = [:]
        while try select.step() { found[Array(select.bytes(0))] = RunID(select.integer(1)) }
        return found
    }

    /// True when the task has records that wait.
    package func holdsRecords(ofTask task: String) throws(StoreError) -> Bool {
        let select = try database.statement("SELECT 1 FROM p2c_waiting WHERE task = ? LIMIT 1")
        defer { select.reset() }
        select.bind(1, task)
        return try select.step()
    }

    /// The source has withdrawn the task's record that it knows by that key: what waits of it since before
    /// `run` goes on no more, unless the source changed it later than at that `time`.
    package func withdraw(
        sourceKey: String, ofTask task: String, before run: RunID, at time: String
    ) throws(StoreError) {
        let update = try database.statement(
            """
            UPDATE p2c_waiting SET is_withdrawn = 1
            WHERE task = ?1 AND source_key = ?2 AND first_run < ?3
                AND (?4 = '' OR source_time <= ?4)
            """)
        update.bind(1, task)
        update.bind(2, sourceKey)
        update.bind(3, run.rawValue)
        update.bind(4, time)
        try update.run()
    }

    /// The records that the run holds and that the source has withdrawn since: by what it knows them, by
    /// their tasks.
    package func withdrawnRecords(of run: RunID) throws(StoreError) -> [String: Set<String>] {
        let select = try database.statement(
            "SELECT task, source_key FROM p2c_waiting WHERE run = ? AND is_withdrawn")
        defer { select.reset() }
        select.bind(1, run.rawValue)
        var found: [String: Set<String>] = [:]
        while try select.step() {
            found[select.text(0) ?? "", default: []].insert(select.text(1) ?? "")
        }
        return found
    }

    /// The runs whose held records can go on: one that is awaited has arrived, one was withdrawn, or
    /// they have waited since before `deadline`. The earliest first.
    package func resumableRuns(deadline: String) throws(StoreError) -> [RunID] {
        var runs = Set(
            try runs(
                "SELECT DISTINCT run FROM p2c_waiting WHERE is_withdrawn OR since < ?", deadline))
        for (entity, _) in try awaitedEntities() where try !fieldNames(of: entity).isEmpty {
            let arrived = try self.runs(
                """
                SELECT DISTINCT run FROM p2c_waiting JOIN \(SQL.quoted(entity)) AS arrived
                    ON arrived.p2c_key = awaited_key
                WHERE awaited_entity = ?
                """, entity)
            runs.formUnion(arrived)
        }
        let withKnownIDs = try self.runs(
            """
            SELECT DISTINCT p2c_waiting.run FROM p2c_waiting
                JOIN p2c_run ON p2c_run.id = p2c_waiting.run
                JOIN p2c_record_id AS known
                    ON known.id = awaited_key AND known.company = p2c_run.legal_entity
            WHERE awaited_entity = ? AND awaited_tables = ''
            """, "")
        runs.formUnion(withKnownIDs)
        for tables in try awaitedTables() {
            for table in tables { runs.formUnion(try self.runs(awaiting: table, of: tables)) }
        }
        return runs.sorted().map { RunID($0) }
    }

    /// The runs that hold records which wait for one of the tables, and of which the `table` has it.
    private func runs(
        awaiting table: String, of tables: [String]
    ) throws(StoreError) -> [Int] {
        let select = try database.statement(
            """
            SELECT DISTINCT p2c_waiting.run FROM p2c_waiting
                JOIN p2c_run ON p2c_run.id = p2c_waiting.run
                JOIN p2c_record_id AS known ON known.company = p2c_run.legal_entity
                    AND known.entity = ?1 AND known.key = awaited_key
            WHERE awaited_tables = ?2
            """)
        defer { select.reset() }
        select.bind(1, table)
        select.bind(2, tables.joined(separator: ","))
        var found: [Int] = []
        while try select.step() { found.append(select.integer(0)) }
        return found
    }

    /// Since when, and since which run, the records wait that the run holds; nil when it holds none.
    package func beginOfWaiting(
        _ run: RunID
    ) throws(StoreError) -> (since: String, run: RunID)? {
        let select = try database.statement(
            "SELECT min(since), min(first_run) FROM p2c_waiting WHERE run = ?")
        defer { select.reset() }
        select.bind(1, run.rawValue)
        guard try select.step(), let since = select.text(0) else { return nil }
        return (since, RunID(select.integer(1)))
    }

    /// The run that gave the record its values as they are; nil when the entity has none of that key.
    package func lastRun(_ entity: String, key: [UInt8]) throws(StoreError) -> RunID? {
        guard try !fieldNames(of: entity).isEmpty else { return nil }
        let select = try database.statement(
            "SELECT p2c_run FROM \(SQL.quoted(entity)) WHERE p2c_key = ?")
        defer { select.reset() }
        key.withUnsafeBytes { _ = select.bindText(1, $0) }
        return try select.step() ? RunID(select.integer(0)) : nil
    }

    /// The run that took the file in which the records of a run came: its own, unless it took up what
    /// another one held.
    package func origin(of run: RunID) throws(StoreError) -> RunID {
        let select = try database.statement(
            """
            WITH RECURSIVE chain (id) AS (
                VALUES (?)
                UNION SELECT resumes FROM p2c_run JOIN chain USING (id) WHERE resumes IS NOT NULL)
            SELECT min(id) FROM chain
            """)
        defer { select.reset() }
        select.bind(1, run.rawValue)
        return try select.step() ? RunID(select.integer(0)) : run
    }

    /// Forgets that the run holds records: another run has taken them up.
    package func forgetWaiting(of run: RunID) throws(StoreError) {
        let delete = try database.statement("DELETE FROM p2c_waiting WHERE run = ?")
        delete.bind(1, run.rawValue)
        try delete.run()
    }

    /// The business keys of Sales for which records wait, the tables one of which has each, and the runs
    /// that hold these.
    package func awaitedSalesKeys() throws(StoreError) -> [(
        run: RunID, tables: [String], key: String
    )] {
        let select = try database.statement(
            """
            SELECT DISTINCT run, awaited_tables, awaited_key FROM p2c_waiting
            WHERE awaited_tables <> ''
            """)
        defer { select.reset() }
        var found: [(run: RunID, tables: [String], key: String)] = []
        while try select.step() {
            found.append(
                (RunID(select.integer(0)), Self.tables(select.text(1)), select.text(2) ?? ""))
        }
        return found
    }

    /// What the records wait for that wait for a business key of Sales.
    private func awaitedTables() throws(StoreError) -> [[String]] {
        let select = try database.statement(
            "SELECT DISTINCT awaited_tables FROM p2c_waiting WHERE awaited_tables <> ''")
        defer { select.reset() }
        var found: [[String]] = []
        while try select.step() { found.append(Self.tables(select.text(0))) }
        return found
    }

    private static func tables(_ list: String?) -> [String] {
        (list ?? "").split(separator: ",").map(String.init)
    }

    private func runs(_ query: String, _ parameter: String) throws(StoreError) -> [Int] {
        let select = try database.statement(query)
        defer { select.reset() }
        select.bind(1, parameter)
        var found: [Int] = []
        while try select.step() { found.append(select.integer(0)) }
        return found
    }
}

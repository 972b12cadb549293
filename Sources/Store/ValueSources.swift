import Records

/// Where a value of CDS comes from: the run that brought it, and the record's number in that run's
/// file.
package struct ValueSource: Sendable, Equatable {
    package var run: RunID
    package var number: Int

    package init(run: RunID, number: Int) {
        self.run = run
        self.number = number
    }
}

/// Where the values of one record come from.
package struct ValueSources: Sendable {
    /// Of the fields that are not listed.
    fileprivate var origin: ValueSource
    /// By folded name: the fields that a later run changed.
    fileprivate var changes: [String: ValueSource] = [:]

    /// Of a field, compared without case.
    package subscript(field: String) -> ValueSource { changes[field.foldedName] ?? origin }
}

extension CommonDataStore {
    /// Where the values of the record of that key come from, in the form of `KeyText`; nil when the
    /// entity has no such record.
    package func valueSources(
        of entity: String, key: [UInt8]
    ) throws(StoreError) -> ValueSources? {
        guard let record = try record(entity, key: key) else { return nil }
        var sources = ValueSources(origin: ValueSource(run: record.run, number: record.number))
        let select = try database.statement(
            "SELECT field, run, record FROM p2c_value_source WHERE entity = ?2 AND key = ?1")
        defer { select.reset() }
        select.bind(2, entity)
        var hasRow = try select.step(withText: key, at: 1)
        while hasRow {
            let field = (select.text(0) ?? "").foldedName
            let source = ValueSource(run: RunID(select.integer(1)), number: select.integer(2))
            if field.isEmpty { sources.origin = source } else { sources.changes[field] = source }
            hasRow = try select.step()
        }
        return sources
    }
}

/// Notes for one entity which values came with which run.
///
/// Of a record that was never changed nothing is noted: its own row says where it comes from. The
/// first change notes that origin under a blank field, and each change the fields that it changes. So
/// a night in which little changes notes little.
struct ValueSourceNotes {
    private let origin: Statement
    private let change: Statement

    init(entity: String, in database: Database) throws(StoreError) {
        origin = try database.statement(Self.insertion("IGNORE"))
        change = try database.statement(Self.insertion("REPLACE"))
        origin.bind(1, entity)
        origin.bind(3, "")
        change.bind(1, entity)
    }

    private static func insertion(_ policy: String) -> String {
        """
        INSERT OR \(policy) INTO p2c_value_source (entity, key, field, run, record)
        VALUES (?, ?, ?, ?, ?)
        """
    }

    /// Where the record came from before it was changed for the first time; later calls change nothing.
    func noteOrigin(of key: [UInt8], run: Int, number: Int) throws(StoreError) {
        try insert(by: origin, key: key, run: run, number: number)
    }

    func noteChange(
        of field: String, of key: [UInt8], run: Int, number: Int
    ) throws(StoreError) {
        change.bind(3, field)
        try insert(by: change, key: key, run: run, number: number)
    }

    private func insert(
        by statement: Statement, key: [UInt8], run: Int, number: Int
    ) throws(StoreError) {
        key.withUnsafeBytes { _ = statement.bindText(2, $0) }
        statement.bind(4, run)
        statement.bind(5, number)
        try statement.run()
    }
}

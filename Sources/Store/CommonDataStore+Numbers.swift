import Records

/// The numbers that p2c gave to records of Sales which had none.
extension CommonDataStore {
    /// The number that the record with that id was given; nil when it was given none.
    package func number(
        of table: String, id: String, company: String
    ) throws(StoreError) -> String? {
        let select = try database.statement(
            "SELECT number FROM p2c_number WHERE company = ? AND entity = ? AND id = ?")
        defer { select.reset() }
        select.bind(1, company)
        select.bind(2, table)
        select.bind(3, id)
        return try select.step() ? select.text(0) : nil
    }

    /// The running number that is next for the company and prefix; the first is 1000.
    package func nextRunningNumber(
        prefix: String, company: String
    ) throws(StoreError) -> Int {
        let select = try database.statement(
            "SELECT coalesce(max(running) + 1, 1000) FROM p2c_number WHERE company = ? AND prefix = ?"
        )
        defer { select.reset() }
        select.bind(1, company)
        select.bind(2, prefix)
        return try select.step() ? select.integer(0) : 1000
    }

    /// Notes within the package transaction that the record has the number from now on.
    package func note(
        number: String, prefix: String, running: Int, of table: String, id: String, company: String
    ) throws(StoreError) {
        let insert = try database.statement(
            """
            INSERT INTO p2c_number (company, entity, id, prefix, running, number, run)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insert.bind(1, company)
        insert.bind(2, table)
        insert.bind(3, id)
        insert.bind(4, prefix)
        insert.bind(5, running)
        insert.bind(6, number)
        insert.bind(7, runOfOpenPackage.rawValue)
        try insert.run()
    }
}

import Records

/// Which companies have had records under which organization of CDS.
extension CommonDataStore {
    /// In the order of the organizations.
    package func organizations() throws(StoreError) -> [(name: String, company: String)] {
        let select = try database.statement(
            "SELECT name, company FROM p2c_organization ORDER BY name, company")
        defer { select.reset() }
        var found: [(name: String, company: String)] = []
        while try select.step() { found.append((select.text(0) ?? "", select.text(1) ?? "")) }
        return found
    }

    /// Notes that a company has records under an organization.
    package func noteOrganization(_ name: String, of company: String) throws(StoreError) {
        let insert = try database.statement(
            "INSERT INTO p2c_organization (name, company) VALUES (?, ?) ON CONFLICT DO NOTHING")
        insert.bind(1, name)
        insert.bind(2, company)
        try insert.run()
    }
}

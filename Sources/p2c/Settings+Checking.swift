import Records

extension Settings {
    /// Finds what no settings can mean, with its line.
    func checkLocated() throws {
        do {
            try check()
        } catch {
            throw located(error)
        }
    }

    /// Finds what no settings can mean, whatever templates and schemas there are.
    func check() throws(UsageError) {
        try checkOrganizations()
        guard inbox.looks >= 1 else {
            throw UsageError("p2c.json: inbox.looks is \(inbox.looks). Write 1 or more")
        }
        guard inbox.pollSeconds >= 0.1 else {
            throw UsageError(
                "p2c.json: inbox.pollSeconds is \(inbox.pollSeconds). Write 0.1 or more")
        }
        guard waiting.days > 0 else {
            throw UsageError(
                "p2c.json: waiting.days is \(waiting.days). Write 1 or more, or on: false")
        }
        _ = try validation.columnPolicies(unknown: nil, missing: nil)
        guard ["leave", "take"].contains(olderRecords) else {
            throw UsageError(
                "p2c.json: olderRecords is \"\(olderRecords)\". Write \"leave\" or \"take\"")
        }
    }

    /// Two companies of one organization would have each other's records in CDS.
    private func checkOrganizations() throws(UsageError) {
        for (index, row) in organizations.enumerated() {
            let place = "p2c.json: organizations[\(index)]"
            guard row.legalEntity.isFolderName else {
                throw UsageError(
                    "\(place).legalEntity: \"\(row.legalEntity)\" can be no folder of the inbox. Write "
                        + "the company's id, such as USMF, without blanks round it and without /")
            }
            for earlier in organizations[..<index] {
                if earlier.legalEntity.isSameName(as: row.legalEntity) {
                    try checkUnits(row, beside: earlier, place: place)
                    continue
                }
                if earlier.cdsOrganization.isSameName(as: row.cdsOrganization) {
                    throw UsageError(
                        "\(place).cdsOrganization: \"\(row.cdsOrganization)\" is the organization of "
                            + "\(earlier.legalEntity) already, and records of both would be one. Give "
                            + "each company an organization of its own")
                }
            }
        }
        try checkDefaultCompany()
    }

    /// A company has a row for each of its business units, and one organization.
    private func checkUnits(
        _ row: Organization, beside earlier: Organization, place: String
    ) throws(UsageError) {
        guard let unit = row.businessUnit, let other = earlier.businessUnit,
            !unit.isSameName(as: other)
        else {
            throw UsageError(
                "\(place).legalEntity: \"\(row.legalEntity)\" has a row already. Leave one of them, "
                    + "or give each a business unit of its own")
        }
        guard row.cdsOrganization.isSameName(as: earlier.cdsOrganization) else {
            throw UsageError(
                "\(place).cdsOrganization: \"\(row.cdsOrganization)\" is another than "
                    + "\"\(earlier.cdsOrganization)\", which \(row.legalEntity) has already. Give all "
                    + "rows of a legal entity the same")
        }
    }

    private func checkDefaultCompany() throws(UsageError) {
        guard let company = defaultLegalEntity else { return }
        let known = organizations.map(\.legalEntity)
        if known.contains(where: { $0.isSameName(as: company) }) { return }
        throw UsageError(
            "p2c.json: defaultLegalEntity is \"\(company)\", which has no row in organizations."
                + NearNames.hint(for: company, among: known) + " Add one, or correct the name")
    }
}

extension Settings {
    /// Sentences about business units that several companies have: a record that says nothing but
    /// such a unit does not say its company.
    var unitRemarks: [String] {
        organizations.enumerated().compactMap { index, row in
            guard let unit = row.businessUnit,
                let earlier = organizations[..<index].first(where: {
                    $0.businessUnit?.isSameName(as: unit) == true
                })
            else { return nil }
            return located(
                "p2c.json: organizations[\(index)].businessUnit: \"\(unit)\" is that of "
                    + "\(earlier.legalEntity) too. Records that say no more than that are of neither "
                    + "company (P2C-RUN-009): drop such files into inbox/<company>/")
        }
    }
}

extension String {
    /// True for a name that can be a folder's, seen by p2c and taken for no other.
    fileprivate var isFolderName: Bool {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return false }
        let isRound = [first, last].contains { $0.properties.isWhitespace }
        let isControl = unicodeScalars.contains { $0.value < 0x20 || $0 == "/" }
        return first != "." && !isRound && !isControl && utf8.count <= 255
    }
}

import Records
import Store

extension WorkspaceSession {
    /// Throws before any file is touched when the settings give an organization of CDS to another company
    /// than the one whose records lie under it, or a company another organization than it had.
    func checkOrganizations() throws {
        let rows = configuration.organizations
        for (name, company) in try store.organizations() {
            let owner = rows.first { $0.cdsOrganization.isSameName(as: name) }?.legalEntity
            if let owner, !owner.isSameName(as: company) {
                throw try changed(
                    "gives \(owner) the organization \"\(name)\", under which CDS has the records of "
                        + "\(company): they would be taken for \(owner)'s. Give \(owner) another "
                        + "organization. Where it is \(company) with a new name")
            }
            let current = configuration.organization(of: company)?.cdsOrganization
            if let current, !current.isSameName(as: name) {
                throw try changed(
                    "gives \(company) the organization \"\(current)\", and CDS has its records under "
                        + "\"\(name)\", where they would not be found. Put \"\(name)\" back. Where the new "
                        + "one is meant")
            }
        }
    }

    private func changed(_ what: String) throws -> PipelineError {
        let commands = try store.entityNames().map { "\"p2c forget \($0)\"" }
        return PipelineError(
            reason: .settings,
            description:
                "p2c.json \(what), begin afresh: \(commands.joined(separator: ", ")), and drop "
                + "full exports again, those of Sales first, which tell the ids of its records")
    }

    /// Notes, within the package transaction, under which organization of CDS the company's records lie.
    func noteOrganization(of legalEntity: String?) throws {
        guard let legalEntity,
            let organization = configuration.organization(of: legalEntity)?.cdsOrganization,
            try !store.entityNames().isEmpty
        else { return }
        try store.noteOrganization(organization, of: legalEntity)
    }
}

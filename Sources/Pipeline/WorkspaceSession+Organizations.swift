import Records
import Store

extension WorkspaceSession {
    /// Throws before any file is touched when companies have other organizations of CDS than they had.
    func checkOrganizations() throws { try configuration.checkOrganizations(in: store) }

    /// Notes, within the package transaction, under which organization of CDS the company's records lie.
    func noteOrganization(of legalEntity: String?) throws {
        guard let legalEntity,
            let organization = configuration.organization(of: legalEntity)?.cdsOrganization,
            try !store.entityNames().isEmpty
        else { return }
        try store.noteOrganization(organization, of: legalEntity)
    }
}

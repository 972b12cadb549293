import Records
import Store

extension Configuration {
    /// Throws when it gives an organization of CDS to another company than the one whose records lie
    /// under it, or a company another organization than it had.
    func checkOrganizations(in store: CommonDataStore) throws {
        for (name, company) in try store.organizations() {
            let owner = organizations.first { $0.cdsOrganization.isSameName(as: name) }?.legalEntity
            if let owner, !owner.isSameName(as: company) {
                throw try Self.changed(
                    "gives \(owner) the organization \"\(name)\", under which CDS has the records of "
                        + "\(company): they would be taken for \(owner)'s. Give \(owner) another "
                        + "organization. Where it is \(company) with a new name", in: store)
            }
            let current = organization(of: company)?.cdsOrganization
            if let current, !current.isSameName(as: name) {
                throw try Self.changed(
                    "gives \(company) the organization \"\(current)\", and CDS has its records under "
                        + "\"\(name)\", where they would not be found. Put \"\(name)\" back. Where the new "
                        + "one is meant", in: store)
            }
        }
    }

    private static func changed(
        _ what: String, in store: CommonDataStore
    ) throws -> PipelineError {
        let commands = try store.entityNames().map { "\"p2c forget \($0)\"" }
        return PipelineError(
            reason: .settings,
            description:
                "p2c.json \(what), begin afresh: \(commands.joined(separator: ", ")), and drop "
                + "full exports again, those of Sales first, which tell the ids of its records")
    }
}

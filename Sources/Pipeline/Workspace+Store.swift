import Folders
import Store

extension Workspace {
    /// The store for checks before a run; nil where nothing came yet, or it cannot be read, which every
    /// command that needs it tells.
    var storeToCheck: CommonDataStore? {
        Paths.leadsToFile(storePath) ? try? CommonDataStore(path: storePath) : nil
    }

    /// Throws where a run would stop because CDS has the records of companies under other organizations
    /// than the configuration gives them.
    package func checkOrganizations(of configuration: Configuration) throws {
        if let store = storeToCheck { try configuration.checkOrganizations(in: store) }
    }
}

import Folders

/// The folder that settings, schemas and templates come from: a workspace, or the one that p2c was
/// installed with.
enum ConfigurationHome {
    case workspace(Workspace)
    case installation(String)

    /// The workspace that is named; without a name the current folder where it is one, else the
    /// installation. A folder with settings and one of the two folders was a workspace, and its owner means
    /// that.
    init(workspace name: String?) throws(UsageError) {
        let found = Workspace(root: name ?? ".")
        if found.isWorkspace {
            self = .workspace(found)
            return
        }
        let was = Paths.leadsToFile("p2c.json") && found.lacking.missing.count < 2
        if name != nil || was { throw UsageError(noWorkspace: name ?? ".") }
        self = .installation(try Installation.shareFolder())
    }

    /// The workspace; nil for the installation, which knows no companies and no records.
    var workspace: Workspace? {
        if case .workspace(let workspace) = self { workspace } else { nil }
    }

    var folder: String {
        switch self {
        case .workspace(let workspace): workspace.root
        case .installation(let folder): folder
        }
    }

    /// Reads and checks all of it, with the templates of that folder in the place of those of the
    /// same folder names.
    func load(templates: String? = nil) throws -> LoadedConfiguration {
        switch self {
        case .workspace(let workspace):
            try LoadedConfiguration(workspace: workspace, templates: templates)
        case .installation(let folder):
            try LoadedConfiguration(share: folder, templates: templates)
        }
    }
}

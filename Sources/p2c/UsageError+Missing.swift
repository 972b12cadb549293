import Folders
import Pipeline
import Records

/// What somebody named and is not there.
extension UsageError {
    /// A folder that is no workspace, with what keeps it from being one.
    init(noWorkspace name: String) {
        let workspace = Workspace(root: name)
        let (missing, taken) = workspace.lacking
        let makes = "\"p2c init \(name)\" makes it and leaves what is there as it is"
        if let first = taken.first {
            self.init(
                "\(name) is not a workspace: \(first) in it is no folder. Move it away; then \(makes)"
            )
        } else if missing.count == 1 {
            self.init(
                "\(name) is not a workspace: it has no \(missing[0])/. \(makes); or name another one "
                    + "with --workspace")
        } else {
            self.init(
                "\(name) is not a workspace: it has no inbox/ and outbox/. Make one with \"p2c init "
                    + "DIR\", or name one with --workspace")
        }
    }

    /// A template that is not there: says where it was looked for, and which there are.
    init(noTemplate name: String, of loaded: LoadedConfiguration) {
        self.init(
            noTemplate: name, among: loaded.allTemplates, in: loaded.configuration.folder,
            others: loaded.foldersWithoutTemplate)
    }

    /// `others` say why folders are none of a template, by their folded names.
    init(
        noTemplate name: String, among templates: [Configuration.EnabledTemplate],
        in folder: String, others: [String: String]
    ) {
        if let reason = others[name.foldedName] {
            self.init(reason)
            return
        }
        let known = templates.map { "\"\($0.folder)\"" }.joined(separator: ", ")
        self.init(
            "There is no template \"\(name)\" in \(Paths.full(folder))/templates."
                + NearNames.hint(
                    for: name, among: templates.flatMap { [$0.folder, $0.template.name] }) + " "
                + (known.isEmpty ? "There is none at all" : "Known are \(known)"))
    }

    /// The folder of schemas or of templates is not there, or there is none in it.
    init(nothingIn name: String, of folder: String) {
        let isThere = Paths.leadsToFolder("\(folder)/\(name)")
        self.init(
            (isThere
                ? "\(name)/ in \(Paths.full(folder)) holds no \(name.dropLast())"
                : "There is no \(name)/ in \(Paths.full(folder))")
                + ". Give the folder its name and place back; or \"p2c init \(Paths.full(folder))\" "
                + "writes what comes with p2c and leaves what is there as it is")
    }

    /// An entity that no schema describes, with the folder that was looked in.
    init(noSchema name: String, of loaded: LoadedConfiguration) {
        self.init(
            "There is no schema for \"\(name)\" in \(loaded.configuration.folder)/schemas."
                + NearNames.hint(for: name, among: loaded.configuration.schemas.names)
                + " \"p2c schema list\" names all there are")
    }
}

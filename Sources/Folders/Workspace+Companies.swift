import Records

extension Workspace {
    /// The company in whose folder of the workspace a file lies, and what that folder is in: `archive/`.
    /// Nil for a file elsewhere. Where nobody knows the companies, any folder counts that is none of a
    /// run and no package.
    package func company(
        ofFile path: String, among legalEntities: [String]
    ) -> (name: String, folder: String)? {
        let full = Paths.full(path)
        for folder in [inbox, archive, quarantine, waiting] {
            let start = Paths.full(folder) + "/"
            guard full.hasPrefix(start) else { continue }
            let parts = full.dropFirst(start.count).split(separator: "/").map(String.init)
            guard parts.count > 1 else { return nil }
            let known = legalEntities.first { $0.isSameName(as: parts[0]) }
            if known == nil && (!legalEntities.isEmpty || isOther(start + parts[0])) { return nil }
            return (known ?? parts[0], relative(folder) + "/")
        }
        return nil
    }

    /// Whether a folder beside those of companies is that of a run, a package, or of no company.
    private func isOther(_ path: String) -> Bool {
        let name = Paths.name(of: path)
        return name.starts(with: /run[0-9]+-/) || name == Claim.noCompany
            || PackageFolderSight.isPackage((try? Paths.names(in: path)) ?? [])
    }
}

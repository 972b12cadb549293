import Records

/// Finds the files that a manifest means among those of its package: what its paths say may differ in
/// case, in the sign between folders, in a path before the name, or in characters that file names
/// cannot have.
struct DMFFileSearch {
    /// All files of the package but its control files.
    let files: [PackageFile]
    /// The manifest's own, from which its paths lead.
    let folder: String
    /// All paths of the manifest: a file that lies at one of them is not meant by another.
    let paths: [String]

    /// The file at the path, else one of that name beside the manifest, else the only one of that name
    /// in other folders.
    func file(at path: String) -> PackageFile? {
        if let file = files.first(where: { isPath(path, of: $0) }) { return file }
        let wanted = [PackageFileName.base(path), PackageFileName.cleaned(path)]
        for name in wanted {
            let beside = files.first { $0.folder == folder && $0.baseName.isSameName(as: name) }
            if let beside { return beside }
        }
        let elsewhere = files.filter { file in
            wanted.contains { file.baseName.isSameName(as: $0) }
                && !paths.contains { isPath($0, of: file) }
        }
        return elsewhere.count == 1 ? elsewhere[0] : nil
    }

    private func isPath(_ path: String, of file: PackageFile) -> Bool {
        let parts = path.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." }
        return file.name.isSameName(as: folder + parts.joined(separator: "/"))
    }
}

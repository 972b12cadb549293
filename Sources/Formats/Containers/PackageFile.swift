/// One file of a package, before it is opened.
struct PackageFile: Sendable, Equatable {
    /// The name in the package, with `/` between folders.
    var name: String
    /// Its unpacked size.
    var byteCount: Int

    /// The name behind the last `/`.
    var baseName: String {
        name.lastIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name
    }

    /// The folder with its `/`, or an empty text for the root.
    var folder: String { String(name.dropLast(baseName.count)) }
}

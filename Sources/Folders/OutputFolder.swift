import Glibc

/// A folder for the results of one file, outside any workspace. It is filled under a hidden name and
/// appears whole, by one rename.
package struct OutputFolder: Sendable {
    /// Where to write.
    package let path: String
    /// Where it will be.
    package let finalPath: String

    /// Throws when the folder is there already: a result is never mixed with an earlier one.
    package init(in parent: String, named name: String) throws(FoldersError) {
        finalPath = "\(parent)/\(name)"
        path = "\(parent)/.p2c-\(name)-\(getpid())"
        guard !Paths.exists(finalPath) else {
            throw FoldersError(.taken, "\(finalPath) is there already")
        }
        try Paths.makeFolder(parent)
        try Paths.remove(path)
        try Paths.makeFolder(path)
    }

    package func discard() throws(FoldersError) { try Paths.remove(path) }

    /// Puts the report beside the results and lets the folder appear.
    package func publish(report: [UInt8]) throws(FoldersError) {
        try Paths.write(report, to: path + "/report.json")
        try Paths.move(path, to: finalPath)
    }
}

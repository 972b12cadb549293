import Folders
import Glibc

/// The folder that p2c was installed with: its schemas, templates, settings and examples.
///
/// It is looked for from the program's own place upward: `share/p2c` beside `bin/`, or the project's
/// folder above `.build/`. `P2C_SHARE` names another one.
enum Installation {
    static func shareFolder() throws(UsageError) -> String {
        if let given = getenv("P2C_SHARE").map({ String(cString: $0) }) {
            guard isShare(given) else {
                throw UsageError("P2C_SHARE names \(given), which has no schemas/ and templates/")
            }
            return given
        }
        var folder = programPath()
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            for candidate in [folder + "/share/p2c", folder] where isShare(candidate) {
                return candidate
            }
        }
        throw UsageError(
            "The schemas and templates that p2c came with are not beside the program. Set P2C_SHARE "
                + "to the folder that holds them, or use --workspace")
    }

    private static func isShare(_ folder: String) -> Bool {
        Paths.leadsToFolder(folder + "/schemas") && Paths.leadsToFolder(folder + "/templates")
    }

    private static func programPath() -> String {
        guard let path = realpath("/proc/self/exe", nil) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }
}

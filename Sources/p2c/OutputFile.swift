import Folders
import Formats
import Glibc

/// A file that the command line names for a result; `-` is standard output. What was in it stays
/// until the result is there.
struct OutputFile {
    private let descriptor: Int32
    private let name: String

    /// Throws when it cannot be written or is one of the files that are read, before any work is
    /// done.
    init(path: String, isNot inputs: [String]) throws(UsageError) {
        name = path == "-" ? "standard output" : path
        if path == "-" {
            descriptor = STDOUT_FILENO
            return
        }
        if inputs.contains(where: { Self.isSame($0, path) }) {
            throw UsageError("\(path) is to be checked and would be overwritten. Name another file")
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw UsageError("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// Empties the file and gives what writes into it.
    func makeSink() -> FileSink {
        // Pipes and terminals cannot be cut, and need not be.
        if descriptor != STDOUT_FILENO { ftruncate(descriptor, 0) }
        return FileSink(
            descriptor: descriptor, name: name, closesDescriptor: descriptor != STDOUT_FILENO)
    }

    /// Throws when a folder is wanted, to be made where it is missing, and a file stands in its way.
    static func checkFolder(_ path: String) throws(UsageError) {
        guard Paths.leadsToFile(path) else { return }
        throw UsageError("\(path) is a file. Name a folder")
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        return stat(one, &first) == 0 && stat(other, &second) == 0
            && first.st_ino == second.st_ino && first.st_dev == second.st_dev
    }
}

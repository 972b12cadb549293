import Formats
import Glibc
import Pipeline

/// Where the report goes, and the files beside it with failing records that are too many for it.
final class HTMLReportFile {
    private let path: String
    private let inputs: [String]
    private let descriptor: Int32
    private var names: Set<String> = []

    /// Throws when it cannot be written or is one of the files that are read, before any work is done.
    init(path: String, isNot inputs: [String]) throws(UsageError) {
        self.path = path
        self.inputs = inputs
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
        ftruncate(descriptor, 0)
        return FileSink(descriptor: descriptor, name: path, closesDescriptor: true)
    }

    /// Makes the file for all failing records of an entity: `report-account-failing.csv` beside
    /// `report.html`. It is none that is read.
    func makeFailingFile(_ entity: String) throws -> (sink: any ByteSink, name: String) {
        let stem = path.hasSuffix(".html") ? String(path.dropLast(5)) : path
        var name = "\(stem)-\(fileSafe(entity))-failing.csv"
        var number = 2
        while names.contains(name) || inputs.contains(where: { Self.isSame($0, name) }) {
            name = "\(stem)-\(fileSafe(entity))-failing-\(number).csv"
            number += 1
        }
        names.insert(name)
        let file = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard file >= 0 else {
            throw UsageError("\(name) cannot be written: \(String(cString: strerror(errno)))")
        }
        let base = String(name.split(separator: "/").last ?? "")
        return (FileSink(descriptor: file, name: name, closesDescriptor: true), base)
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        return stat(one, &first) == 0 && stat(other, &second) == 0
            && first.st_ino == second.st_ino && first.st_dev == second.st_dev
    }
}

import Formats
import Pipeline

/// What `--html` needs: profiles while the files are read, and a file for the report.
struct HTMLOutput {
    let profiles: ProfileCollector
    private let file: HTMLReportFile

    /// Nil without a path. Throws when it cannot be written or is one of the files that are read.
    init?(_ path: String?, isNot inputs: [String], masksAll: Bool) throws(UsageError) {
        guard let path else { return nil }
        let file = try HTMLReportFile(path: path, isNot: inputs)
        self.file = file
        profiles = ProfileCollector(masksAll: masksAll) { try file.makeFailingFile($0) }
    }

    func write(_ reports: [ValidationReport]) throws {
        let report = HTMLReport(
            reports, profiles: profiles.entities, program: "p2c \(P2C.configuration.version)")
        do {
            try report.write(to: file.makeSink())
        } catch {
            throw PipelineError.unwritten(error)
        }
    }
}

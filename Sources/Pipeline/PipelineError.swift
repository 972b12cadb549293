import Formats
import Glibc
import Records

/// Why a run could not go on.
package struct PipelineError: Error, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        /// The package as a whole is wrong; others can go on.
        case package
        /// A file that people fill in is wrong; no package was touched.
        case settings
        /// Somebody asked to stop; what was begun is undone.
        case stopped
        /// The machine failed: disk, permissions, database.
        case machine
    }

    package var reason: Reason
    package var description: String
    /// The issue behind it, where there is one.
    package var issue: Issue?

    package var isAboutPackage: Bool { reason == .package }
    package var isAboutSettings: Bool { reason == .settings }
    package var isStop: Bool { reason == .stopped }

    init(reason: Reason, description: String, issue: Issue? = nil) {
        self.reason = reason
        self.description = description
        self.issue = issue
    }

    package static let stopped = PipelineError(
        reason: .stopped,
        description:
            "Stopped on request. Nothing was half delivered; the same command again goes on")

    /// The system refused something; `errno` says why.
    static func machine(_ what: String) -> PipelineError {
        let why = String(cString: strerror(errno))
        return PipelineError(
            reason: .machine,
            description: "p2c \(what): \(why). Check the disk and this user's permissions")
    }

    /// What is printed cannot be written.
    package static func output(_ error: FormatError) -> PipelineError {
        PipelineError(reason: .machine, description: error.issue.message, issue: error.issue)
    }

    static func package(_ issue: Issue) -> PipelineError {
        PipelineError(reason: .package, description: issue.message, issue: issue)
    }
}

import Glibc
import Records

/// A folder or file of the workspace cannot be used as needed: what failed, where, and what to do.
package struct FoldersError: Error, Sendable, CustomStringConvertible {
    /// The cause, under the code that people search for.
    package enum Code: Sendable, CaseIterable {
        case refused, full, inUse, taken, failed

        /// The entry of the catalogue.
        package var issueCode: IssueCode {
            switch self {
            case .refused: .folderRefused
            case .full: .folderDiskFull
            case .inUse: .folderInUse
            case .taken: .folderNameTaken
            case .failed: .folderFailed
            }
        }
    }

    package let code: Code
    /// What failed, as a sentence without final period.
    package let what: String
    /// The system's number for the cause; 0 when the cause is none of the system.
    let errorNumber: Int32

    package init(_ code: Code, _ what: String, errorNumber: Int32 = 0) {
        self.code = code
        self.what = what
        self.errorNumber = errorNumber
    }

    /// The system refused `what`; `error` is its number.
    static func system(_ what: String, path: String, error: Int32 = errno) -> FoldersError {
        let code: Code =
            switch error {
            case EACCES, EPERM, EROFS: .refused
            case ENOSPC, EDQUOT: .full
            case EEXIST, ENOTEMPTY: .taken
            default: .failed
            }
        return FoldersError(
            code, "\(path): \(what): \(String(cString: strerror(error)))", errorNumber: error)
    }

    /// The command cannot be carried out as it is given, and the machine is well: somebody else works
    /// in the workspace, or a result is there already.
    package var isAboutUse: Bool { errorNumber == 0 && (code == .inUse || code == .taken) }

    /// What to do about it.
    package var remedy: String { code.issueCode.remedy }

    package var description: String { "\(what). \(remedy). [\(code.issueCode.id)]" }
}

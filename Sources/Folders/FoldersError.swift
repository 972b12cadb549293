import Glibc
import Records

/// A folder or file of the workspace cannot be used as needed: what failed, where, and what to do.
package struct FoldersError: Error, Sendable, CustomStringConvertible {
    /// The cause, under the code that people search for.
    package enum Code: String, Sendable, CaseIterable {
        case refused = "P2C-DIR-001"
        case full = "P2C-DIR-002"
        case inUse = "P2C-DIR-003"
        case taken = "P2C-DIR-004"
        case failed = "P2C-DIR-005"
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

    /// What to do about it.
    package var remedy: String {
        switch code {
        case .refused: "Give this user the right to read and write there (ls -ld shows the owner)"
        case .full: "Make room on the disk, then run p2c again; nothing was half delivered"
        case .inUse: "Wait until the other p2c has ended, or end it"
        case .taken: "Move away what is there, then run p2c again"
        case .failed: "Check the disk and the system's log, then run p2c again"
        }
    }

    package var description: String { "\(what). \(remedy). [\(code.rawValue)]" }
}

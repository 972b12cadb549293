import Dispatch
import Synchronization

/// The SHA-256 of a file or folder, computed on a thread of its own while somebody else reads it.
package final class BackgroundDigest: Sendable {
    private let outcome = Mutex<Result<FileDigest, FoldersError>?>(nil)
    private let work = DispatchGroup()

    /// Begins at once.
    package init(of path: String) {
        DispatchQueue.global().async(group: work) {
            let result = Result { () throws(FoldersError) in try sha256(of: path) }
            self.outcome.withLock { $0 = result }
        }
    }

    /// Waits until it is there. Throws when something cannot be read.
    package func value() throws(FoldersError) -> FileDigest {
        work.wait()
        guard let result = outcome.withLock({ $0 }) else {
            preconditionFailure("The work has ended, so there is an outcome")
        }
        return try result.get()
    }
}

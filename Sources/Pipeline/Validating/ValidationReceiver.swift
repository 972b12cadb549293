import Formats
import Records

/// Gets what is found in files while they are read, file by file.
package protocol ValidationReceiver: IssueReceiver {
    /// The file, as the user named it, is read from here on.
    func begin(_ file: String)
    /// Called between batches. Throws when an issue could not be kept.
    func flush() throws
    /// All of the file's issues came.
    func end(_ report: ValidationReport) throws
}

/// Makes one document of all that is found, written when the last file was read.
package protocol ValidationDocumentForm: ValidationReceiver {
    func write(to sink: any ByteSink) throws
}

import Formats
import Records

/// Gets what is found in files while they are read, file by file.
package protocol ValidationReceiver: IssueReceiver {
    /// What comes from here on is about the file, which is named as the user did and by its place
    /// among all files. A file may be begun again: some of it is known only when all were read.
    func begin(_ file: String, number: Int)
    /// Called between batches. Throws when an issue could not be kept.
    func flush() throws
    /// All of the file's issues came.
    func end(_ report: ValidationReport, number: Int) throws
    /// Everything that came is to be forgotten: the files are read anew.
    func beginAnew()
}

/// Makes one document of all that is found, written when the last file was read.
package protocol ValidationDocumentForm: ValidationReceiver {
    func write(to sink: any ByteSink) throws
}

import Records

/// A file or package that cannot be read or written as a whole. What was read of it before is void.
package struct FormatError: Error {
    /// What is wrong, where, and what to do about it.
    package var issue: Issue
    /// What was noticed in the package before.
    package var noticed: [Issue] = []

    package init(_ issue: Issue) { self.issue = issue }
}

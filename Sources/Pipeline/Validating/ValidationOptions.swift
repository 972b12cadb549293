import Records

/// How files are validated, where it is not as usual.
package struct ValidationOptions: Sendable {
    /// Warnings are held against a file as errors are.
    package var isStrict = false
    /// No value is shown, whatever the schemas say about it.
    package var masksAll = false
    /// Of each file no more issues are told, and it is read no further.
    package var mostIssues: Int?
    /// What columns are that the schema does not know or that are missing.
    package var columns = ColumnPolicies()
    /// The store to look into for records that none of the files holds; nil to look into none.
    package var storePath: String?
    /// What columns the files had the last time; nil not to compare.
    package var memory: ColumnMemory?
    /// The one schema for all entities; nil where each has its own.
    package var schema: EntitySchema?

    /// The company whose records the files are to hold; nil where any may be in them.
    package var legalEntity: String?

    package init() {}
}

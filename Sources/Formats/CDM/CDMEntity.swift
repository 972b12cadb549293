import Records

/// An entity of a CDM folder: its columns, and the files that hold its records.
struct CDMEntity: Sendable {
    /// A file of records.
    struct Partition: Sendable {
        /// The file in the package.
        var entry: String
        /// The file in messages.
        var place: String
        var dialect: Dialect
        var byteCount: Int
    }

    var name: String
    /// The columns of each file, in order.
    var attributes: [String]
    /// In the order in which the records follow each other.
    var partitions: [Partition] = []
    /// Why its records cannot be read; the other entities of the folder still can.
    var problem: Issue?

    /// The column of that name, compared without case.
    func attribute(_ name: String) -> Int? { attributes.firstIndex { $0.isSameName(as: name) } }
}

/// A record that the source says was deleted. p2c deletes nothing at the destination: it lists them,
/// so that people can.
struct Deletion {
    /// The entities on both sides, such as `Sales Account`.
    var source: String
    var destination: String
    /// In the source's system.
    var id: String
    /// The business key that the record had when it passed; empty where it never did.
    var key: String

    /// The name of the list, beside the package.
    static let fileName = "deleted-records.csv"

    /// The list as CSV.
    static func list(_ deletions: [Deletion]) -> [UInt8] {
        let rows = deletions.map { [$0.source, $0.destination, $0.key, $0.id] }
        return EditedTable.csv([["source", "destination", "key", "id"]] + rows)
    }
}

import Records
import Store

/// The foreign keys of an entity on the same fields: alternatives, one of which has to hold.
struct ReferenceRule {
    /// One entity that the fields may point to.
    struct Target {
        var schema: EntitySchema
        var fields: [String]
        /// The records of the entity are known; without them nothing can be said.
        var isGiven: Bool
        var keys: TargetKeys
        /// The key is an id. A text in its place is a name, which is looked up on import.
        var isID: Bool
    }

    var fields: [String]
    var targets: [Target]
    /// The value alone does not tell which of the targets is meant.
    var isPolymorphic: Bool
    var isHeader: Bool

    /// The targets that a value may point to, by their place in `targets`; none when nothing can be
    /// said. `table` is what a Configuration Migration file says beside the value.
    func candidates(table: String?) -> [Int] {
        if let table {
            return targets.indices.filter {
                targets[$0].isGiven && targets[$0].schema.isNamed(table)
            }
        }
        if isPolymorphic && !targets.allSatisfy(\.isGiven) { return [] }
        return targets.indices.filter { targets[$0].isGiven }
    }

    /// Whether one of those targets has the key.
    func holds(
        _ key: [UInt8], companyCount: Int, among candidates: [Int]
    ) throws(StoreError) -> Bool {
        for index in candidates
        where try targets[index].keys.contains(key, companyCount: companyCount) { return true }
        return false
    }

    /// What is wrong when no target has the value.
    func detail(_ value: String, among candidates: [Int]) -> String {
        let names = candidates.map { index in
            "\(targets[index].fields.joined(separator: ", ")) of \(targets[index].schema.label)"
        }
        return "\"\(value)\" is no \(names.joined(separator: " and no "))"
    }
}

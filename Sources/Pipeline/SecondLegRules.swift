import Folders
import Mapping
import Records
import Store

/// What decides what a task's second leg makes of a record of CDS, as one number. While it is the same,
/// a record that did not change in CDS need not be mapped again to know that the destination has it.
struct SecondLegRules {
    /// To be raised whenever p2c makes something else of the same record by the same rules.
    private static let revision = 1

    private var text: String

    /// `overwritten` is the latest run in which another task took the place of records of this one.
    /// Nil for a task without a second leg, and for one whose results depend on more than the record:
    /// on other records, or on the time.
    init?(
        _ task: TemplateTask, destinationName: String, overwritten: RunID?, columns: [String],
        configuration: Configuration
    ) {
        guard task.legs.count == 2 else { return nil }
        let rows = task.legs[1].enabledMappings
        let names = rows.flatMap { $0.sourceFields + [$0.destinationField] }
        guard !names.contains(where: { $0.contains { "./".contains($0) } }),
            !rows.contains(where: { $0.expression?.text.lowercased().contains("now") == true })
        else { return nil }
        // The settings' digest has the format of the package and the schemas; what people filled in for
        // value maps is in the rows alone.
        let parts = rows.map { row in
            let source = row.expression?.text ?? row.sourceField ?? ""
            return "\(source) > \(row.destinationField): \(row.valueTransforms)"
        }
        var head = ["\(Self.revision)", configuration.digest, destinationName]
        if let overwritten { head.append("overwritten by \(overwritten)") }
        text = (head + columns.sorted() + parts).joined(separator: "\u{0}")
    }

    /// The first eight bytes of its SHA-256.
    var number: Int {
        var digest = SHA256()
        digest.update(Array(text.utf8))
        return Int(bitPattern: UInt(digest.finish().prefix(16), radix: 16) ?? 0)
    }
}

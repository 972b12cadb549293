import Pipeline
import Records

/// Prints differences between records while they are found: the first of each entity, or all.
final class RecordDifferenceText {
    private let most: Int
    private var told: [String: Int] = [:]

    private static let usual = 20

    /// Nothing is left out with `all`.
    init(all: Bool) { most = all ? .max : Self.usual }

    func tell(_ difference: RecordDifference) {
        let count = told[difference.entity, default: 0]
        told[difference.entity] = count + 1
        guard count < most else { return }
        for line in Self.lines(of: difference) { print(line) }
    }

    /// The counts of the entities, with how many differences were not shown.
    func end(_ entities: [DifferenceCounts]) {
        for counts in entities {
            print(Self.line(of: counts))
            let hidden = told[counts.entity, default: 0] - most
            if hidden > 0 { print("  \(grouped(hidden)) of them are not shown; --all shows them") }
        }
    }

    static func lines(of difference: RecordDifference) -> [String] {
        let width = difference.fields.map(\.name.count).max() ?? 0
        let fields = difference.fields.filter {
            difference.kind == .changed || $0.after.text != nil
        }
        let start = "\(difference.kind.rawValue)  \(difference.entity) \"\(difference.key)\""
        return [start]
            + fields.map { field in
                let name = field.name + String(repeating: " ", count: width - field.name.count)
                let before = difference.kind == .changed ? "\(field.before.shown) → " : ""
                return "  \(name)  \(before)\(field.after.shown)"
            }
    }

    private static func line(of counts: DifferenceCounts) -> String {
        var parts = [
            "\(grouped(counts.added)) added", "\(grouped(counts.removed)) removed",
            "\(grouped(counts.changed)) changed", "\(grouped(counts.same)) the same",
        ]
        if counts.withoutKey > 0 {
            parts.append("\(grouped(counts.withoutKey)) without a key, not compared")
        }
        return "\(counts.entity): " + parts.joined(separator: ", ")
    }
}

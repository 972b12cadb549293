import Pipeline
import Records

/// What was seen of the records, for people.
struct InferenceText {
    let entity: InferredEntity

    private static let mostKeys = 5

    var lines: [String] {
        let rows = entity.columns.map { column in
            [
                column.field.name, column.field.typeText, column.field.isRequired ? "yes" : "",
                "\(column.filled)", "\(column.longest)", column.distinct.map { "\($0)" } ?? "many",
                column.note ?? "",
            ]
        }
        let table = Table(
            header: ["FIELD", "TYPE", "REQUIRED", "FILLED", "LONGEST", "DIFFERENT", "BECAUSE"],
            rows: rows)
        return ["\(entity.environment.displayName) \(entity.label): \(entity.source)"]
            + table.lines.map { "  " + $0 } + ["  " + keys]
    }

    private var keys: String {
        if entity.wasKeySearchCutShort { return "keys: too many records to look for them" }
        guard !entity.keys.isEmpty else { return "keys: no field is different in every record" }
        let shown = entity.keys.prefix(Self.mostKeys).map { $0.joined(separator: " + ") }
        let more = entity.keys.count - shown.count
        let used = entity.schema.primaryKey.isEmpty ? "; too few records to choose one" : ""
        return "different in every record: " + shown.joined(separator: ", ")
            + (more > 0 ? " and \(more) more" : "") + used
    }
}

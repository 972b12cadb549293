import Pipeline
import Records

/// The trace of one record as lines for people: where it comes from, then each value back to its
/// source.
struct TraceText {
    let trace: RecordTrace
    /// The only field of the destination that is asked for.
    var field: String?

    var lines: [String] {
        let values = trace.values.filter { value in
            field.map(value.field.isSameName) ?? true
        }
        return head + values.flatMap(lines)
    }

    private var head: [String] {
        let destination = "\(trace.destinationEntity) \"\(trace.destinationKey)\""
        let isOn = !trace.destinationKey.isEmpty
        var lines = [
            (isOn ? destination : trace.destinationEntity) + " \(trace.fate)",
            "  from  \(trace.sourceEntity) \"\(trace.sourceKey)\": \(trace.file), record "
                + "\(trace.number), line \(trace.line), byte \(trace.byte)",
            "        \(trace.source) of run \(trace.run), \(trace.started); now \(trace.archived)",
            "  by    \(trace.template), task \(trace.task)",
        ]
        if let stored = trace.stored {
            lines.append(
                "  CDS   \(stored.entity) \"\(stored.key)\", changed last by run \(stored.run), "
                    + "record \(stored.number)")
        }
        lines += trace.issues.map { "  issue \($0)" }
        if trace.isOtherConfiguration {
            lines.append(
                "  Templates, schemas or settings have changed since that run; this is what they make "
                    + "of it as they are")
        }
        return lines
    }

    private func lines(of value: RecordTrace.Value) -> [String] {
        var lines = ["", "\(value.field)  \((value.delivered ?? value.value).shown)"]
        if value.differs {
            lines.append("  the package has this; as things are it would be \(value.value.shown)")
        }
        let rows = value.stations.map { station in
            [
                "  " + station.environment.displayName, station.field, station.value.shown,
                station.rule + (station.provenance.isEmpty ? "" : "  [\(station.provenance)]"),
            ]
        }
        return lines + Table(header: ["", "", "", ""], rows: rows).lines.dropFirst()
    }
}

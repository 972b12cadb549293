/// How many records went where. The law of every run: what was read is what was written,
/// quarantined, filtered, unchanged or left waiting, to the last record.
package struct RecordCounts: Sendable, Equatable, Codable {
    package var read = 0
    package var written = 0
    package var quarantined = 0
    /// Kept back by a named rule of the template.
    package var filtered = 0
    /// Already delivered like this.
    package var unchanged = 0
    /// Held until a record that they refer to arrives.
    package var waiting = 0

    package init() {}

    /// True when every record read is accounted for.
    package var balance: Bool {
        read == written + quarantined + filtered + unchanged + waiting
    }

    package static func += (total: inout RecordCounts, part: RecordCounts) {
        total.read += part.read
        total.written += part.written
        total.quarantined += part.quarantined
        total.filtered += part.filtered
        total.unchanged += part.unchanged
        total.waiting += part.waiting
    }
}

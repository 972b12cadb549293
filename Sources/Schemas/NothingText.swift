import Records

/// Texts by which programs write that there is no value: `NULL` of database tools, `#N/A` of Excel.
/// `Null` is a name.
enum NothingText {
    private static let all = ["NULL", "null", "#N/A"].map { Array($0.utf8) }
    private static let length = 4

    static func isOne(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.count == length && all.contains { $0.elementsEqual(text) }
    }

    /// What makes such a text mean no value.
    static func remedy(_ text: UnsafeBufferPointer<UInt8>, field: Field) -> String {
        let text = String(decoding: text, as: UTF8.self)
        return
            "If \(text) stands for no value, leave it empty; or write \"missingValues\": [\"\", \"\(text)\"] "
            + "for \(field.name) in the schema"
    }

    /// Warns of those among the texts of a column.
    static func warn(
        of cells: [Cell], field: Field, in bytes: [UInt8], rows: [Int], outcome: inout CheckOutcome
    ) {
        bytes.withUnsafeBufferPointer { bytes in
            for row in rows where cells[row].count == length {
                let text = UnsafeBufferPointer(rebasing: bytes[cells[row].range])
                guard isOne(text) else { continue }
                outcome.note(
                    .textForNothing, row: row, field: field, value: text,
                    "in \(field.name) is taken as it stands", remedy: remedy(text, field: field))
            }
        }
    }
}

import Records

/// The rules for texts as they stand, compiled from a field.
struct TextRules {
    private let field: Field
    private let maxLength: Int
    private let minLength: Int

    init(_ field: Field) {
        self.field = field
        maxLength = field.maxLength ?? .max
        minLength = field.minLength ?? 0
    }

    /// Checks the texts of a column in the given rows.
    func check(
        _ column: Int, of batch: borrowing RecordBatch, rows: [Int], pattern: Pattern?,
        rules: ValueRules, outcome: inout CheckOutcome
    ) {
        let looksAtAll =
            minLength > 0 || pattern != nil || field.textFormat != nil || !rules.isEmpty
        guard looksAtAll || maxLength < .max || field.isRequired else { return }
        batch.bytes.withUnsafeBufferPointer { bytes in
            batch.columns[column].cells.withUnsafeBufferPointer { cells in
                checkLengths(cells, bytes, rows, &outcome)
                guard looksAtAll else { return }
                for row in rows where cells[row].count > 0 {
                    let text = UnsafeBufferPointer(rebasing: bytes[cells[row].range])
                    checkContent(text, row, pattern, rules, &outcome)
                }
            }
        }
    }

    private func checkLengths(
        _ cells: UnsafeBufferPointer<Cell>, _ bytes: UnsafeBufferPointer<UInt8>, _ rows: [Int],
        _ outcome: inout CheckOutcome
    ) {
        let (limit, isRequired) = (maxLength, field.isRequired)
        // UTF-8 never has fewer bytes than UTF-16 has code units: short texts need no counting.
        if !isRequired && Cell.areAll(cells, within: limit) { return }
        for row in rows {
            let cell = cells[row]
            if cell.count <= limit && !isRequired || cell.isAbsent { continue }
            let text = UnsafeBufferPointer(rebasing: bytes[cell.range])
            if isRequired && Self.mayBeBlank(text) && TextForm.isBlank(text) {
                outcome.noteBlank(row: row, field: field)
            } else if text.count > limit {
                checkMaxLength(of: text, row: row, outcome: &outcome)
            }
        }
    }

    private func checkMaxLength(
        of text: UnsafeBufferPointer<UInt8>, row: Int, outcome: inout CheckOutcome
    ) {
        let length = TextForm.utf16Length(text)
        guard length > maxLength else { return }
        outcome.note(
            .tooLong, row: row, field: field, value: text,
            "has \(length) UTF-16 code units, \(field.name) takes \(maxLength)")
    }

    private func checkContent(
        _ text: UnsafeBufferPointer<UInt8>, _ row: Int, _ pattern: Pattern?, _ rules: ValueRules,
        _ outcome: inout CheckOutcome
    ) {
        if minLength > 0 {
            let length = TextForm.utf16Length(text)
            if length < minLength {
                outcome.note(
                    .tooShort, row: row, field: field, value: text,
                    "has \(length) UTF-16 code units, \(field.name) wants \(minLength)")
            }
        }
        if let format = field.textFormat, !format.accepts(text) {
            outcome.note(
                .wrongTextFormat, row: row, field: field, value: text, format.complaint)
        }
        if let pattern, !pattern.matches(text) {
            outcome.note(
                .patternNotMatched, row: row, field: field, value: text,
                "does not match \(field.pattern ?? "")")
        }
        rules.checkAllowedText(text, row: row, outcome: &outcome)
    }

    /// False for most texts, at a glance: they begin with a letter or digit.
    @inline(__always)
    static func mayBeBlank(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.isEmpty || text[0] <= 0x20 || text[0] >= 0xC2
    }

    /// False for most texts, at a glance: no space or NBSP is at either end.
    @inline(__always)
    static func mayHaveSpaces(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        mayBeBlank(text) || text[text.count - 1] <= 0x20 || text[text.count - 1] == 0xA0
    }
}

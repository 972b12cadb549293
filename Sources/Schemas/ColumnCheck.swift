import Records

/// The check of one column, compiled from its field. A class, because to copy its many parts for
/// every batch costs more than some of the checks.
final class ColumnCheck {
    private let column: Int
    private let field: Field
    private let kind: Kind
    private let rules: ValueRules
    private let textRules: TextRules
    private let pattern: Pattern?
    private let missingValues: [[UInt8]]
    private let isOfFile: Bool
    /// As the batch at hand has it.
    private var readsUSMoments = false

    private enum Kind {
        /// Nothing but the text itself.
        case text
        case number
        /// Texts of a table become one of a few others.
        case choice(FoldedTable, canonical: [[UInt8]])
        case day
        case moment
        case time
        /// Days, moments or times in a form of their own.
        case written(MomentPattern)
        case year
        case yearMonth
        case guid
        /// An id in one kind of file and a name in another.
        case reference
    }

    /// `isOfFile` says that the values are those of a file, which nothing checked before.
    init(column: Int, field: Field, isOfFile: Bool = false) {
        self.column = column
        self.field = field
        self.isOfFile = isOfFile
        rules = ValueRules(field)
        textRules = TextRules(field)
        missingValues = field.missingValues.map { Array($0.utf8) }
        pattern = field.pattern.map { text in
            guard let pattern = Pattern(text) else {
                preconditionFailure("Patterns are checked when the schema is read")
            }
            return pattern
        }
        kind = field.lookup == nil ? Self.kind(of: field) : .reference
    }

    private static func kind(of field: Field) -> Kind {
        if let pattern = field.momentPattern { return .written(pattern) }
        return switch field.type {
        case .string: .text
        case .integer, .decimal: .number
        case .boolean, .option: choice(among: field.choices ?? .empty)
        case .date: .day
        case .dateTime: .moment
        case .time: .time
        case .year: .year
        case .yearMonth: .yearMonth
        case .guid: .guid
        }
    }

    private static func choice(among choices: Choices) -> Kind {
        .choice(
            FoldedTable(choices.texts.map { ($0.text, $0.index) }),
            canonical: choices.values.map { Array($0.utf8) })
    }

    /// Checks the column's cells in the given rows and brings them to canonical form.
    func run(on batch: inout RecordBatch, rows: [Int], outcome: inout CheckOutcome) {
        readsUSMoments = batch.writesUSMoments
        if !missingValues.isEmpty { clearMissing(in: &batch, rows: rows) }
        if case .text = kind {
            textRules.check(
                column, of: batch, rows: rows, pattern: pattern, rules: rules, outcome: &outcome)
            guard isOfFile else { return }
            NothingText.warn(
                of: batch.columns[column].cells, field: field, in: batch.bytes, rows: rows,
                outcome: &outcome)
        } else {
            checkValues(of: &batch, rows: rows, outcome: &outcome)
        }
    }

    /// Texts that mean no value become null.
    private func clearMissing(in batch: inout RecordBatch, rows: [Int]) {
        var cells: [Cell] = []
        swap(&cells, &batch.columns[column].cells)
        batch.bytes.withUnsafeBufferPointer { bytes in
            for row in rows where cells[row].isText {
                let text = bytes[cells[row].range]
                if missingValues.contains(where: { $0.elementsEqual(text) }) { cells[row] = .null }
            }
        }
        swap(&cells, &batch.columns[column].cells)
    }

    private func checkValues(
        of batch: inout RecordBatch, rows: [Int], outcome: inout CheckOutcome
    ) {
        var added: [UInt8] = []
        let (base, isRequired) = (batch.bytes.count, field.isRequired)
        // Numbers and ids differ from row to row; to remember them costs more than it spares.
        let repeats = if case .choice = kind { true } else { false }
        var cells: [Cell] = []
        swap(&cells, &batch.columns[column].cells)
        batch.bytes.withUnsafeBufferPointer { bytes in
            cells.withUnsafeMutableBufferPointer { cells in
                var memo = TextMemo()
                // A constant is one and the same cell in all rows.
                var latest = (cell: Cell.absent, made: Cell.absent)
                for row in rows {
                    let cell = cells[row]
                    if !cell.isText {
                        if cell.isNull && isRequired { outcome.noteBlank(row: row, field: field) }
                        continue
                    }
                    if cell == latest.cell {
                        cells[row] = latest.made
                    } else if repeats, let made = memo.value(of: cell, in: bytes) {
                        cells[row] = made
                    } else {
                        let found = outcome.issues.count
                        let made = checkValue(
                            cell, UnsafeBufferPointer(rebasing: bytes[cell.range]), row: row,
                            base: base, added: &added, outcome: &outcome)
                        cells[row] = made
                        guard outcome.issues.count == found else { continue }
                        latest = (cell, made)
                        if repeats { memo.note(cell, in: bytes, as: made) }
                    }
                }
            }
        }
        swap(&cells, &batch.columns[column].cells)
        if !added.isEmpty { batch.bytes += added }
    }

    /// The canonical cell of a value with or without spaces around it.
    @inline(__always)
    private func checkValue(
        _ cell: Cell, _ text: UnsafeBufferPointer<UInt8>, row: Int, base: Int,
        added: inout [UInt8], outcome: inout CheckOutcome
    ) -> Cell {
        guard TextRules.mayHaveSpaces(text) else {
            return checkTrimmed(cell, text, row: row, base: base, added: &added, outcome: &outcome)
        }
        if TextForm.isBlank(text) {
            if field.isRequired { outcome.noteBlank(row: row, field: field) }
            return .null
        }
        let inner = TextForm.withoutSpaces(text)
        return checkTrimmed(
            Cell(offset: cell.range.lowerBound + inner.lowerBound, count: inner.count),
            UnsafeBufferPointer(rebasing: text[inner]), row: row, base: base, added: &added,
            outcome: &outcome)
    }

    /// The canonical cell, or the same one with an issue noted.
    private func checkTrimmed(
        _ cell: Cell, _ text: UnsafeBufferPointer<UInt8>, row: Int, base: Int,
        added: inout [UInt8], outcome: inout CheckOutcome
    ) -> Cell {
        let start = added.count
        if let pattern, !pattern.matches(text) {
            outcome.note(
                .patternNotMatched, row: row, field: field, value: text,
                "does not match \(field.pattern ?? "")")
        }
        if case .number = kind, field.numberStyle == nil, let shape = DecimalForm.Shape(text) {
            rules.checkNumber(text, shape, shown: text, row: row, outcome: &outcome)
            return cell
        }
        switch canonicalize(text, into: &added) {
        case .canonical:
            checkRules(of: text, shown: text, row: row, outcome: &outcome)
            return cell
        case .rewritten:
            added.withUnsafeBufferPointer { added in
                let made = UnsafeBufferPointer(rebasing: added[start...])
                checkRules(of: made, shown: text, row: row, outcome: &outcome)
            }
            return Cell(offset: base + start, count: added.count - start)
        case .nothing:
            if field.isRequired { outcome.noteBlank(row: row, field: field) }
            return .null
        case .wrong:
            let (code, rest) = wrongValue
            let shared = sharedText(text)
            outcome.note(
                code, row: row, field: field, value: text, shared?.rest ?? rest,
                remedy: NothingText.isOne(text)
                    ? NothingText.remedy(text, field: field) : shared?.remedy ?? formRemedy)
        case .ambiguous:
            outcome.note(
                .ambiguousDate, row: row, field: field, value: text, "may be two different days")
        }
        return cell
    }

    private func checkRules(
        of value: UnsafeBufferPointer<UInt8>, shown: UnsafeBufferPointer<UInt8>, row: Int,
        outcome: inout CheckOutcome
    ) {
        if case .number = kind, let shape = DecimalForm.Shape(value) {
            rules.checkNumber(value, shape, shown: shown, row: row, outcome: &outcome)
        } else if !rules.isEmpty {
            rules.check(value, shown: shown, row: row, outcome: &outcome)
        }
    }

    private func canonicalize(
        _ text: UnsafeBufferPointer<UInt8>, into added: inout [UInt8]
    ) -> FormVerdict {
        switch kind {
        case .text: return .canonical
        case .number:
            guard let style = field.numberStyle else {
                return DecimalForm.canonicalize(text, into: &added)
            }
            return DecimalForm.canonicalize(text, style: style, into: &added)
        case .choice(let table, let canonical):
            guard let index = table.value(of: text) else { return .wrong }
            if canonical[index].elementsEqual(text) { return .canonical }
            added += canonical[index]
            return .rewritten
        case .day:
            return DateForm.canonicalizeDay(
                text, into: &added, isOfFinOps: field.isOfFinOps, isUSMoment: readsUSMoments)
        case .moment:
            return DateForm.canonicalizeMoment(
                text, into: &added, isOfFinOps: field.isOfFinOps, isUSMoment: readsUSMoments)
        case .time: return DateForm.canonicalizeTime(text, into: &added)
        case .written(let pattern):
            return DateForm.canonicalize(text, as: field.type, by: pattern, into: &added)
        case .year: return text.count == 4 && text.allSatisfy(\.isDigit) ? .canonical : .wrong
        case .yearMonth: return Self.isYearMonth(text) ? .canonical : .wrong
        case .guid: return GUIDForm.canonicalize(text, into: &added)
        case .reference:
            let verdict = GUIDForm.canonicalize(text, into: &added)
            return verdict == .wrong ? .canonical : verdict
        }
    }

    /// A text in the canonical form of a type; nil when it is no value of it.
    static func canonicalText(_ text: String, of type: FieldType) -> String? {
        let check = ColumnCheck(column: 0, field: Field(name: "", type: type))
        var added: [UInt8] = []
        let verdict = Array(text.utf8).withUnsafeBufferPointer {
            check.canonicalize($0, into: &added)
        }
        switch verdict {
        case .canonical: return text
        case .rewritten: return String(decoding: added, as: UTF8.self)
        default: return nil
        }
    }

    private static func isYearMonth(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 7, text[4] == UInt8(ascii: "-"), text[..<4].allSatisfy(\.isDigit),
            text[5].isDigit, text[6].isDigit
        else { return false }
        return (1...12).contains(Int(text[5] - 48) * 10 + Int(text[6] - 48))
    }

    private var wrongValue: (IssueCode, String) {
        switch field.type {
        case .integer: (.notAWholeNumber, "is not a whole number")
        case .decimal: (.notANumber, "is not a number")
        case .boolean: (.notABoolean, "is neither yes nor no")
        case .date, .dateTime: (.notADate, "is not a date" + wantedForm)
        case .time: (.notADate, "is not a time of day" + wantedForm)
        case .year: (.notADate, "is not a year")
        case .yearMonth: (.notADate, "is not a month of a year")
        case .guid: (.notAGUID, "is not a GUID")
        case .string, .option: (.unknownOption, "is none of \(allowedOptions)")
        }
    }

    /// The form that the schema names, with an example.
    private var wantedForm: String {
        guard let pattern = field.momentPattern else { return "" }
        return " of the form \(pattern.text), which the schema names"
    }

    private var formRemedy: String? {
        if let pattern = field.momentPattern {
            return "Write it in the form \(pattern.text), or take the format out of the schema"
        }
        return field.numberStyle?.remedy(isWhole: field.type == .integer)
    }

    private var allowedOptions: String { Self.list(of: field.options) }

    private static func list(of options: [FieldOption]) -> String {
        let shown = options.prefix(8).map { option in
            option.label.map { "\(option.value) (\($0))" } ?? option.value
        }
        let more = options.count > 8 ? " and \(options.count - 8) more" : ""
        return shown.joined(separator: ", ") + more
    }

    /// What to say of a label or a number that several options have.
    private func sharedText(
        _ text: UnsafeBufferPointer<UInt8>
    ) -> (rest: String, remedy: String)? {
        let text = String(decoding: text, as: UTF8.self)
        func sharing(_ part: (FieldOption) -> String?) -> String? {
            let found = field.options.filter { part($0)?.isSameName(as: text) == true }
            if found.count < 2 { return nil }
            // All options, lest those of the value tell what is masked.
            return Self.list(of: field.isPersonal ? field.options : found)
        }
        if let options = sharing(\.label) {
            return (
                "is the label of several options: \(options)",
                "Write the value or the number of the option that is meant"
            )
        }
        return sharing(\.number).map {
            (
                "is the number of several options: \($0)",
                "Write the value of the option that is meant"
            )
        }
    }
}

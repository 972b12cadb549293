import Records

/// The check of one column, compiled from its field.
struct ColumnCheck: Sendable {
    private let column: Int
    private let field: Field
    private let kind: Kind
    private let maxLength: Int
    private let scale: Int
    private let isWhole: Bool
    private let minimum: [UInt8]?
    private let maximum: [UInt8]?
    private let isMinimumPositive: Bool
    /// A number with fewer digits before the point is below the maximum.
    private let wholeDigitsOfMaximum: Int

    private enum Kind {
        /// Nothing but the length of the text.
        case text
        case number
        /// Texts of a table become one of a few others.
        case choice(FoldedTable, canonical: [[UInt8]])
        case day
        case moment
        case guid
        /// An id in one kind of file and a name in another.
        case reference
    }

    init(column: Int, field: Field) {
        self.column = column
        self.field = field
        maxLength = field.maxLength ?? .max
        scale = field.scale ?? .max
        isWhole = field.type == .integer
        minimum = field.minimum.map { Array($0.utf8) }
        maximum = field.maximum.map { Array($0.utf8) }
        isMinimumPositive = minimum.map { $0.first != UInt8(ascii: "-") && $0 != [48] } ?? false
        let isMaximumPositive = maximum?.first != UInt8(ascii: "-")
        wholeDigitsOfMaximum =
            isMaximumPositive ? maximum?.prefix { $0.isDigit }.count ?? 0 : 0
        kind = field.lookup == nil ? Self.kind(of: field) : .reference
    }

    private static func kind(of field: Field) -> Kind {
        switch field.type {
        case .string: .text
        case .integer, .decimal: .number
        case .boolean(let whenTrue, let whenFalse):
            .choice(
                FoldedTable(
                    [whenTrue, "true", "yes", "1"].map { ($0, 0) }
                        + [whenFalse, "false", "no", "0"].map { ($0, 1) }
                        + field.options.compactMap { option in
                            option.label.map { ($0, option.value == whenTrue ? 0 : 1) }
                        }),
                canonical: [Array(whenTrue.utf8), Array(whenFalse.utf8)])
        case .date: .day
        case .dateTime: .moment
        case .guid: .guid
        case .option: choice(among: field.options)
        }
    }

    /// Options are known by value first, then by label, then by number. A label or a number that
    /// several options share tells none of them.
    private static func choice(among options: [FieldOption]) -> Kind {
        let values = options.enumerated().map { ($1.value, $0) }
        let labels = unshared(options.map(\.label))
        let numbers = unshared(options.map(\.number))
        return .choice(
            FoldedTable(values + labels + numbers), canonical: options.map { Array($0.value.utf8) })
    }

    /// The texts that occur once, each with its index.
    private static func unshared(_ texts: [String?]) -> [(String, Int)] {
        let uses = Dictionary(grouping: texts.compactMap { $0?.foldedName }, by: \.self)
        return texts.enumerated().compactMap { index, text in
            guard let text, uses[text.foldedName]?.count == 1 else { return nil }
            return (text, index)
        }
    }

    /// Checks the column's cells in the given rows and brings them to canonical form.
    func run(on batch: inout RecordBatch, rows: [Int], outcome: inout CheckOutcome) {
        if case .text = kind {
            guard maxLength < .max || field.isRequired else { return }
            checkTexts(of: batch, rows: rows, outcome: &outcome)
        } else {
            checkValues(of: &batch, rows: rows, outcome: &outcome)
        }
    }

    private func checkTexts(
        of batch: borrowing RecordBatch, rows: [Int], outcome: inout CheckOutcome
    ) {
        let (limit, isRequired) = (maxLength, field.isRequired)
        batch.bytes.withUnsafeBufferPointer { bytes in
            batch.columns[column].cells.withUnsafeBufferPointer { cells in
                // UTF-8 never has fewer bytes than UTF-16 has code units: short texts need no
                // counting.
                if !isRequired && Cell.areAll(cells, within: limit) { return }
                for row in rows {
                    let cell = cells[row]
                    if cell.count <= limit && !isRequired || cell.isAbsent { continue }
                    let text = UnsafeBufferPointer(rebasing: bytes[cell.range])
                    if isRequired && Self.mayBeBlank(text) && TextForm.isBlank(text) {
                        outcome.noteBlank(row: row, field: field)
                    } else if text.count > limit {
                        checkLength(of: text, row: row, outcome: &outcome)
                    }
                }
            }
        }
    }

    private func checkLength(
        of text: UnsafeBufferPointer<UInt8>, row: Int, outcome: inout CheckOutcome
    ) {
        let length = TextForm.utf16Length(text)
        guard length > maxLength else { return }
        outcome.note(
            .tooLong, row: row, field: field, value: text,
            "has \(length) UTF-16 code units, \(field.name) takes \(maxLength)")
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

    /// False for most texts, at a glance: they begin with a letter or digit.
    @inline(__always)
    private static func mayBeBlank(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.isEmpty || text[0] <= 0x20 || text[0] >= 0xC2
    }

    /// False for most texts, at a glance: no space or NBSP is at either end.
    @inline(__always)
    private static func mayHaveSpaces(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        mayBeBlank(text) || text[text.count - 1] <= 0x20 || text[text.count - 1] == 0xA0
    }

    /// The canonical cell of a value with or without spaces around it.
    @inline(__always)
    private func checkValue(
        _ cell: Cell, _ text: UnsafeBufferPointer<UInt8>, row: Int, base: Int,
        added: inout [UInt8], outcome: inout CheckOutcome
    ) -> Cell {
        guard Self.mayHaveSpaces(text) else {
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
        if case .number = kind, let shape = DecimalForm.Shape(text) {
            checkBounds(of: text, shape, shown: text, row: row, outcome: &outcome)
            return cell
        }
        switch canonicalize(text, into: &added) {
        case .canonical: return cell
        case .rewritten:
            added.withUnsafeBufferPointer { added in
                let made = UnsafeBufferPointer(rebasing: added[start...])
                guard case .number = kind, let shape = DecimalForm.Shape(made) else { return }
                checkBounds(of: made, shape, shown: text, row: row, outcome: &outcome)
            }
            return Cell(offset: base + start, count: added.count - start)
        case .nothing:
            if field.isRequired { outcome.noteBlank(row: row, field: field) }
            return .null
        case .wrong:
            let (code, rest) = wrongValue
            outcome.note(code, row: row, field: field, value: text, rest)
        case .ambiguous:
            outcome.note(
                .ambiguousDate, row: row, field: field, value: text, "may be two different days")
        }
        return cell
    }

    private func canonicalize(
        _ text: UnsafeBufferPointer<UInt8>, into added: inout [UInt8]
    ) -> FormVerdict {
        switch kind {
        case .text: return .canonical
        case .number: return DecimalForm.canonicalize(text, into: &added)
        case .choice(let table, let canonical):
            guard let index = table.value(of: text) else { return .wrong }
            if canonical[index].elementsEqual(text) { return .canonical }
            added += canonical[index]
            return .rewritten
        case .day: return DateForm.canonicalizeDay(text, into: &added)
        case .moment: return DateForm.canonicalizeMoment(text, into: &added)
        case .guid: return GUIDForm.canonicalize(text, into: &added)
        case .reference:
            let verdict = GUIDForm.canonicalize(text, into: &added)
            return verdict == .wrong ? .canonical : verdict
        }
    }

    /// Checks a canonical number against scale and bounds.
    private func checkBounds(
        of number: UnsafeBufferPointer<UInt8>, _ shape: DecimalForm.Shape,
        shown: UnsafeBufferPointer<UInt8>, row: Int, outcome: inout CheckOutcome
    ) {
        let decimals = shape.decimals
        if isWhole && decimals > 0 {
            outcome.note(
                .notAWholeNumber, row: row, field: field, value: shown, "is not a whole number")
        } else if decimals > scale {
            outcome.note(
                .tooManyDecimals, row: row, field: field, value: shown,
                "has \(decimals) decimals, \(field.name) keeps \(scale)")
        }
        if let minimum, mayBeBelow(number), isLess(number, than: minimum) {
            outcome.note(
                .outOfRange, row: row, field: field, value: shown,
                "is below \(field.minimum ?? "")")
        }
        if let maximum, shape.whole >= wholeDigitsOfMaximum, isLess(maximum, than: number) {
            outcome.note(
                .outOfRange, row: row, field: field, value: shown,
                "is above \(field.maximum ?? "")")
        }
    }

    /// False for most numbers, at a glance: no minimum above zero, and no sign.
    private func mayBeBelow(_ number: UnsafeBufferPointer<UInt8>) -> Bool {
        isMinimumPositive || number.first == UInt8(ascii: "-")
    }

    private func isLess(_ one: UnsafeBufferPointer<UInt8>, than other: [UInt8]) -> Bool {
        other.withUnsafeBufferPointer { DecimalForm.isLess(one, than: $0) }
    }

    private func isLess(_ one: [UInt8], than other: UnsafeBufferPointer<UInt8>) -> Bool {
        one.withUnsafeBufferPointer { DecimalForm.isLess($0, than: other) }
    }

    private var wrongValue: (IssueCode, String) {
        switch field.type {
        case .integer: (.notAWholeNumber, "is not a whole number")
        case .decimal: (.notANumber, "is not a number")
        case .boolean: (.notABoolean, "is neither yes nor no")
        case .date, .dateTime: (.notADate, "is not a date")
        case .guid: (.notAGUID, "is not a GUID")
        case .string, .option: (.unknownOption, "is none of \(allowedOptions)")
        }
    }

    private var allowedOptions: String {
        let shown = field.options.prefix(8).map { option in
            option.label.map { "\(option.value) (\($0))" } ?? option.value
        }
        let more = field.options.count > 8 ? " and \(field.options.count - 8) more" : ""
        return shown.joined(separator: ", ") + more
    }
}

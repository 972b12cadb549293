import Records
import Store

/// The totals of the headers of one package and the amounts of their lines, which are brought
/// together when the package is read: sorted by the key of the header, on disk where they are many.
///
/// A header is compared when it has a total and at least one line in the package.
final class LineTotals {
    private struct Rule {
        var total: LineTotal
        var header: EntitySchema
        var lines: EntitySchema
        /// The fields of the lines and of the header that bring them together.
        var lineKey: [String]
        var headerKey: [String]
    }

    /// Lines are read before the header that they are compared with.
    private enum Kind: Int { case line, header }

    private var rules: [Rule] = []
    private var noted: NotedRecords?

    /// Takes the rules of headers whose lines are in the package too.
    init(_ schemas: [EntitySchema]) {
        for header in schemas {
            for total in header.totals {
                guard let lines = schemas.first(where: { $0.isNamed(total.lines) }),
                    let key = total.foreignKey(of: lines, to: header)
                else { continue }
                rules.append(
                    Rule(
                        total: total, header: header, lines: lines, lineKey: key.fields,
                        headerKey: key.resourceFields))
            }
        }
    }

    /// Notes what a batch has of totals and amounts.
    func note(
        _ batch: RecordBatch, _ schema: EntitySchema, place: (Int) -> RecordPlace,
        isRight: (Int) -> Bool
    ) throws {
        for (number, rule) in rules.enumerated() {
            if rule.header.id == schema.id {
                try note(
                    batch, schema, number, .header, field: rule.total.field, key: rule.headerKey,
                    place: place, isRight: isRight)
            }
            if rule.lines.id == schema.id {
                try note(
                    batch, schema, number, .line, field: rule.total.lineField, key: rule.lineKey,
                    place: place, isRight: isRight)
            }
        }
    }

    private func note(
        _ batch: RecordBatch, _ schema: EntitySchema, _ number: Int, _ kind: Kind, field: String,
        key: [String], place: (Int) -> RecordPlace, isRight: (Int) -> Bool
    ) throws {
        guard let column = batch.columnIndex(named: field),
            key.allSatisfy({ batch.columnIndex(named: $0) != nil })
        else { return }
        let noted = try self.noted ?? NotedRecords()
        self.noted = noted
        var text = KeyText(columns: key, of: batch, company: schema.companyField)
        for row in 0..<batch.rowCount {
            text.read(row, of: batch)
            let value = batch.text(of: batch.columns[column].cells[row]) ?? ""
            guard text.isComplete, kind == .line || !value.isEmpty else { continue }
            try noted.note(
                NotedRecord(
                    rule: number, key: text.bytes, kind: kind.rawValue, value: value,
                    place: place(row), isRight: isRight(row)))
        }
    }

    /// Tells of the headers whose total is another one than that of their lines.
    func visitDifferences(
        _ body: (NotedRecord, _ field: String, _ detail: String) throws -> Void
    ) throws {
        guard let noted else { return }
        var lines = Lines()
        var group: (rule: Int, key: [UInt8]) = (-1, [])
        try noted.byKey { record in
            if record.rule != group.rule || record.key != group.key {
                group = (record.rule, record.key)
                lines = Lines()
            }
            if record.kind == Kind.line.rawValue { return lines.add(record.value) }
            guard let sum = lines.sum, let total = Self.canonical(record.value), sum != total else {
                return
            }
            let rule = self.rules[record.rule].total
            let count = lines.count == 1 ? "1 line" : "\(lines.count) lines"
            try body(
                record, rule.field,
                "\"\(total)\" is not \(sum), the sum of \(rule.lineField) of \(count)")
        }
    }

    private static func canonical(_ text: String) -> String? {
        var sum = DecimalSum()
        return Array(text.utf8).withUnsafeBufferPointer { sum.add($0) } ? sum.text : nil
    }
}

/// The lines of one header.
private struct Lines {
    private var total = DecimalSum()
    private var isKnown = true
    private(set) var count = 0

    mutating func add(_ amount: String) {
        count += 1
        if amount.isEmpty { return }
        let isNumber = Array(amount.utf8).withUnsafeBufferPointer { total.add($0) }
        isKnown = isKnown && isNumber
    }

    /// Nil when there is no line, or one of them has no number that could be added.
    var sum: String? { count > 0 && isKnown ? total.text : nil }
}

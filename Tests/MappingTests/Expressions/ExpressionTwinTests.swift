import Records
import Support
import Testing

@testable import Mapping

/// Random expressions over random records, against a twin that computes row by row.
@Suite struct `Expressions over columns` {
    static let schema = EntitySchema(
        environment: .sales, name: "order", label: "Orders",
        fields: [
            Field(name: "name", type: .string), Field(name: "city", type: .string),
            Field(name: "amount", type: .decimal), Field(name: "quantity", type: .integer),
            Field(name: "active", type: .boolean(whenTrue: "true", whenFalse: "false")),
        ])

    @Test(arguments: 0..<12)
    func `agree with a twin that knows no columns`(seed: Int) throws {
        var maker = TwinMaker(random: SeededGenerator(seed: UInt64(seed)))
        for _ in 0..<150 {
            let depth = Int.random(in: 0...3, using: &maker.random)
            let isFlag = Bool.random(using: &maker.random)
            let twin =
                isFlag
                ? maker.flag(depth)
                : Bool.random(using: &maker.random) ? maker.number(depth) : maker.text(depth)
            let rows = (0..<Int.random(in: 0...12, using: &maker.random)).map { _ in maker.row() }
            let source = batch(
                ["name", "city", "amount", "quantity", "free", "active"].map { name in
                    (name, rows.map { $0[name] ?? nil })
                })
            let fates = rows.map { _ in
                Int.random(in: 0..<8, using: &maker.random) == 0 ? RowFate.quarantined : .kept
            }
            try compare(twin, rows, source, fates)
            if isFlag { try compareFilter(twin, rows, source, fates) }
        }
    }

    private func compare(
        _ twin: TwinExpression, _ rows: [TwinExpression.Row], _ source: RecordBatch,
        _ fates: [RowFate]
    ) throws {
        let mapping = FieldMapping(nil, "Result", expression: try ValueExpression(twin.text))
        let mapped = try Mapped(leg(mapping), source, fates: fates, from: Self.schema)
        for (row, record) in rows.enumerated() where fates[row].isKept {
            let expected = twin.value(record)
            let cell = mapped.batch.columns[0].cells[row]
            #expect(mapped.batch.text(of: cell) == expected.text, "\(twin.text) of \(record)")
            #expect(mapped.fates[row] == (expected == .failed ? .quarantined : .kept))
        }
        #expect(
            mapped.issues.map(\.row)
                == rows.indices.filter { fates[$0].isKept && twin.value(rows[$0]) == .failed })
    }

    private func compareFilter(
        _ twin: TwinExpression, _ rows: [TwinExpression.Row], _ source: RecordBatch,
        _ fates: [RowFate]
    ) throws {
        var source = source
        var found = fates
        var issues: [RowIssue] = []
        let filter = try CompiledFilter(
            SourceFilter(twin.text), columns: source.columns.map(\.name), schema: Self.schema)
        filter.apply(to: &source, fates: &found, issues: &issues)
        for (row, record) in rows.enumerated() where fates[row].isKept {
            let fate: RowFate =
                switch twin.value(record) {
                case .flag(true): .kept
                case .failed: .quarantined
                default: .filtered
                }
            #expect(found[row] == fate, "\(twin.text) of \(record)")
        }
    }

    // MARK: Texts that are no expressions

    @Test(arguments: 0..<8)
    func `take any bytes for an expression or an error with a place`(seed: Int) throws {
        var maker = TwinMaker(random: SeededGenerator(seed: UInt64(100 + seed)))
        let words = [
            " ", "(", ")", "'", "\"", ",", ":", "-", "+", ".", "[", "]", "!", "&&", "==", "eq",
            "and", "not ", "in",
            "case(", "cast(", "Edm.", "now()", "name", "1", "2026-", "1:", "e9", "null", "/", "ü",
            "\u{1}", "\n",
            "matchesPattern(name,'", "0b1c8e99-1111-2222-3333-444455556666",
        ]
        for _ in 0..<1500 {
            var bytes = Array(maker.flag(2).text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &maker.random) {
                let place = Int.random(in: 0...bytes.count, using: &maker.random)
                switch Int.random(in: 0..<3, using: &maker.random) {
                case 0:
                    bytes.insert(
                        contentsOf: words.randomElement(using: &maker.random)!.utf8, at: place)
                case 1: bytes.removeSubrange(place..<min(place + 3, bytes.count))
                default: bytes.insert(.random(in: 0...255, using: &maker.random), at: place)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            do throws(ExpressionError) {
                _ = try ValueExpression(text).type(in: Self.schema)
            } catch {
                #expect(!error.detail.isEmpty)
                #expect(error.range.upperBound <= text.utf8.count)
                #expect(error.excerpt.contains("^"))
                #expect(error.line >= 1 && error.column >= 1)
            }
        }
    }
}

import Records
import Testing

@testable import Pipeline

@Suite struct `Fields that a format can only write empty` {
    @Test(arguments: [
        ([], nil),
        ([[0]], "1 record lacks A: it is written empty"),
        ([[0], [0]], "2 records lack A: it is written empty"),
        ([[0, 2], [], [1]], "2 records lack A, C, B: they are written empty"),
        ([[0, 1, 2, 3, 4]], "1 record lacks A, B, C and 2 more fields: they are written empty"),
    ])
    func `are told once a file`(absent: [[Int]], detail: String?) {
        var blanked = BlankedFields()
        for fields in absent {
            var batch = RecordBatch(columns: [])
            batch.positions = [RecordPosition(byte: 0, line: 1), RecordPosition(byte: 9, line: 2)]
            let text = batch.append("x".utf8)
            batch.columns = ["A", "B", "C", "D", "E"].enumerated().map { index, name in
                Column(name: name, cells: [fields.contains(index) ? .absent : text, .absent])
            }
            // The second row was not written.
            blanked.note(batch, rows: [0])
        }
        let issue = blanked.issue(in: "accounts.csv")
        #expect(issue?.detail == detail)
        #expect(issue?.code.severity == detail.map { _ in .warning })
    }
}

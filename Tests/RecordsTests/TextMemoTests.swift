import Records
import Support
import Testing

@Suite struct `Memo of texts` {
    /// Texts of every length up to two dozen, of two letters, so that many are alike.
    private func randomTexts(_ seed: UInt64) -> [[UInt8]] {
        var random = SeededGenerator(seed: seed)
        return (0..<400).map { _ in
            (0..<Int.random(in: 0...24, using: &random)).map { place in
                place % 5 == 0 ? UInt8.random(in: 97...98, using: &random) : 97
            }
        }
    }

    @Test(arguments: 1...40)
    func `gives the value of an equal text or none`(seed: Int) {
        let texts = randomTexts(UInt64(seed))
        var batch = RecordBatch()
        let cells = texts.map { batch.append($0) }
        var memo = TextMemo()
        var noted: [[UInt8]: Int] = [:]
        var hits = 0
        batch.bytes.withUnsafeBufferPointer { bytes in
            for (row, cell) in cells.enumerated() {
                let found = memo.value(of: cell, in: bytes)
                hits += found == nil ? 0 : 1
                if let found { #expect(noted[texts[row]] == Int(found.offset)) }
                memo.note(cell, in: bytes, as: Cell(offset: row, count: 1))
                noted[texts[row]] = row
                #expect(memo.value(of: cell, in: bytes) == Cell(offset: row, count: 1))
            }
        }
        #expect(hits > 0)
    }

    @Test func `knows nothing of null, absent and what was never noted`() {
        let bytes = Array("Yes".utf8)
        bytes.withUnsafeBufferPointer { bytes in
            var memo = TextMemo()
            #expect(memo.value(of: .null, in: bytes) == nil)
            #expect(memo.value(of: .absent, in: bytes) == nil)
            #expect(memo.value(of: Cell(offset: 0, count: 0), in: bytes) == nil)
            #expect(memo.value(of: Cell(offset: 0, count: 3), in: bytes) == nil)
            memo.note(Cell(offset: 0, count: 0), in: bytes, as: Cell(offset: 7, count: 1))
            #expect(memo.value(of: .null, in: bytes) == nil)
        }
    }
}

import Records
import Support
import Testing

@testable import Store

/// Nights of one file: what the store says of each record must not depend on the order in which the
/// records come, nor on what came in between.
@Suite struct `Records of one night after another` {
    private let folder = TemporaryFolder()

    /// A record of the twin: a number and a value.
    private typealias Record = (key: Int, value: Int)

    @Test(arguments: ["as before", "shuffled", "backwards", "with gaps", "with strangers between"])
    func `are found whatever their order`(order: String) throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        var random = SeededGenerator(seed: 11)
        var known: [Int: Int] = [:]
        let first = (0..<600).map { (key: ($0 * 7) % 1_000, value: 1) }
        _ = try compare(first, with: &known, in: store)
        for night in 2..<6 {
            let records = arrange(first, order, night: night, &random).map { record in
                let isChanged = Int.random(in: 0..<40, using: &random) == 0
                return (key: record.key, value: isChanged ? night : known[record.key] ?? 1)
            }
            let unchanged = try compare(records, with: &known, in: store)
            #expect(unchanged > 400)
        }
    }

    private func arrange(
        _ records: [Record], _ order: String, night: Int, _ random: inout SeededGenerator
    ) -> [Record] {
        switch order {
        case "shuffled": records.shuffled(using: &random)
        case "backwards": records.reversed()
        case "with gaps": records.filter { _ in Int.random(in: 0..<9, using: &random) > 0 }
        case "with strangers between":
            records.enumerated().flatMap { index, record in
                index % 50 == 49 ? [record, (key: 10_000 * night + index, value: 1)] : [record]
            }
        default: records
        }
    }

    /// Takes the records batch by batch, and returns how many the destination had like this.
    private func compare(
        _ records: [Record], with known: inout [Int: Int], in store: CommonDataStore
    ) throws -> Int {
        var unchanged = 0
        for start in stride(from: 0, to: records.count, by: 97) {
            let part = records[start..<min(start + 97, records.count)]
            let rows: [[Value]] = part.map { [.text("K\($0.key)"), .text("\($0.value)")] }
            var batch = makeBatch(["Number", "Value"], rows)
            let expected = part.map { known[$0.key] == $0.value }
            for record in part { known[record.key] = record.value }
            let counts = try store.upsert(
                "Thing", key: ["Number"], batch: &batch, fates: batch.allKept)
            var fates = batch.allKept
            try store.markUnchanged(
                destination: "d", key: ["Number"], batch: batch, fates: &fates)
            let same = expected.count { $0 }
            #expect(counts.unchanged == same && counts.changed == part.count - same)
            #expect(fates == expected.map { $0 ? .unchanged : .kept })
            unchanged += same
        }
        return unchanged
    }
}

import Records
import Store
import Support
import Testing

@testable import Pipeline

/// Who goes first among records that wait for each other, against a slow twin: each record waits for
/// one other, so that following the arrows ends in a circle or at a record that does not wait.
@Suite struct `Circles of waiting records` {
    /// `awaited[n]` is what record n waits for; a number that is no record stands for one that is not
    /// there. Records are held by one run each.
    private func records(_ awaited: [Int]) -> [WaitingRecord] {
        awaited.enumerated().map { number, other in
            var record = WaitingRecord(
                run: RunID(number + 1), file: "f.csv", entity: "Thing", record: 1, line: 2,
                key: nil, awaitedEntity: "Thing", awaitedKey: Array("\(other)".utf8),
                awaitedText: "", since: "", firstRun: RunID(number + 1))
            record.ownEntity = "Thing"
            record.ownKey = Array("\(number)".utf8)
            return record
        }
    }

    private func first(_ awaited: [Int]) -> [Int] {
        WaitingCircles(records(awaited)).first.map { run, keys in
            #expect(keys == [Array("\(run.rawValue - 1)".utf8)])
            return run.rawValue - 1
        }.sorted()
    }

    @Test func `have the earliest record go first`() {
        #expect(first([1, 0]) == [0])
        #expect(first([1, 2, 0]) == [0])
        #expect(first([0]) == [0])
        // 0 waits for the circle of 1 and 2, and follows by itself.
        #expect(first([2, 2, 1]) == [1])
        #expect(first([1, 0, 3, 2, 4]) == [0, 2, 4])
    }

    @Test func `have nobody go first without a part of its key`() {
        func first(_ awaited: [Int], whole: Set<Int>) -> [RunID: Set<[UInt8]>] {
            var records = records(awaited)
            for number in whole { records[number].goesWhole = true }
            return WaitingCircles(records).first
        }
        #expect(first([1, 2, 0], whole: [0]) == [RunID(2): [Array("1".utf8)]])
        #expect(first([1, 2, 0], whole: [0, 1]) == [RunID(3): [Array("2".utf8)]])
        #expect(first([1, 0], whole: [0, 1]) == [:])
    }

    @Test func `have the record go first that came first, whichever run holds it now`() {
        var records = records([1, 0])
        records[0].firstRun = RunID(7)
        #expect(WaitingCircles(records).first == [RunID(2): [Array("1".utf8)]])
    }

    @Test func `are none where a chain ends at what is not there`() {
        #expect(first([1, 2, 99]) == [])
        #expect(first([]) == [])
    }

    @Test func `agree with a walk along the arrows`() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<400 {
            let count = Int.random(in: 1..<40, using: &random)
            let awaited = (0..<count).map { _ in Int.random(in: 0..<count + 3, using: &random) }
            var circles: Set<Set<Int>> = []
            for start in 0..<count {
                var path: [Int] = []
                var place = start
                while place < count, !path.contains(place) {
                    path.append(place)
                    place = awaited[place]
                }
                if let begin = path.firstIndex(of: place) { circles.insert(Set(path[begin...])) }
            }
            #expect(first(awaited) == circles.compactMap { $0.min() }.sorted())
        }
    }
}

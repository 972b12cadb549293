import Foundation
import Records
import Support
import Testing

@testable import Formats

@Suite struct `Append-only tables` {
    private let folder = TemporaryFolder()
    private static let columns = ["Id", "SinkCreatedOn", "SinkModifiedOn", "name", "IsDelete"]

    private func open(_ partitions: [String]) throws -> SourcePackage {
        let names = partitions.indices.map { "account/\(2020 + $0).csv" }
        let entity = modelEntity(
            "account", attributes: Self.columns, at: names.map { "https://x/lake/\($0)" })
        return try SourcePackage.open(
            folder.folder("lake", [("model.json", model(entity))] + zip(names, partitions)))
    }

    private func read(_ partitions: String...) throws -> (
        names: [String?], leftOut: [LeftOutRecords], warnings: [Records.Issue]
    ) {
        let package = try open(partitions)
        let reader = try package.makeReader(for: package.entities[0])
        var names: [String?] = []
        var leftOut: [LeftOutRecords] = []
        while let batch = try reader.next() {
            #expect(batch.firstRecord == names.count)
            names += batch.columns[3].cells.map { batch.text(of: $0) }
            for part in batch.leftOut { leftOut.add(part) }
        }
        return (names, leftOut, reader.takeWarnings())
    }

    private static let one = "6b29fc40-ca47-1067-b31d-00dd010662da"
    private static let two = "7b29fc40-ca47-1067-b31d-00dd010662da"

    @Test func `nasty case 98: of several versions the newest travels, and no deleted one`() throws
    {
        let (one, two) = (Self.one, Self.two)
        let found = try read(
            """
            \(one),,2024-01-01T00:00:00Z,first,
            \(two),,2024-01-02T00:00:00Z,two,False
            \(one),,2024-03-01T00:00:00.0000001Z,newest,False
            """,
            """
            {\(one.uppercased())},,2024-03-01T00:00:00Z,late but older,
            \(two),,2024-05-01T00:00:00Z,two,True
            9,,2024-05-01T00:00:00Z,nine,
            """)
        #expect(found.names == ["newest", "nine"])
        #expect(
            found.leftOut == [
                LeftOutRecords(rule: "older versions by SinkModifiedOn", count: 3),
                LeftOutRecords(rule: "IsDelete = True", count: 1),
            ])
        #expect(found.warnings.map(\.code) == [.cdmOlderVersions, .cdmDeleted])
        #expect(found.warnings.map(\.detail).first == "3 records: older versions by SinkModifiedOn")
    }

    @Test func `of equal times the later row wins, and forms of time are compared as moments`()
        throws
    {
        #expect(
            try read("1,,2024-01-01T00:00:00Z,a,\n1,,2024-01-01T00:00:00Z,b,\n").names == ["b"])
        #expect(
            try read("1,,7/4/2022 8:15:03 PM,late,\n1,,2022-07-04T08:15:03Z,early,\n").names
                == ["late"])
        #expect(
            try read("1,,2022-07-04T01:00:00+02:00,early,\n1,,2022-07-04T00:00:00Z,late,\n").names
                == ["late"])
    }

    @Test func `comes back when it was made again, and stays without an Id`() throws {
        #expect(
            try read(
                "1,,2024-01-01T00:00:00Z,a,True\n1,,2024-01-02T00:00:00Z,b,\n"
            ).names == ["b"])
        #expect(
            try read(",,2024-01-01T00:00:00Z,a,\n,,2024-01-02T00:00:00Z,b,\n").names == ["a", "b"])
    }

    @Test func `nasty case 98: a header that is not declared is no version`() throws {
        let found = try read(
            Self.columns.joined(separator: ",") + "\n1,,2024-01-01T00:00:00Z,a,\n")
        #expect(found.names == ["a"])
        #expect(found.warnings.map(\.code) == [.cdmHeaderFound])
    }

    @Test(arguments: [
        ("1,,yesterday,a,", "SinkModifiedOn", "\"yesterday\" is no moment"),
        ("1,,,a,", "SinkModifiedOn", "\"\" is no moment"),
        ("1,,7/4/2022 8:15,a,", "SinkModifiedOn", "\"7/4/2022 8:15\" is no moment"),
        ("1,,2024-01-01T00:00:00Z,a,maybe", "IsDelete", "\"maybe\" is no truth value"),
    ])
    func `are refused where the newest cannot be told`(
        _ row: String, field: String, detail: String
    ) {
        let found = issue { _ = try read("2,,2024-01-01T00:00:00Z,b,\n\(row)\n") }
        #expect(found?.code == .cdmVersionUnreadable)
        #expect(found?.field == field)
        #expect(found?.detail == detail)
        #expect(found?.file == "lake/account/2020.csv")
        #expect(found?.line == 2)
    }

    /// Twenty records change at random; the slow way keeps them all in a dictionary.
    @Test(arguments: 0..<20)
    func `agree with the slow way on random histories`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var partitions = ["", "", ""]
        var newest: [Int: (time: Int, text: String, isDeleted: Bool)] = [:]
        let count = 200
        for number in 0..<count {
            let id = Int.random(in: 0..<20, using: &random)
            let time = Int.random(in: 10..<60, using: &random)
            let isDeleted = Int.random(in: 0..<4, using: &random) == 0
            partitions[number * 3 / count] +=
                "\(id),,2024-01-01T00:00:\(time)Z,row \(number),\(isDeleted ? "True" : "")\n"
            if newest[id].map({ $0.time <= time }) ?? true {
                newest[id] = (time, "row \(number)", isDeleted)
            }
        }
        let found = try read(partitions[0], partitions[1], partitions[2])
        let expected = newest.values.filter { !$0.isDeleted }.map(\.text)
        #expect(Set(found.names) == Set(expected.map(Optional.some)))
        #expect(found.names.count == expected.count)
        let deleted = newest.values.count { $0.isDeleted }
        #expect(found.leftOut.reduce(0) { $0 + $1.count } == count - expected.count)
        #expect(found.leftOut.first { $0.rule == "IsDelete = True" }?.count ?? 0 == deleted)
    }
}

import Mapping
import Support
import Testing

@testable import Pipeline

@Suite struct `Value map files` {
    private func entries(_ text: String) throws(MappingError) -> [ValueMap.Entry] {
        try ValueMapFile.entries(Array(text.utf8), file: "value-maps/units.csv")
    }

    @Test(arguments: [
        "organization,key,value\r\n,ea,Each\r\nDEMF,ea,\"Stück, 1\"\r\n",
        "\u{FEFF}organization,key,value\n,ea,Each\nDEMF,ea,\"Stück, 1\"",
        "organization;key;value\r\n;ea;Each\r\nDEMF;ea;Stück, 1\r\n",
        "Key\tVALUE\tOrganization\tnote\nea\tEach\t\tfirst\nea\tStück, 1\tDEMF\t\n\t\t\t\n",
        "sep=;\r\norganization;key;value\r\n;ea;Each\r\nDEMF;ea;Stück, 1\r\n",
    ])
    func `are read as spreadsheets write them`(text: String) throws {
        #expect(
            try entries(text) == [
                .init("ea", "Each"), .init("ea", "Stück, 1", organization: "DEMF"),
            ])
    }

    @Test func `say nothing by blanks at the ends of companies`() throws {
        #expect(
            try entries("organization,key,value\n DEMF ,ea,Each\n")
                == [.init("ea", "Each", organization: "DEMF")])
        let error = #expect(throws: MappingError.self) {
            try entries("organization,key,value\n,ea,Each\n,ea ,Piece\n")
        }
        #expect(error?.issue.line == 3)
    }

    @Test func `may be empty, and may say the same twice`() throws {
        #expect(try entries("organization,key,value\r\n") == [])
        #expect(
            try entries("organization,key,value\r\n,a,x\r\n,A,x\r\n,,none\r\n")
                == [.init("a", "x"), .init("", "none")])
    }

    @Test(arguments: [
        ("organization,key\r\n,ea\r\n", 1, "the first line lacks the column \"value\""),
        (
            "organization,key,value\r\n,ea,Each\r\n,EA,Piece\r\n", 3,
            "the key \"EA\" is in line 2 already"
        ),
        ("organization,key,value\r\n,ea,Each\r\n,box,\r\n", 3, "the key \"box\" has no value"),
        (
            "organization,key,value\r\nDEMF,ea,a\r\n,ea,b\r\nDEMF,EA,c\r\n", 4,
            "the key \"EA\" is in line 2 already"
        ),
    ])
    func `say where they are wrong`(text: String, line: Int, detail: String) throws {
        let error = #expect(throws: MappingError.self) { try entries(text) }
        #expect(error?.issue.file == "value-maps/units.csv")
        #expect(error?.issue.line == line)
        #expect(error?.issue.detail == detail)
    }

    @Test(arguments: [
        "", "organization,key,value\r\n,ea\r\n", "organization,key,value\r\n,\"ea,Each\r\n",
        "organization,key,key\r\n", "organization,key,value\r\n,e\u{0}a,Each,more\r\n",
    ])
    func `are refused where they are no table`(text: String) throws {
        let error = #expect(throws: MappingError.self) { try entries(text) }
        #expect(error?.issue.code == .valueMapFileUnusable)
    }

    @Test func `refuse bytes that are no text`() {
        #expect(throws: MappingError.self) {
            try ValueMapFile.entries(Array("organization,key,value\n,".utf8) + [0xFF], file: "x")
        }
    }
}

@Suite struct `The worklist of unmapped values` {
    private static let header =
        "template,valueMap,organization,key,value,unmapped,records,firstSeenRun\r\n"

    private func worklist(_ rows: String, header: String = header) throws -> UnmappedWorklist {
        try UnmappedWorklist(Array((header + rows).utf8), file: "unmapped-values.csv")
    }

    private func text(_ worklist: UnmappedWorklist) -> String {
        String(decoding: worklist.bytes.dropFirst(3), as: UTF8.self)
    }

    private func value(
        _ map: String, _ key: String, _ records: Int, _ unmapped: ValueMap.Unmapped = .error
    ) -> UnmappedValues.Value {
        .init(map: map, key: key, unmapped: unmapped, records: records)
    }

    @Test func `gets a row for each value, and never two`() throws {
        var list = UnmappedWorklist()
        let first = list.add(
            [value("units", "crate", 3), value("units", "say \"box\", big", 1)], template: "T",
            organization: "USMF", run: 7)
        let second = list.add(
            [value("units", "CRATE", 5, .null), value("Unit.Kind", "crate", 1, .pass)],
            template: "T", organization: "USMF", run: 8)
        let third = list.add(
            [value("units", "crate", 1)], template: "T", organization: "DEMF", run: 9)
        #expect(
            [first, second, third].map { $0.map(\.key) } == [
                ["crate", "say \"box\", big"], ["crate"], ["crate"],
            ])
        #expect(list.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(
            text(list) == Self.header + """
                T,units,USMF,crate,,null,5,7\r
                T,units,USMF,"say ""box"", big",,error,1,7\r
                T,Unit.Kind,USMF,crate,,pass,1,8\r
                T,units,DEMF,crate,,error,1,9\r

                """)
        #expect(text(try UnmappedWorklist(list.bytes, file: "x")) == text(list))
    }

    @Test func `gives what was filled in to its map`() throws {
        let list = try worklist(
            "T,units,USMF,crate,Box,error,5,7\r\nt,UNITS,,pallet,Pallet,pass,1,7\r\n"
                + "T,units,USMF,x,,error,1,7\r\nT,other,USMF,y,z,error,1,7\r\n")
        #expect(
            list.entries(template: "T", map: "units") == [
                .init("crate", "Box", organization: "USMF"), .init("pallet", "Pallet"),
            ])
        #expect(list.entries(template: "T2", map: "units") == [])
        #expect(UnmappedWorklist().filledIn.isEmpty)
        #expect(try worklist("T,units,USMF,x,,error,1,7\r\n").filledIn.isEmpty)
        #expect(
            try worklist("T,u,,x,y,error,1,7\r\n").filledIn
                == worklist("T,u,,x,y,pass,2,8\r\n").filledIn)
    }

    @Test func `keeps the order, the filled rows and the columns of people`() throws {
        var list = try worklist(
            "Box,crate,units,T,USMF,ask Ana\r\n,pallet,units,T,,\r\n",
            header: "value,key,valueMap,template,organization,note\r\n")
        // The row without an organization stands for all of them.
        let added = list.add(
            [value("units", "pallet", 2), value("units", "tub", 1)], template: "T",
            organization: "USMF", run: 3)
        #expect(added.map(\.key) == ["tub"])
        #expect(
            text(list) == """
                value,key,valueMap,template,organization,note,unmapped,records,firstSeenRun\r
                Box,crate,units,T,USMF,ask Ana,,,\r
                ,pallet,units,T,,,error,2,\r
                ,tub,units,T,USMF,,error,1,3\r

                """)
    }

    @Test func `drops the rows that say the same`() throws {
        let list = try worklist(
            "T,u,,x,,,1,1\r\nT,u,,a,b,,1,1\r\nT,u,,X,y,,2,2\r\nT,u,,x,y,,3,3\r\nT,u,,A,,,4,4\r\n")
        #expect(text(list) == Self.header + "T,u,,a,b,,1,1\r\nT,u,,X,y,,2,2\r\n")
    }

    @Test func `says where two rows contradict each other`() throws {
        let error = #expect(throws: MappingError.self) {
            try worklist("T,u,,x,y,,1,1\r\nT,v,,x,z,,1,1\r\nT,u,,X,z,,1,1\r\n")
        }
        #expect(error?.issue.line == 4)
        #expect(error?.issue.detail == "the key \"X\" is in line 2 already")
        #expect(throws: MappingError.self) { try worklist("", header: "key,value\r\n") }
    }

    /// Any texts come back as they were written.
    @Test(arguments: [UInt64(1), 2])
    func `is read as it was written`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let parts = ["a", ",", ";", "\"", "\n", "\r\n", " ", "é", "=1+1", "'", "\t", "😀"]
        for _ in 0..<200 {
            var list = UnmappedWorklist()
            let keys = (0..<5).map { number in
                (0..<Int.random(in: 0...5, using: &random)).map { _ in
                    parts.randomElement(using: &random)!
                }.joined() + "\(number)"
            }
            _ = list.add(
                keys.map { value("u", $0, 1) }, template: "T", organization: nil, run: 1)
            let read = try UnmappedWorklist(list.bytes, file: "x")
            #expect(read.bytes == list.bytes)
            var again = read
            let added = again.add(
                keys.map { value("u", $0, 1) }, template: "T", organization: nil, run: 2)
            #expect(added == [])
        }
    }
}

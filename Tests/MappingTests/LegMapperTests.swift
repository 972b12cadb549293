import Records
import Testing

@testable import Mapping

@Suite struct `Leg mapper` {
    private func yesNo(_ policy: ValueMap.Unmapped? = nil) -> ValueTransform {
        .valueMap(ValueMap([.init("false", "true"), .init("true", "false")], unmapped: policy))
    }

    @Test func `copies, renames and repeats columns without touching the bytes`() throws {
        let source = batch([
            ("AccountNumber", ["A-1", nil, absent, ""]), ("unused", ["x", "", "", ""]),
        ])
        let mapped = try Mapped(
            leg(FieldMapping("accountnumber", "AccountId"), FieldMapping("accountnumber", "Party")),
            source)
        #expect(mapped.batch.columns.map(\.name) == ["AccountId", "Party"])
        #expect(mapped.batch.columns[0].cells == source.columns[0].cells)
        #expect(mapped.batch.columns[1].cells == source.columns[0].cells)
        #expect(mapped.batch.bytes == source.bytes)
        #expect(mapped.batch.positions == source.positions)
        #expect(mapped.fates == [.kept, .kept, .kept, .kept])
        #expect(mapped.issues == [])
    }

    @Test func `keeps what else a batch says`() throws {
        var source = batch([("a", ["1"])])
        source.firstRecord = 40
        source.unreadable = [
            UnreadableRecord(
                position: RecordPosition(byte: 9, line: 2), raw: .null,
                issue: Issue(.valueNotMapped, "x"))
        ]
        let mapped = try Mapped(leg(FieldMapping("a", "A")), source)
        #expect(mapped.batch.firstRecord == 40)
        #expect(mapped.batch.unreadable.count == 1)
    }

    // Fact 6: a Default acts on blank values when a source is mapped, always when none is.
    @Test func `a default fills blanks only, white space included`() throws {
        let source = batch([("c", ["DE", nil, absent, "", "  ", "\t\r\n", " x ", "\u{A0}"])])
        let mapped = try Mapped(leg(FieldMapping("c", "C", [.default("USA")])), source)
        #expect(
            values("C", of: mapped.batch)
                == ["DE", "USA", "USA", "USA", "USA", "USA", " x ", "\u{A0}"])
    }

    @Test func `a default without a source fills every row`() throws {
        let source = batch([("c", ["DE", nil])])
        let mapped = try Mapped(leg(FieldMapping(nil, "G", [.default("10")])), source)
        #expect(values("G", of: mapped.batch) == ["10", "10"])
        #expect(mapped.batch.bytes.count == source.bytes.count + 2)
    }

    @Test func `a default acts when the file lacks the source column`() throws {
        let source = batch([("c", ["DE", nil])])
        let mapped = try Mapped(leg(FieldMapping("country", "C", [.default("USA")])), source)
        #expect(values("C", of: mapped.batch) == ["USA", "USA"])
    }

    @Test func `a column that the file lacks makes no column`() throws {
        let source = batch([("a", ["1"])])
        let mapped = try Mapped(
            leg(
                FieldMapping("a", "A"), FieldMapping("b", "B"),
                FieldMapping("c", "C", [yesNo()]), FieldMapping("d.key", "D"),
                FieldMapping("e", "E", [.valueMap(ValueMap([.init("", "blank")]))]),
                FieldMapping("a", "F", isEnabled: false)),
            source)
        #expect(mapped.batch.columns.map(\.name) == ["A", "E"])
        #expect(values("E", of: mapped.batch) == ["blank"])
    }

    // Fact 9: keys are compared without case, a blank key means a blank source.
    @Test func `a value map compares without the case of letters and blanks at the ends`()
        throws
    {
        let map = ValueMap([
            .init("united States", "US"), .init("DE", "Germany"), .init("", "USA"),
            .init("Österreich", "AT"),
        ])
        let source = batch([
            (
                "c",
                [
                    "UNITED STATES", "United states", "de", "", " ", nil, absent, "Österreich",
                    "ÖSTERREICH", "österreich", "De ", "D",
                ]
            )
        ])
        let mapped = try Mapped(leg(FieldMapping("c", "C", [.valueMap(map)])), source)
        #expect(
            values("C", of: mapped.batch) == [
                "US", "US", "Germany", "USA", "USA", "USA", "USA", "AT", "AT", "AT",
                "Germany", "D",
            ])
        #expect(mapped.fates.allSatisfy { $0 == .kept })
    }

    @Test func `a map without a blank key leaves blanks as they are`() throws {
        let source = batch([("c", ["x", nil, absent, "", " "])])
        let map = ValueMap([.init("x", "y")], unmapped: .error)
        let mapped = try Mapped(leg(FieldMapping("c", "C", [.valueMap(map)])), source)
        #expect(values("C", of: mapped.batch) == ["y", nil, absent, "", " "])
        #expect(mapped.issues == [])
    }

    // Fact 17: donotemail and donotphone invert into Is…ContactAllowed.
    @Test func `inverts what is forbidden into what is allowed`() throws {
        let source = batch([("donotemail", ["true", "false", "True", nil])])
        let mapped = try Mapped(
            leg(FieldMapping("donotemail", "IsEmailContactAllowed", [yesNo()])), source)
        #expect(
            values("IsEmailContactAllowed", of: mapped.batch) == ["false", "true", "false", nil])
    }

    @Test func `unmapped values are errors, pass or become null, as the map says`() throws {
        let source = batch([("v", ["true", "maybe"])])
        let passed = try Mapped(leg(FieldMapping("v", "V", [yesNo(.pass)])), source)
        #expect(values("V", of: passed.batch) == ["false", "maybe"])
        let nulled = try Mapped(leg(FieldMapping("v", "V", [yesNo(.null)])), source)
        #expect(values("V", of: nulled.batch) == ["false", nil])
        #expect(nulled.fates == [.kept, .kept])
        let refused = try Mapped(leg(FieldMapping("v", "V", [yesNo(.error)])), source)
        #expect(values("V", of: refused.batch) == ["false", "maybe"])
        #expect(refused.fates == [.kept, .quarantined])
        #expect(
            refused.issues == [
                RowIssue(
                    row: 1, field: "v", code: .valueNotMapped,
                    detail: "\"maybe\" is not in the value map for V, which knows \"false\", "
                        + "\"true\"")
            ])
    }

    @Test(arguments: [
        (FieldType.string, FieldType.string, RowFate.kept),
        (.option, .string, .quarantined), (.string, .option, .quarantined),
        (.boolean(whenTrue: "true", whenFalse: "false"), .string, .quarantined),
        (.string, .boolean(whenTrue: "Yes", whenFalse: "No"), .quarantined),
        (.integer, .decimal, .kept),
    ])
    func `unmapped values of closed sets are errors without being told`(
        source: FieldType, destination: FieldType, fate: RowFate
    ) throws {
        func schema(_ name: String, _ type: FieldType) -> EntitySchema {
            EntitySchema(
                environment: .cds, name: "E", label: "E", fields: [Field(name: name, type: type)])
        }
        for (transform, expected) in [(yesNo(), fate), (yesNo(.pass), .kept)] {
            let mapped = try Mapped(
                leg(FieldMapping("v", "V", [transform])), batch([("v", ["maybe"])]),
                from: schema("v", source), to: schema("V", destination))
            #expect(mapped.fates == [expected])
        }
    }

    @Test func `names at most eight known keys and cuts long values`() throws {
        let map = ValueMap((1...11).map { .init("k\($0)", "v") }, unmapped: .error)
        let long = String(repeating: "x", count: 100)
        let mapped = try Mapped(
            leg(FieldMapping("v", "V", [.valueMap(map)])), batch([("v", [long])]))
        #expect(
            mapped.issues[0].detail == "\"" + String(repeating: "x", count: 60)
                + "…\" is not in the value map for V, which knows \"k1\", \"k2\", \"k3\", \"k4\", "
                + "\"k5\", \"k6\", \"k7\", \"k8\" and 3 more")
    }

    @Test func `applies chains in order`() throws {
        let map = ValueTransform.valueMap(ValueMap([.init("us", "USA"), .init("x", "")]))
        let source = batch([("c", ["US", "", "x", "FR"])])
        let mapFirst = try Mapped(leg(FieldMapping("c", "C", [map, .default("us")])), source)
        #expect(values("C", of: mapFirst.batch) == ["USA", "us", "us", "FR"])
        let defaultFirst = try Mapped(leg(FieldMapping("c", "C", [.default("us"), map])), source)
        #expect(values("C", of: defaultFirst.batch) == ["USA", "USA", "", "FR"])
        let constant = try Mapped(leg(FieldMapping(nil, "C", [.default("us"), map])), source)
        #expect(values("C", of: constant.batch) == ["USA", "USA", "USA", "USA"])
    }

    @Test func `tells all wrong values of a row and skips rows that are not kept`() throws {
        let source = batch([("v", ["a", "b", "true"]), ("w", ["c", "d", "e"])])
        let mapped = try Mapped(
            leg(FieldMapping("v", "V", [yesNo(.error)]), FieldMapping("w", "W", [yesNo(.error)])),
            source, fates: [.kept, .filtered, .kept])
        #expect(mapped.fates == [.quarantined, .filtered, .quarantined])
        #expect(mapped.issues.map { "\($0.row) \($0.field ?? "")" } == ["0 v", "0 w", "2 w"])
    }

    @Test func `the settings' organization takes the placeholder's place`() throws {
        let placeholder = [ValueTransform.default("ORG001")]
        let rows = leg(
            FieldMapping(nil, "Organization_OrganizationId", placeholder),
            FieldMapping(nil, "account_organization_ORGANIZATIONID", placeholder),
            FieldMapping(nil, "MyOrganization_OrganizationId", placeholder),
            FieldMapping("org", "X_Organization_OrganizationId", placeholder))
        let source = batch([("org", ["", "ACME"])])
        let given = try Mapped(rows, source, organization: "CONTOSO")
        #expect(
            given.batch.columns.map { values($0.name, of: given.batch) } == [
                ["CONTOSO", "CONTOSO"], ["CONTOSO", "CONTOSO"], ["ORG001", "ORG001"],
                ["ORG001", "ACME"],
            ])
        let kept = try Mapped(rows, source)
        #expect(values("Organization_OrganizationId", of: kept.batch) == ["ORG001", "ORG001"])
    }

    @Test func `refuses a file without the key's column`() throws {
        var rows = leg(FieldMapping("accountnumber", "AccountId"), FieldMapping("a", "A"))
        rows.integrationKey = ["AccountId", "dataAreaId"]
        let error = try #require(throws: MappingError.self) {
            try LegMapper(leg: rows, sourceColumns: ["a"])
        }
        #expect(error.issue.code == .keyColumnMissing)
        #expect(
            error.issue.detail
                == "the file has no column 'accountnumber' for the key field 'AccountId'")
        _ = try LegMapper(leg: rows, sourceColumns: ["ACCOUNTNUMBER"])
    }

    @Test func `takes empty batches and the first of two columns of one name`() throws {
        let mapper = try LegMapper(
            leg: leg(FieldMapping("a", "A", [.default("x")])), sourceColumns: ["a", "A"])
        var fates: [RowFate] = []
        var issues: [RowIssue] = []
        var unmapped = UnmappedValues()
        let empty = mapper.map(
            batch([("a", []), ("A", [])]), fates: &fates, issues: &issues, unmapped: &unmapped)
        #expect(empty.rowCount == 0 && empty.columns.map(\.name) == ["A"])
        fates = [.kept]
        let one = mapper.map(
            batch([("a", ["1"]), ("A", ["2"])]), fates: &fates, issues: &issues, unmapped: &unmapped
        )
        #expect(values("A", of: one) == ["1"])
    }
}

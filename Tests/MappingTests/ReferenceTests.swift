import Records
import Testing

@testable import Mapping

private let dollar = "8dcb8e99-0000-0000-0000-000000000001"
private let euro = "8dcb8e99-0000-0000-0000-000000000002"

private let references = References([
    Reference(
        table: "transactioncurrency", keyField: "isocurrencycode", key: "USD",
        id: dollar.uppercased(), name: "US Dollar"),
    Reference(
        table: "TransactionCurrency", keyField: "ISOCurrencyCode", key: "EUR", id: "{\(euro)}",
        name: "Euro"),
    Reference(table: "uom", keyField: "name", key: "Each", id: "u1", name: "Each"),
    Reference(table: "account", keyField: "accountnumber", key: "A-1", id: "a1", name: "Adatum"),
    Reference(table: "account", keyField: "accountnumber", key: "A-2", id: "a2", name: "Adatum"),
    Reference(table: "contact", keyField: "number", key: "C-1", id: "c1", name: "Ann"),
])

private func schema(_ environment: Environment = .sales) -> EntitySchema {
    func lookup(_ name: String, _ targets: String...) -> Field {
        var field = Field(name: name, type: .guid)
        field.lookup = Field.Lookup(targets: targets)
        return field
    }
    return EntitySchema(
        environment: environment, name: "account", label: "Account",
        fields: [
            lookup("transactioncurrencyid", "transactioncurrency"), lookup("parentid", "account"),
            lookup("customerid", "account", "contact"), lookup("defaultuomid", "uom"),
            Field(name: "name", type: .string),
        ])
}

@Suite struct `References of lookups` {
    @Test func `are found by id, name and key without case`() {
        func key(_ text: String) -> String? {
            references.key(
                of: text, table: "transactioncurrency", keyField: "isocurrencycode")
        }
        #expect(key(dollar) == "USD")
        #expect(key("{\(euro.uppercased())}") == "EUR")
        #expect(key("us dollar") == "USD")
        #expect(key("Pound") == nil)
        #expect(
            references.reference(
                withKey: "usd", table: "TRANSACTIONCURRENCY", keyField: "isocurrencycode")?.name
                == "US Dollar")
        #expect(references.reference(withKey: "USD", table: "uom", keyField: "name") == nil)
        #expect(References().isEmpty && !references.isEmpty)
    }

    @Test func `do not choose between two of one name`() {
        #expect(references.key(of: "Adatum", table: "account", keyField: "accountnumber") == nil)
        #expect(references.key(of: "a2", table: "account", keyField: "accountnumber") == "A-2")
    }
}

@Suite struct `Lookups in the source` {
    private let currency = leg(FieldMapping("transactioncurrencyid.isocurrencycode", "Code"))
    private let id = "transactioncurrencyid"

    private func map(_ leg: Leg, _ source: RecordBatch) throws -> Mapped {
        try Mapped(leg, source, from: schema(), references: references)
    }

    @Test func `a column of the full name wins`() throws {
        let source = batch([
            (id, [dollar, "?"]), ("TransactionCurrencyId.isocurrencycode", ["EUR", "CHF"]),
        ])
        let mapped = try map(currency, source)
        #expect(values("Code", of: mapped.batch) == ["EUR", "CHF"])
    }

    @Test func `nasty case 90: ids, names and companions are resolved`() throws {
        let source = batch([
            (id, [dollar, "{\(dollar)}", "US DOLLAR", "unknown", "", nil, absent, " ", euro]),
            (
                id + ".lookupentityname",
                ["", nil, "", "Euro", "Euro", nil, absent, "", "US Dollar"]
            ),
        ])
        let mapped = try map(currency, source)
        #expect(
            values("Code", of: mapped.batch)
                == ["USD", "USD", "USD", "EUR", "EUR", nil, absent, nil, "EUR"])
        #expect(mapped.issues == [])
    }

    @Test func `the companion alone is enough`() throws {
        let mapped = try map(currency, batch([(id + ".lookupentityname", ["Euro", nil])]))
        #expect(values("Code", of: mapped.batch) == ["EUR", nil])
    }

    @Test func `what is not known goes to quarantine with the table and the value`() throws {
        let source = batch([
            (id, ["Pound", "", dollar, "Pound"]),
            (id + ".lookupentityname", ["Pound Sterling", "Franc", "", ""]),
        ])
        var fates: [RowFate] = [.kept, .kept, .kept, .filtered]
        let mapped = try Mapped(
            currency, source, fates: fates, from: schema(), references: references)
        fates = [.quarantined, .quarantined, .kept, .filtered]
        #expect(mapped.fates == fates)
        #expect(
            mapped.issues.map(\.field) == [
                "transactioncurrencyid.isocurrencycode", "transactioncurrencyid.isocurrencycode",
            ])
        #expect(mapped.issues.map(\.code) == [.referenceNotFound, .referenceNotFound])
        #expect(
            mapped.issues.map(\.detail) == [
                "\"Pound\" is no record of transactioncurrency in the references",
                "\"Franc\" is no record of transactioncurrency in the references",
            ])
    }

    @Test(arguments: [
        (
            "USD",
            "\"USD\" is the isocurrencycode of a record, where 'transactioncurrencyid' holds its id "
                + "or its name",
            "Call the column 'transactioncurrencyid.isocurrencycode', or write the id"
        ),
        (
            "GBP", "\"GBP\" is no record of transactioncurrency in the references",
            "Write the id, or a name that references.csv has with isocurrencycode as keyField. Values "
                + "of isocurrencycode stand in a column called "
                + "'transactioncurrencyid.isocurrencycode'"
        ),
        (
            "00000000-0000-4000-8000-00000000000f",
            "\"00000000-0000-4000-8000-00000000000f\" is no record of transactioncurrency in the "
                + "references", nil
        ),
    ])
    func `a code in the place of an id is told as such`(
        value: String, detail: String, remedy: String?
    ) throws {
        let mapped = try map(currency, batch([(id, [value])]))
        #expect(mapped.issues.map(\.detail) == [detail])
        #expect(mapped.issues.map(\.remedy) == [remedy])
    }

    @Test func `an ambiguous name is never guessed`() throws {
        let mapped = try map(
            leg(FieldMapping("parentid.accountnumber", "Parent")),
            batch([("parentid", ["Adatum", "a1"])]))
        #expect(values("Parent", of: mapped.batch) == [nil, "A-1"])
        #expect(mapped.fates == [.quarantined, .kept])
        #expect(mapped.issues.map(\.code) == [.referenceAmbiguous])
    }

    @Test func `nasty case 91: a lookup to several tables takes the key of the record's own`()
        throws
    {
        let field = "customerid.Account(accountnumber).Contact(number)"
        let mapped = try map(
            leg(FieldMapping(field, "Customer")), batch([("customerid", ["a2", "Ann", "z9"])]))
        #expect(values("Customer", of: mapped.batch) == ["A-2", "C-1", nil])
        #expect(
            mapped.issues.map(\.detail) == [
                "\"z9\" is no record of Account or Contact in the references"
            ])
    }

    @Test func `defaults and value maps follow the lookup`() throws {
        let mapped = try map(
            leg(FieldMapping("transactioncurrencyid.isocurrencycode", "Code", [.default("GBP")])),
            batch([(id, ["Euro", ""])]))
        #expect(values("Code", of: mapped.batch) == ["EUR", "GBP"])
    }

    @Test func `a table that nobody names is an error of the template`() throws {
        let error = try #require(throws: MappingError.self) {
            try LegMapper(leg: currency, sourceColumns: [id])
        }
        #expect(error.issue.code == .lookupWithoutTable)
    }
}

@Suite struct `Reference resolver` {
    @Test func `turns keys into ids and names`() throws {
        let source = batch([
            ("name", ["a", "b", "c", "d", "e"]),
            ("transactioncurrencyid.isocurrencycode", ["usd", nil, absent, "", "EUR"]),
            ("defaultuomid.name", ["Each", "each", "", nil, "EACH"]),
        ])
        let resolver = try ReferenceResolver(
            columns: source.columns.map(\.name), schema: schema(), references: references)
        #expect(
            resolver.destinationColumns == [
                "name", "transactioncurrencyid", "transactioncurrencyid.lookupentityname",
                "defaultuomid", "defaultuomid.lookupentityname",
            ])
        var fates = Array(repeating: RowFate.kept, count: 5)
        var issues: [RowIssue] = []
        let resolved = resolver.resolve(source, fates: &fates, issues: &issues)
        #expect(resolved.columns.map(\.name) == resolver.destinationColumns)
        #expect(values("name", of: resolved) == ["a", "b", "c", "d", "e"])
        #expect(
            values("transactioncurrencyid", of: resolved)
                == [dollar.uppercased(), nil, absent, "", euro])
        #expect(
            values("transactioncurrencyid.lookupentityname", of: resolved)
                == ["US Dollar", nil, absent, "", "Euro"])
        #expect(values("defaultuomid", of: resolved) == ["u1", "u1", "", nil, "u1"])
        #expect(issues == [] && fates.allSatisfy { $0 == .kept })
    }

    @Test func `tells the table of each record where a lookup leads to several`() throws {
        let field = "customerid.Account(accountnumber).Contact(number)"
        let source = batch([(field, ["A-1", "C-1", "", nil, absent])])
        let resolver = try ReferenceResolver(
            columns: [field], schema: schema(), references: references)
        #expect(
            resolver.destinationColumns == [
                "customerid", "customerid.lookupentityname", "customerid.lookupentity",
            ])
        var fates = Array(repeating: RowFate.kept, count: 5)
        var issues: [RowIssue] = []
        let resolved = resolver.resolve(source, fates: &fates, issues: &issues)
        #expect(values("customerid", of: resolved) == ["a1", "c1", "", nil, absent])
        #expect(
            values("customerid.lookupentity", of: resolved)
                == ["account", "contact", "", nil, absent])
        #expect(issues == [])
    }

    @Test func `tells the table of a record that passed before by its logical name`() throws {
        let field = "customerid.Contact(number)"
        let resolver = try ReferenceResolver(
            columns: [field], schema: schema(), references: references)
        var fates: [RowFate] = [.kept]
        var issues: [RowIssue] = []
        let passed = Reference(
            table: "Contact", keyField: "number", key: "C-2", id: "c2", name: "Bob")
        let resolved = resolver.resolve(
            batch([(field, ["C-2"])]), also: [passed], fates: &fates, issues: &issues)
        #expect(values("customerid", of: resolved) == ["c2"])
        #expect(values("customerid.lookupentity", of: resolved) == ["contact"])
    }

    @Test func `never makes up an id`() throws {
        let source = batch([("defaultuomid.name", ["Piece", "Each", "Box"])])
        let resolver = try ReferenceResolver(
            columns: ["defaultuomid.name"], schema: schema(), references: references)
        var fates: [RowFate] = [.kept, .kept, .unchanged]
        var issues: [RowIssue] = []
        _ = resolver.resolve(source, fates: &fates, issues: &issues)
        #expect(fates == [.quarantined, .kept, .unchanged])
        #expect(
            issues == [
                RowIssue(
                    row: 0, field: "defaultuomid.name", code: .referenceNotFound,
                    detail: "\"Piece\" is no record of uom in the references")
            ])
    }

    @Test func `wants to know the table`() {
        let error = #expect(throws: MappingError.self) {
            try ReferenceResolver(columns: ["x.name"], schema: schema(), references: references)
        }
        #expect(error?.issue.code == .lookupWithoutTable)
    }
}

@Suite struct `Records that the references list` {
    @Test func `have the ids that lookups by the same key find`() {
        let listed = ListedRecords(of: "account", by: "accountnumber", in: references)
        #expect(listed.id(ofKey: "a-2") == "a2")
        #expect(listed.id(ofKey: "A-3") == nil)
        #expect(ListedRecords(of: "account", by: "name", in: references).id(ofKey: "A-2") == nil)
    }
}

import Records
import Schemas
import Testing

@Suite struct `SQL table reader` {
    private func read(_ text: String) throws -> SchemaReading {
        try SQLTableReader.read(Array(text.utf8), file: "tables.sql")
    }

    private func columns(_ text: String) throws -> [FieldFacets] {
        try #require(try read(text).overlays.first).fields
    }

    @Test func `reads a script of SQL Server Management Studio`() throws {
        let reading = try read(
            """
            USE [AxDB]
            GO
            /****** Object:  Table [dbo].[CUSTCUSTOMERV3STAGING] /* inner */ ******/
            SET QUOTED_IDENTIFIER ON
            GO
            CREATE TABLE [dbo].[CUSTCUSTOMERV3STAGING](
            \t[DEFINITIONGROUP] [nvarchar](60) NOT NULL DEFAULT (''),
            \t[EXECUTIONID] [nvarchar](90) NOT NULL,
            \t[ISSELECTED] [int] NOT NULL,
            \t[TRANSFERSTATUS] [int] NOT NULL,
            \t[CUSTOMERACCOUNT] [nvarchar](20) NOT NULL, -- the account, a comment
            \t[NOTE] [nvarchar](max) NULL,
            \t[CREDITLIMIT] [numeric](32, 6) NOT NULL CONSTRAINT [DF] DEFAULT ((0)),
            \t[BIRTHDATE] [datetime] NOT NULL,
            \t[RECORDKEY] [uniqueidentifier] NULL,
            \t[PARTITION] [bigint] NOT NULL,
             CONSTRAINT [I_1] PRIMARY KEY CLUSTERED
            (
            \t[EXECUTIONID] ASC,
            \t[CUSTOMERACCOUNT] ASC
            )WITH (PAD_INDEX = OFF) ON [PRIMARY]
            ) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
            GO
            CREATE TABLE dbo.Second (Id int IDENTITY(1,1) PRIMARY KEY, Code char(3) UNIQUE NOT NULL)
            """)
        #expect(reading.overlays.map(\.entity) == ["CUSTCUSTOMERV3STAGING", "Second"])
        let first = reading.overlays[0]
        #expect(first.line == 6)
        #expect(
            first.fields.map(\.name)
                == ["CUSTOMERACCOUNT", "NOTE", "CREDITLIMIT", "BIRTHDATE", "RECORDKEY"])
        #expect(first.fields.map(\.line) == [11, 12, 13, 14, 15])
        #expect(first.fields.map(\.type) == [.string, .string, .decimal, .dateTime, .guid])
        #expect(first.fields.map(\.maxLength) == [20, nil, nil, nil, nil])
        #expect(first.fields[2].precision == 32)
        #expect(first.fields[2].scale == 6)
        #expect(first.fields.allSatisfy { $0.isRequired == nil })
        #expect(first.primaryKey == ["CUSTOMERACCOUNT"])
        #expect(
            reading.remarks.map(\.text) == [
                "CUSTCUSTOMERV3STAGING is a staging table; its own columns were left out: "
                    + "DEFINITIONGROUP, EXECUTIONID, ISSELECTED, TRANSFERSTATUS, PARTITION"
            ])
        let second = reading.overlays[1]
        #expect(second.primaryKey == ["Id"])
        #expect(second.uniqueKeys == [["Code"]])
        #expect(second.fields.map(\.isRequired) == [false, true])
        #expect(second.fields.map(\.maxLength) == [nil, 3])
    }

    private static func facets(
        _ type: FieldType, length: Int? = nil, precision: Int? = nil, scale: Int? = nil,
        required: Bool? = nil
    ) -> FieldFacets {
        var facets = FieldFacets(name: "a", line: 1)
        facets.type = type
        facets.maxLength = length
        facets.precision = precision
        facets.scale = scale
        facets.isRequired = required
        return facets
    }

    @Test(arguments: [
        ("a nvarchar(10)", facets(.string, length: 10)),
        ("a [varchar] ( 255 ) null", facets(.string, length: 255)),
        ("a character varying(8) not null", facets(.string, length: 8, required: true)),
        ("a int not null default 0", facets(.integer, required: false)),
        ("a decimal", facets(.decimal, precision: 18, scale: 0)),
        ("a numeric(9)", facets(.decimal, precision: 9, scale: 0)),
        ("a money", facets(.decimal, precision: 19, scale: 4)),
        ("a float(53)", facets(.decimal)), ("a double precision", facets(.decimal)),
        ("a date", facets(.date)), ("a datetime2(7)", facets(.dateTime)),
        ("a time(0)", facets(.time)),
        (
            "a bit NOT NULL",
            facets(.boolean(whenTrue: "true", whenFalse: "false"), required: true)
        ),
        ("a varbinary(100)", facets(.string)),
        ("\"a\" text COLLATE Latin1_General_CI_AS", facets(.string)),
        (
            "`a` varchar(5) CHECK (a IN ('x,y', N'z)')) NOT NULL",
            facets(.string, length: 5, required: true)
        ),
    ])
    func `knows types`(column: String, expected: FieldFacets) throws {
        let found = try columns("create table t (\(column), b int)")
        #expect(found.map(\.name) == ["a", "b"])
        #expect(found[0] == expected)
    }

    @Test func `takes keys that come later`() throws {
        let overlay = try #require(
            try read(
                """
                CREATE TABLE IF NOT EXISTS [db].[dbo].[T] ([A]]x] int, B AS (A + 1), C int,
                    INDEX i (C), UNIQUE (C, B), FOREIGN KEY (C) REFERENCES o (x),);
                ALTER TABLE [dbo].[T] WITH NOCHECK ADD CONSTRAINT [PK] PRIMARY KEY ([A]]x] DESC)
                GO
                CREATE UNIQUE NONCLUSTERED INDEX [U] ON [dbo].[T] ([C] ASC) WHERE C > 0
                """
            ).overlays.first)
        #expect(overlay.fields.map(\.name) == ["A]x", "B", "C"])
        #expect(overlay.primaryKey == ["A]x"])
        #expect(overlay.uniqueKeys == [["C", "B"], ["C"]])
    }

    @Test(arguments: [
        ("", "tables.sql: It holds no CREATE TABLE"),
        ("-- CREATE TABLE a (b int)", "It holds no CREATE TABLE"),
        ("\nCREATE TABLE a (b int,\nc", "tables.sql:2: The columns of a end in the middle"),
        ("CREATE TABLE (a int)", "A table has no name"),
        ("CREATE TABLE t (a int, , b int)", "A column of t has no name"),
    ])
    func `refuses what ends in the middle`(text: String, expected: String) {
        do {
            _ = try read(text)
            Testing.Issue.record("it was read")
        } catch {
            #expect("\(error)".contains(expected), "\(error)")
        }
    }

    @Test(arguments: [
        ("select 1; create\ntable x (a int)", true), ("'create table x'", false),
        ("/* create table */ [create] table", false), ("create view v", false),
    ])
    func `recognises a script`(text: String, expected: Bool) {
        #expect(SQLTableReader.holdsTable(Array(text.utf8)) == expected)
    }

    /// Texts cut anywhere, and with any byte in any place.
    @Test func `survives broken scripts`() throws {
        let text = Array(
            "CREATE TABLE [a].[b] ([c] nvarchar(5) NOT NULL, d AS (x), PRIMARY KEY (c)) GO "
                .utf8)
        for count in 0...text.count {
            _ = try? SQLTableReader.read(Array(text[..<count]), file: "f")
            for byte in Array("()[]',.;/*-\"`N\u{0}é".utf8) where count < text.count {
                var broken = text
                broken[count] = byte
                _ = try? SQLTableReader.read(broken, file: "f")
            }
        }
    }

    // MARK: Overlays

    private var customers: EntitySchema {
        var limit = Field(name: "CreditLimit", type: .decimal)
        limit.isOfFinOps = true
        var status = Field(name: "Status", type: .string)
        status.isOfFinOps = true
        return EntitySchema(
            environment: .finops, name: "CustCustomerV3Entity", label: "Customers V3",
            fields: [Field(name: "CustomerAccount", type: .string), limit, status])
    }

    @Test(arguments: [
        ("CUSTCUSTOMERV3STAGING", true), ("custcustomerv3entity", true), ("Customers V3", true),
        ("CustCustomerV2Staging", false), ("Staging", false),
    ])
    func `an overlay knows its entity`(name: String, expected: Bool) {
        let overlay = SchemaOverlay(entity: name, file: "f", line: 1)
        #expect(overlay.isAbout(customers) == expected)
    }

    @Test func `an overlay changes what it knows`() throws {
        var schema = customers
        let overlay = try #require(
            try read(
                """
                CREATE TABLE CustCustomerV3Staging (CUSTOMERACCOUNT nvarchar(20) NOT NULL,
                    CREDITLIMIT numeric(32, 6), STATUS int, ELSE nvarchar(1))
                """
            ).overlays.first)
        #expect(overlay.apply(to: &schema) == ["ELSE"])
        #expect(schema.fields[0].maxLength == 20)
        #expect(schema.fields[0].isRequired)
        #expect(schema.fields[1].precision == 32)
        #expect(schema.fields[1].scale == 6)
        #expect(schema.fields[2].type == .string)
    }
}

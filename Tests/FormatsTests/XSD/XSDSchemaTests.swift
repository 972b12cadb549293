import Records
import Testing

@testable import Formats

@Suite struct `XSD schema reader` {
    private func read(
        _ body: String, environment: Environment = .finops
    ) throws -> SchemaReading {
        let text = #"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\#(body)</xs:schema>"#
        return try XSDSchemaReader.read(
            MemoryBytes(Array(text.utf8)), file: "a.xsd", environment: environment,
            limits: ReadLimits())
    }

    /// The fields of the one entity whose child elements these are.
    private func fields(_ elements: String) throws -> [Field] {
        let reading = try read(
            #"<xs:element name="E"><xs:complexType><xs:all>\#(elements)</xs:all></xs:complexType>"#
                + "</xs:element>")
        return try #require(reading.schemas.first).fields
    }

    private func field(restriction: String, base: String = "xs:string") throws -> Field {
        let type = """
            <xs:element name="F"><xs:simpleType><xs:restriction base="\(base)">\(restriction)\
            </xs:restriction></xs:simpleType></xs:element>
            """
        return try #require(try fields(type).first)
    }

    private func code(_ body: String) -> IssueCode? {
        do {
            _ = try read(body)
            return nil
        } catch {
            return (error as? FormatError)?.issue.code
        }
    }

    @Test func `finds the records of a document`() throws {
        let reading = try read(
            """

            <xs:simpleType name="Code"><xs:restriction base="xs:string">
              <xs:maxLength value="20"/></xs:restriction></xs:simpleType>
            <xs:element name="Document"><xs:complexType>
              <xs:sequence maxOccurs="unbounded">
                <xs:element name="CUSTOMER"><xs:complexType><xs:sequence>
                  <xs:element name="ACCOUNT" type="Code"/>
                  <xs:element name="LIMIT" type="xs:decimal" minOccurs="0"/>
                  <xs:element name="LINE" minOccurs="0" maxOccurs="9"><xs:complexType>
                    <xs:attribute name="NUM" type="xs:int" use="required"/>
                    <xs:attribute name="TEXT"/>
                  </xs:complexType></xs:element>
                  <xs:element name="PHONE" type="xs:string" maxOccurs="unbounded"/>
                </xs:sequence></xs:complexType></xs:element>
              </xs:sequence>
              <xs:attribute name="version" type="xs:string"/>
            </xs:complexType></xs:element>
            """)
        #expect(reading.schemas.map(\.name) == ["LINE", "CUSTOMER"])
        let customer = reading.schemas[1]
        #expect(customer.fields.map(\.name) == ["ACCOUNT", "LIMIT"])
        #expect(customer.fields[0].maxLength == 20)
        #expect(customer.fields.map(\.isRequired) == [false, false])
        #expect(reading.schemas[0].fields.map(\.isRequired) == [true, false])
        #expect(reading.schemas[0].fields[0].minimum == "-2147483648")
        #expect(
            reading.remarks
                == [
                    SchemaRemark(
                        file: "a.xsd", line: 13,
                        text: "PHONE is a value that repeats and was left out"
                    )
                ])
    }

    @Test(arguments: [
        ("xs:string", FieldType.string), ("xs:token", .string), ("xs:decimal", .decimal),
        ("xs:double", .decimal), ("xs:long", .integer), ("xs:date", .date),
        ("xs:dateTime", .dateTime), ("xs:time", .time), ("xs:gYear", .year),
        ("xs:gYearMonth", .yearMonth),
        ("xs:boolean", .boolean(whenTrue: "true", whenFalse: "false")), ("unknown", .string),
    ])
    func `knows built-in types`(name: String, expected: FieldType) throws {
        #expect(try fields(#"<xs:element name="F" type="\#(name)"/>"#).map(\.type) == [expected])
    }

    @Test func `reads the facets of texts`() throws {
        var field = try field(
            restriction: #"<xs:minLength value="1"/><xs:maxLength value="5"/>"#
                + #"<xs:pattern value="[A-Z]+"/><xs:pattern value="[0-9]+"/>"#)
        #expect(field.minLength == 1)
        #expect(field.maxLength == 5)
        #expect(field.pattern == "([A-Z]+)|([0-9]+)")
        #expect(field.isRequired)
        field = try self.field(restriction: #"<xs:length value="3"/>"#)
        #expect(field.minLength == 3)
        #expect(field.maxLength == 3)
        field = try self.field(
            restriction: """
                <xs:enumeration value="Open"><xs:annotation><xs:documentation> Is open
                </xs:documentation></xs:annotation></xs:enumeration><xs:enumeration value="Won"/>
                """)
        #expect(field.type == .option)
        #expect(
            field.options == [FieldOption(value: "Open", label: "Is open"), .init(value: "Won")])
    }

    @Test func `reads the facets of numbers and days`() throws {
        var field = try field(
            restriction: #"<xs:totalDigits value="10"/><xs:fractionDigits value="2"/>"#
                + #"<xs:minExclusive value="-01.50"/><xs:maxInclusive value="1e3"/>"#,
            base: "xs:decimal")
        #expect(field.precision == 10)
        #expect(field.scale == 2)
        #expect(field.exclusiveMinimum == "-1.5")
        #expect(field.maximum == "1000")
        field = try self.field(
            restriction: #"<xs:enumeration value="07"/><xs:enumeration value="8"/>"#,
            base: "xs:int")
        #expect(field.allowed == ["7", "8"])
        field = try self.field(
            restriction: #"<xs:minInclusive value="2000-01-01"/>"#, base: "xs:date")
        #expect(field.minimum == "2000-01-01")
        #expect(field.isRequired)
    }

    /// As p2c exports its own schemas.
    @Test(arguments: [
        #"<xs:restriction base="xs:string"><xs:enumeration value=""/></xs:restriction>"#,
        #"<xs:restriction base="xs:string"><xs:length value="0"/></xs:restriction>"#,
        #"<xs:restriction base="xs:string"><xs:maxLength value="0"/></xs:restriction>"#,
    ])
    func `takes a union with the empty text as not required`(empty: String) throws {
        let field = try #require(
            try fields(
                """
                <xs:element name="F"><xs:simpleType><xs:union>
                  <xs:simpleType><xs:restriction base="xs:decimal"><xs:fractionDigits value="2"/>
                  </xs:restriction></xs:simpleType>
                  <xs:simpleType>\(empty)</xs:simpleType>
                </xs:union></xs:simpleType></xs:element>
                """
            ).first)
        #expect(field.type == .decimal)
        #expect(field.scale == 2)
        #expect(!field.isRequired)
    }

    @Test(arguments: [
        (#"<xs:element name="F" type="xs:int"/>"#, true),
        (#"<xs:element name="F" type="xs:int" minOccurs="0"/>"#, false),
        (#"<xs:element name="F" type="xs:int" nillable="true"/>"#, false),
        (#"<xs:element name="F" type="xs:string"/>"#, false),
        (#"<xs:choice><xs:element name="F" type="xs:int"/></xs:choice>"#, false),
        (#"<xs:sequence minOccurs="0"><xs:element name="F" type="xs:int"/></xs:sequence>"#, false),
    ])
    func `requires what cannot be blank`(element: String, expected: Bool) throws {
        #expect(try fields(element).map(\.isRequired) == [expected])
    }

    @Test func `follows names of types, groups, elements and bases`() throws {
        let reading = try read(
            """
            <xs:complexType name="Base"><xs:sequence><xs:element name="A" type="xs:int"/>
              </xs:sequence><xs:attribute name="B"/></xs:complexType>
            <xs:complexType name="Derived"><xs:complexContent><xs:extension base="Base">
              <xs:sequence><xs:group ref="G"/><xs:element ref="C"/>
                <xs:element name="Money" type="Amount"/><xs:element name="Next" type="Derived"
                  minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
              <xs:attributeGroup ref="T"/></xs:extension></xs:complexContent></xs:complexType>
            <xs:complexType name="Amount"><xs:simpleContent><xs:extension base="xs:decimal">
              <xs:attribute name="currency"/></xs:extension></xs:simpleContent></xs:complexType>
            <xs:group name="G"><xs:choice><xs:element name="D" type="Flag"/></xs:choice></xs:group>
            <xs:attributeGroup name="T"><xs:attribute name="E" type="xs:date"/></xs:attributeGroup>
            <xs:simpleType name="Flag"><xs:union memberTypes="Yes No"/></xs:simpleType>
            <xs:simpleType name="Yes"><xs:restriction base="xs:string"><xs:enumeration value="Y"/>
              </xs:restriction></xs:simpleType>
            <xs:simpleType name="No"><xs:restriction base="xs:string"><xs:enumeration value="N"/>
              </xs:restriction></xs:simpleType>
            <xs:element name="C" type="xs:anyURI"/>
            <xs:element name="Record" type="Derived"/>
            """)
        #expect(reading.schemas.map(\.name) == ["Next", "Record"])
        let fields = reading.schemas[1].fields
        #expect(fields.map(\.name) == ["A", "B", "D", "C", "Money", "E"])
        #expect(fields.map(\.type) == [.integer, .string, .option, .string, .decimal, .date])
        #expect(fields[2].options.map(\.value) == ["Y", "N"])
        #expect(fields[3].textFormat == .uri)
    }

    @Test func `takes global types where there is no element`() throws {
        let reading = try read(
            """
            <xs:complexType name="AxdEntity_CustTable"><xs:sequence>
              <xs:element name="AccountNum" nillable="true" type="xs:string"/></xs:sequence>
            </xs:complexType>
            """)
        #expect(reading.schemas.map(\.name) == ["AxdEntity_CustTable"])
    }

    @Test func `refuses what describes no records`() throws {
        #expect(code("") == .xsdNoRecords)
        #expect(code(#"<xs:element name="A" type="xs:string"/>"#) == .xsdNoRecords)
        #expect(throws: FormatError.self) {
            try XSDSchemaReader.read(
                MemoryBytes(Array("<schema/>".utf8)), file: "a", environment: .cds,
                limits: ReadLimits())
        }
    }

    @Test func `stops at types that double without end`() {
        let types = (0..<40).map {
            """
            <xs:complexType name="T\($0)"><xs:sequence>
              <xs:element name="A\($0)" type="T\($0 + 1)" maxOccurs="2"/>
              <xs:element name="B\($0)" type="T\($0 + 1)" maxOccurs="2"/>
            </xs:sequence></xs:complexType>
            """
        }
        #expect(code(types.joined() + #"<xs:element name="E" type="T0"/>"#) == .xsdTooLarge)
    }

    @Test func `survives a long chain of types and types made of themselves`() throws {
        let chain = (0..<20_000).map {
            #"<xs:simpleType name="S\#($0)"><xs:restriction base="S\#($0 + 1)"/></xs:simpleType>"#
        }
        let body =
            chain.joined()
            + #"<xs:simpleType name="X"><xs:restriction base="X"/></xs:simpleType>"#
            + #"<xs:element name="E"><xs:complexType><xs:attribute name="A" type="S0"/>"#
            + #"<xs:attribute name="B" type="X"/></xs:complexType></xs:element>"#
        #expect(try read(body).schemas.first?.fields.map(\.type) == [.string, .string])
    }
}

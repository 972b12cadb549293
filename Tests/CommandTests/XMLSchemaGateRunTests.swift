import Support
import Testing

/// An XML schema beside the schema of an entity, with the program as people start it.
@Suite struct `An XML schema beside a schema` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let file = """
        <?xml version="1.0" encoding="utf-8"?>
        <Document>
        <CUSTCUSTOMERV2ENTITY><CUSTOMERACCOUNT>C-1</CUSTOMERACCOUNT></CUSTCUSTOMERV2ENTITY>
        <CUSTCUSTOMERV2ENTITY><CUSTOMERACCOUNT>D-1</CUSTOMERACCOUNT></CUSTCUSTOMERV2ENTITY>
        </Document>
        """
    private static let schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="Document"><xs:complexType><xs:sequence>
            <xs:element name="CUSTCUSTOMERV2ENTITY" maxOccurs="unbounded">
              <xs:complexType><xs:sequence>
                <xs:element name="CUSTOMERACCOUNT"><xs:simpleType>
                  <xs:restriction base="xs:string"><xs:pattern value="C-.*"/></xs:restriction>
                </xs:simpleType></xs:element>
              </xs:sequence></xs:complexType>
            </xs:element>
          </xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """

    init() throws {
        root = scratch.path + "/work"
        let made = try ProgramRun("init", root)
        #expect(made.status == 0, "\(made.errors)")
        scratch.write(Array(Self.file.utf8), to: "Customers V2.xml")
        scratch.write(
            Array(Self.schema.utf8), to: "work/schemas/finops/CustCustomerV2Entity.xsd")
    }

    @Test func `is one more gate for XML files`() throws {
        let run = try ProgramRun("validate", "-w", root, scratch.path + "/Customers V2.xml")
        #expect(run.status == 1)
        #expect(run.output.contains("P2C-XSD-004"), "\(run.output)")
        #expect(
            run.output.contains("Customers V2.xml:4: Element 'CUSTOMERACCOUNT': [facet 'pattern']"))
    }

    @Test func `that is spoilt stops the validation with its name`() throws {
        scratch.write(Array("<a>".utf8), to: "work/schemas/finops/CustCustomerV2Entity.xsd")
        let run = try ProgramRun("validate", "-w", root, scratch.path + "/Customers V2.xml")
        #expect(run.status == 2)
        #expect(run.errors.contains("CustCustomerV2Entity.xsd: libxml2 cannot use this XML schema"))
        #expect(run.errors.contains("or take the file away"), "\(run.errors)")
    }

    @Test func `keeps a file from being converted`() throws {
        let products = """
            <?xml version="1.0" encoding="utf-8"?>
            <Document><ECORESSELLABLERELEASEDPRODUCTENTITY><PRODUCTNUMBER>P-1</PRODUCTNUMBER>
            </ECORESSELLABLERELEASEDPRODUCTENTITY></Document>
            """
        scratch.write(Array(products.utf8), to: "work/inbox/USMF/Sellable released products.xml")
        scratch.write(
            Array(Self.schema.utf8),
            to: "work/schemas/finops/EcoResSellableReleasedProductEntity.xsd")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 3, "\(run.output)\(run.errors)")
        #expect(run.output.contains("P2C-XSD-004"), "\(run.output)\(run.errors)")
        #expect(scratch.files(in: "work/outbox").isEmpty)
    }
}

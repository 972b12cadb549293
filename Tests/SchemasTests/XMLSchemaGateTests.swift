import Schemas
import Support
import Testing

@Suite struct `A user's own XML schema` {
    private let scratch = ScratchFolder()

    private static let customers = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:simpleType name="Name">
            <xs:restriction base="xs:string"><xs:maxLength value="5"/></xs:restriction>
          </xs:simpleType>
          <xs:element name="Document"><xs:complexType><xs:sequence>
            <xs:element name="NAME" type="Name" maxOccurs="unbounded"/>
          </xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """

    private func gate(_ text: String, seconds: Int = 10) throws -> XMLSchemaGate {
        scratch.write(Array(text.utf8), to: "own.xsd")
        return try XMLSchemaGate(path: scratch.path + "/own.xsd", seconds: seconds)
    }

    /// Gives the document in pieces.
    private func outcome(of document: String, piece: Int) throws -> XMLSchemaGate.Outcome {
        var rest = Array(document.utf8)[...]
        return try gate(Self.customers).validate { buffer in
            let count = min(piece, rest.count, buffer.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
    }

    @Test(arguments: [1, 2, 7, 64, 4_096])
    func `tells the lines that break it`(piece: Int) throws {
        let document = """
            <?xml version="1.0"?>
            <Document>
            <NAME>abcde</NAME>
            <NAME>abcdef</NAME>
            <OTHER/>
            </Document>
            """
        let found = try outcome(of: document, piece: piece)
        #expect(found.count == found.findings.count)
        #expect(found.findings.map(\.line).first == 4)
        #expect(found.findings.last?.line == 5)
        #expect(
            found.findings.first?.message
                == "Element 'NAME': [facet 'maxLength'] The value has a length of '6'; "
                + "this exceeds the allowed maximum length of '5'")
    }

    @Test func `finds nothing in a document that keeps to it`() throws {
        let found = try outcome(of: "<Document><NAME>a</NAME></Document>", piece: 3)
        #expect(found.findings.isEmpty && found.count == 0)
    }

    @Test func `lists a thousand findings and counts them all`() throws {
        let names = String(repeating: "<NAME>abcdef</NAME>\n", count: 1_500)
        let found = try outcome(of: "<Document>\(names)</Document>", piece: 4_096)
        #expect(found.findings.count == 1_000)
        #expect(found.count >= 1_500)
    }

    @Test(arguments: [
        ("<a>", "line 1: Premature end of data in tag a line 1"),
        (
            "<a/>",
            "The XML document 'own.xsd' is not a schema document"
        ),
    ])
    func `that is none is refused with what libxml2 says`(text: String, message: String) throws {
        let error = #expect(throws: SchemaError.self) { try gate(text) }
        let said = error.map { "\($0)" }?.replacing(scratch.path + "/", with: "") ?? ""
        #expect(said.contains("libxml2 cannot use this XML schema"))
        #expect(said.contains(message), "\(said)")
    }

    @Test func `that takes too long to compile is given up`() throws {
        let elements = (0..<6_000).map { "<xs:element name=\"E\($0)\" minOccurs=\"0\"/>" }
        let text = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Document">
            <xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded"><xs:sequence>
            \(elements.joined())
            </xs:sequence></xs:choice></xs:complexType></xs:element></xs:schema>
            """
        let error = #expect(throws: SchemaError.self) { try gate(text, seconds: 1) }
        #expect(error.map { "\($0)" }?.contains("takes longer than 1 s") == true)
    }
}

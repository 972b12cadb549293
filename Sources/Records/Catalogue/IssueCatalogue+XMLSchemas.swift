/// XML schemas from which entity schemas are made.
extension IssueCode {
    package static let xsdForeignRoot = IssueCode(
        "P2C-XSD-001", .error, "The file is no XML schema",
        cause: """
            The root of an XML schema is the element schema of the namespace \
            http://www.w3.org/2001/XMLSchema. This file has another one: it may be data, or a \
            service description that holds a schema.
            """,
        example: """
            customers.xsd
                <Document><CUSTOMER /></Document>
            p2c schema import customers.xsd
                customers.xsd: The root is Document
            """,
        remedy: "Name the file with the schema. To make a schema of data use \"p2c schema infer\"")
    package static let xsdNoRecords = IssueCode(
        "P2C-XSD-002", .error, "The XML schema describes no records",
        cause: """
            A record is an element with child elements or attributes that hold values. No global \
            element or type of the schema leads to one, or what it refers to is in another file: \
            p2c reads one file and follows no include or import.
            """,
        example: """
            types.xsd
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
                  <xs:simpleType name="Code"><xs:restriction base="xs:string" /></xs:simpleType>
                </xs:schema>
            p2c schema import types.xsd
                types.xsd: It has 0 global elements and 0 complex types, and no record in them
            """,
        remedy: "Name the file that has the records' elements, or put the included files into it")
    package static let xsdTooLarge = IssueCode(
        "P2C-XSD-003", .error, "The XML schema unfolds to too much",
        cause: """
            Types and groups that refer to each other again and again describe more elements than \
            any data entity has. The schema may be made to harm whoever reads it.
            """,
        example: """
            bomb.xsd, in which each of forty types holds the next one twice
            p2c schema import bomb.xsd
                bomb.xsd:41: More than 100000 elements and types
            """,
        remedy: "Take out what does not belong to the entities that you need")
    package static let breaksXMLSchema = IssueCode(
        "P2C-XSD-004", .error, "The file breaks your XML schema",
        cause: """
            Beside the entity's schema lies an XML schema of the same name, and libxml2 finds the \
            file other than it says. A run does not convert such a file.
            """,
        example: """
            schemas/finops/CustomersV2.xsd beside CustomersV2.json
            Customers V2.xml
                7:  <NAME></NAME>
            p2c validate -w .
                Customers V2.xml:7: Element 'NAME': [facet 'minLength'] The value has a length
                of '0'; this underruns the allowed minimum length of '1'
            """,
        remedy: "Mend the value at its source; or the XML schema, if the file is right")
}

extension IssueCatalogue {
    static let xmlSchemas: [IssueCode] = [
        .xsdForeignRoot, .xsdNoRecords, .xsdTooLarge, .breaksXMLSchema,
    ]
}

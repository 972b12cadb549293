/// What XML files are read in spite of.
extension IssueCode {
    package static let xmlRootName = IssueCode(
        "P2C-XML-020", .warning, "The XML's root element is not Document",
        cause: """
            A script or XSLT names the outermost element after the entity. p2c reads the records \
            below it whatever its name is.
            """,
        example: """
            Customers V2.xml
                <Customers>
                  <CUSTCUSTOMERV2ENTITY CUSTOMERACCOUNT="C-100" />
                </Customers>
            p2c validate
                Customers V2.xml: The root is Customers
            """,
        remedy: "Nothing to do: the records are read. Fin and Ops itself wants Document")
    package static let xmlOtherRecords = IssueCode(
        "P2C-XML-021", .warning, "The XML holds records of another entity",
        cause: """
            The exporter writes several entities into one file, and the manifest gives the file \
            to one of them.
            """,
        example: """
            p.zip/Sellable released products.xml
                <Document>
                  <ECORESSELLABLERELEASEDPRODUCTENTITY PRODUCTNUMBER="P-100" />
                  <VENDOR ACCOUNT="V-1" />
                </Document>
            p2c run
                p.zip/Sellable released products.xml: It holds 1 records VENDOR
            """,
        remedy: "Nothing to do if they need not travel; else put them into a file of their own")
    // P2C-XML-022 is retired.
    package static let xmlEncodingRepaired = IssueCode(
        "P2C-XML-023", .warning, "The XML says a wrong encoding, or starts before its first line",
        cause: """
            Programs that rewrite files of Fin and Ops often leave a first line that says utf-16 \
            over bytes that are UTF-8, or a blank line before it.
            """,
        example: """
            Customers V2.xml

                <?xml version="1.0" encoding="utf-8"?>
                <Document><CUSTCUSTOMERV2ENTITY CUSTOMERACCOUNT="C-100" /></Document>
            p2c validate
                Customers V2.xml: Blank space stands before the declaration
            """,
        remedy: "Nothing to do: it was read by what its bytes are. Other readers may fail on it")
    package static let xmlRecordName = IssueCode(
        "P2C-XML-024", .warning, "The records have another name than the entity",
        cause: """
            The records are named otherwise than the entity that the manifest says: by the \
            label, by a partner's own name, or they are another entity's. As it is the only kind \
            in the file, it is taken.
            """,
        example: """
            p.zip/Sellable released products.xml
                <Document><ReleasedProduct PRODUCTNUMBER="P-100" /></Document>
            p2c run
                p.zip/Sellable released products.xml: The records are named ReleasedProduct
            """,
        remedy: "Nothing to do if they are the right ones; else correct the file's name")
    package static let xmlNamespaces = IssueCode(
        "P2C-XML-025", .warning, "The XML's fields are in a namespace",
        cause: """
            BizTalk, Logic Apps and XSLT put elements into a namespace of their own. Fin and \
            Ops' own files have none.
            """,
        example: """
            Customers V2.xml
                <c:Document xmlns:c="urn:contoso"><c:CUSTCUSTOMERV2ENTITY>
                  <c:CUSTOMERACCOUNT>C-100</c:CUSTOMERACCOUNT>
                </c:CUSTCUSTOMERV2ENTITY></c:Document>
            p2c validate
                Customers V2.xml: Names are in a namespace
            """,
        remedy: "Nothing to do: names are read without it. Fin and Ops itself wants none")
    package static let xmlFieldAttributes = IssueCode(
        "P2C-XML-026", .warning, "The XML's fields have attributes, which mean nothing",
        cause: """
            A tool or XSLT puts attributes of its own, such as types or languages, at the \
            elements of fields. Fin and Ops writes none there.
            """,
        example: """
            Customers V2.xml
                <Document><CUSTCUSTOMERV2ENTITY>
                  <CUSTOMERACCOUNT type="string">C-100</CUSTOMERACCOUNT>
                </CUSTCUSTOMERV2ENTITY></Document>
            p2c validate
                Customers V2.xml: 1 attributes of fields in CUSTCUSTOMERV2ENTITY
            """,
        remedy: "Nothing to do: the fields' texts are read. Check whether the attributes matter")
    package static let xmlKeyGuessed = IssueCode(
        "P2C-XML-027", .warning, "The key of a composite entity is only guessed",
        cause: """
            The inner records of a composite entity do not repeat the key of the record around \
            them, and neither a schema nor the manifest says which field that key is. p2c takes \
            the field whose name looks most like one.
            """,
        example: """
            Orders.xml
                <Document>
                  <ORDERENTITY ORDERNUMBER="SO-1">
                    <ORDERLINEENTITY ITEMNUMBER="1000" />
                  </ORDERENTITY>
                </Document>
            p2c validate
                Orders.xml: ORDERLINEENTITY takes ORDERNUMBER from ORDERENTITY
            """,
        remedy: "Check that the field is the key of the outer records; else repeat the key in the "
            + "inner records, or describe the outer entity with its primaryKey in schemas/finops/")
    package static let xmlDoubleEscaped = IssueCode(
        "P2C-XML-028", .warning, "Values look as if they had been escaped twice",
        cause: """
            The exporter escaped text that was escaped before, which happens when XML is put \
            together as text in scripts and Logic Apps.
            """,
        example: """
            Customers V2.xml
                <Document><CUSTCUSTOMERV2ENTITY>
                  <CUSTOMERACCOUNT>C-100</CUSTOMERACCOUNT>
                  <ORGANIZATIONNAME>Fabrikam &amp;amp; Sons</ORGANIZATIONNAME>
                </CUSTCUSTOMERV2ENTITY></Document>
            p2c validate
                Customers V2.xml:1: 1 values, the first in the record of line 1
            """,
        remedy: "They are taken as they are, such as \"&#233;\" for an e with an acute accent. "
            + "Correct the export if they should be characters")
    package static let xmlWithoutRecords = IssueCode(
        "P2C-XML-029", .warning, "The XML file holds no record",
        cause: """
            Fin and Ops exports an entity without records as a root element with nothing in it. A file \
            that was made by hand may have lost its records.
            """,
        example: """
            Customers V2.xml
                <Document></Document>
            p2c run
                Customers V2.xml: Its root element is empty
            """,
        remedy: "Nothing to do if the export had no records; else export it again")
}

extension IssueCode {
    package static let xmlNotWellFormed = IssueCode(
        "P2C-XML-001", .error, "The XML breaks the rules of XML",
        cause: """
            The file was edited by hand or glued together by a script: a tag that does not \
            match, an & or < that is not written as &amp; or &lt;, an attribute given twice.
            """,
        example: """
            Customers V2.xml
                <Document>
                  <CUSTCUSTOMERV2ENTITY CUSTOMERACCOUNT="C-100" NAME="A & B" />
                </Document>
            p2c validate
                Customers V2.xml:2:58 (byte 68): An & stands there that is not written as &amp;
            """,
        remedy: "Correct the file at that place, or export it again", microsoftCode: "DMF1830")
    package static let xmlTruncated = IssueCode(
        "P2C-XML-002", .error, "The XML ends before its last element is closed",
        cause: """
            The copy or download stopped early, or the exporter is still writing. No record of \
            the file is delivered, for nobody knows what is missing.
            """,
        example: """
            Customers V2.xml
                <Document>
                  <CUSTCUSTOMERV2ENTITY>
                    <CUSTOMERACCOUNT>C-100</CUSTOMERACCOUNT>
            p2c validate
                Customers V2.xml:3:45 (byte 80): The XML parser says "Extra content at the end
                of the document"
            """,
        remedy: "The copy is not complete: copy or export the file again",
        microsoftCode: "DMF1830")
    package static let xmlAfterRoot = IssueCode(
        "P2C-XML-003", .error, "The XML goes on behind its root element",
        cause: """
            Two exports were put into one file, or an exporter appends to the file of yesterday.
            """,
        example: """
            Customers V2.xml
                <Document><CUSTCUSTOMERV2ENTITY CUSTOMERACCOUNT="C-100" /></Document>
                <Document><CUSTCUSTOMERV2ENTITY CUSTOMERACCOUNT="C-101" /></Document>
            p2c validate
                Customers V2.xml:2:1 (byte 70): The XML parser says "Extra content at the end
                of the document"
            """,
        remedy: "Keep one document a file: split files that were joined, and cut off what follows",
        microsoftCode: "DMF1830")
    package static let xmlDoctype = IssueCode(
        "P2C-XML-004", .error, "The XML has a document type definition",
        cause: """
            Neither Fin and Ops nor Sales writes a DOCTYPE. A program that makes XML for \
            documents put it there, or somebody wants to make p2c read other files.
            """,
        example: """
            Customers V2.xml
                <!DOCTYPE Document SYSTEM "customers.dtd">
                <Document><CUSTCUSTOMERV2ENTITY CUSTOMERACCOUNT="C-100" /></Document>
            p2c validate
                Customers V2.xml:1 (byte 0): A DOCTYPE stands in the file
            """,
        remedy: "Remove the DOCTYPE. Data files have no need of one, and attacks are made of them")
    package static let xmlEntity = IssueCode(
        "P2C-XML-005", .error, "The XML uses an entity that XML does not define",
        cause: """
            A script wrote a name that only HTML knows, such as &eacute; or &nbsp;. XML by \
            itself knows &amp; &lt; &gt; &quot; and &apos;.
            """,
        example: """
            Customers V2.xml
                <Document><CUSTCUSTOMERV2ENTITY>
                  <ORGANIZATIONNAME>Caf&eacute; Fabrikam</ORGANIZATIONNAME>
                </CUSTCUSTOMERV2ENTITY></Document>
            p2c validate
                Customers V2.xml:2:32 (byte 64): The XML parser says "Entity 'eacute' not
                defined"
            """,
        remedy: "Write the character itself, or its number as in &#233;",
        microsoftCode: "DMF1830")
    package static let xmlControlCharacter = IssueCode(
        "P2C-XML-006", .error, "The XML holds a character that XML forbids",
        cause: """
            Text that was pasted from an e-mail into a memo field brings control characters \
            along, backspaces above all. XML cannot hold them; Fin and Ops fails on them too.
            """,
        example: """
            Customers V2.xml (⟨08⟩ is a byte in hexadecimal)
                <Document><CUSTCUSTOMERV2ENTITY>
                  <SALESMEMO>Call⟨08⟩ back</SALESMEMO>
                </CUSTCUSTOMERV2ENTITY></Document>
            p2c validate
                Customers V2.xml:1 (byte 50): It holds the character U+0008
            """,
        remedy:
            "Remove the control character in the source system; backspaces in pasted e-mail are "
            + "the common ones", microsoftCode: "DMF2055")
    package static let xmlEncoding = IssueCode(
        "P2C-XML-007", .error, "The XML is not in the encoding that it seems to have",
        cause: """
            An editor or script saved the file in a code page such as windows-1252, and its \
            first line says UTF-8 or says nothing.
            """,
        example: """
            Customers V2.xml (⟨E9⟩ is a byte in hexadecimal)
                <Document><CUSTCUSTOMERV2ENTITY>
                  <ORGANIZATIONNAME>Caf⟨E9⟩ Fabrikam</ORGANIZATIONNAME>
                </CUSTCUSTOMERV2ENTITY></Document>
            p2c validate
                Customers V2.xml:2:24 (byte 56): The XML parser says "Input is not proper
                UTF-8, indicate encoding !Bytes: 0xE9 0x20 0x46 0x61"
            """,
        remedy: "Save the file as UTF-8, or name its true encoding in its first line",
        microsoftCode: "DMF1830")
    package static let xmlTooDeep = IssueCode(
        "P2C-XML-008", .error, "The XML is nested too deeply",
        cause: """
            Records of both systems are three or four elements deep. A file that goes deeper is \
            a document or a message of another program, or was made to harm.
            """,
        example: """
            Customers V2.xml, twenty elements deep
                <a><a><a><a><a><a><a><a><a><a> …
            p2c run
                Customers V2.xml:1 (byte 0): Elements are nested deeper than 16
            """,
        remedy: "Check that it is a data file; else raise limits.xmlDepth in p2c.json")
    package static let xmlTooLong = IssueCode(
        "P2C-XML-009", .error, "The XML has a record that is too long",
        cause: """
            A memo or picture is larger than p2c allows for one record, or the end of a record \
            is missing so that the rest of the file looks like a part of it.
            """,
        example: """
            Customers V2.xml, a memo of 3 MB
                <Document><CUSTCUSTOMERV2ENTITY><SALESMEMO>xxxxxxxx …
            p2c run, with recordMiB: 1 in p2c.json
                Customers V2.xml:1 (byte 983984): A record is longer than 1048576 bytes
            """,
        remedy: "Check that the file is whole; else raise limits.recordMiB in p2c.json")
    package static let xmlTooManyNames = IssueCode(
        "P2C-XML-010", .error, "The XML has too many different names",
        cause: """
            The names of elements carry data, such as one element name for each customer. \
            Exports of both systems have a few hundred names at most.
            """,
        example: """
            report.xml
                <Document><C-1>Fabrikam</C-1><C-2>Contoso</C-2> …
            p2c run
                report.xml:1 (byte 0): There are more than 4096 names
            """,
        remedy: "Check that it is a data file; else raise limits.columns in p2c.json")
    package static let xmlFieldTwice = IssueCode(
        "P2C-XML-011", .error, "The record has a field twice",
        cause: """
            A script or XSLT writes a field twice. Upper and lower case do not make two fields. \
            p2c does not choose between the two values.
            """,
        example: """
            Customers V2.xml
                <Document><CUSTCUSTOMERV2ENTITY>
                  <CUSTOMERACCOUNT>C-100</CUSTOMERACCOUNT>
                  <CustomerAccount>C-101</CustomerAccount>
                </CUSTCUSTOMERV2ENTITY></Document>
            p2c validate
                Customers V2.xml:1 (byte 10): CUSTOMERACCOUNT stands in it twice
            """,
        remedy: "Keep the right one of the two in the source")
    package static let xmlStrayText = IssueCode(
        "P2C-XML-012", .error, "The record has text between its fields",
        cause: """
            Somebody edited the file by hand and a word ended up outside of its field.
            """,
        example: """
            Customers V2.xml
                <Document><CUSTCUSTOMERV2ENTITY>
                  <CUSTOMERACCOUNT>C-100</CUSTOMERACCOUNT> checked by Anna
                </CUSTCUSTOMERV2ENTITY></Document>
            p2c validate
                Customers V2.xml:1 (byte 10): Text stands between the fields
            """,
        remedy: "Put the text into a field, or remove it")
    package static let xmlNoRecords = IssueCode(
        "P2C-XML-013", .error, "The XML holds no record of the entity",
        cause: """
            The file is another entity's: files were exchanged when the package was put \
            together, or the manifest names the wrong one.
            """,
        example: """
            p.zip/Sellable released products.xml
                <Document><CUSTCUSTOMERV2ENTITY CUSTOMERACCOUNT="C-100" />
                <CUSTCUSTOMERGROUPENTITY CUSTOMERGROUPID="10" /></Document>
            p2c run
                p.zip/Sellable released products.xml: It holds CUSTCUSTOMERV2ENTITY,
                CUSTCUSTOMERGROUPENTITY and not EcoResSellableReleasedProductEntity
            """,
        remedy: "Check that the file belongs to the entity",
        microsoftCode: "DMF2053",
        otherMicrosoftCodes: ["MAP011"])
    package static let xmlUnwritable = IssueCode(
        "P2C-XML-014", .error, "A value holds a character that XML cannot carry",
        cause: """
            A value from a CSV file holds a control character, mostly a backspace from a pasted \
            e-mail, and the result is written as XML.
            """,
        example: """
            accounts.csv (⟨08⟩ is a byte in hexadecimal)
                accountnumber,name
                C-100,Fab⟨08⟩rikam
            p2c run
                accounts-sales-to-finops.zip/Customers V2.xml: The value holds the character
                U+8
            """,
        remedy: "Remove the character in the source, or write the package as CSV-Unicode",
        microsoftCode: "DMF2055")
    package static let xmlUnwritableName = IssueCode(
        "P2C-XML-015", .error, "A field's name cannot be the name of an XML element",
        cause: """
            A schema and a template of your own call a field by its label, such as "Customer \
            account". Fin and Ops knows the element by the technical name.
            """,
        example: """
            template.json
                { sourceField: "accountnumber", destinationField: "Customer account" }
            p2c run
                Customers V2.xml Customer account: "Customer account" holds other characters
                than letters, digits and _
            """,
        remedy: "Give the destination field its technical name in the template")
    package static let xmlOuterKey = IssueCode(
        "P2C-XML-016", .error, "The record has another key than the record around it",
        cause: """
            The file is the export of a composite entity, in which lines stand inside their \
            header. Somebody moved a line, or changed the key of one of the two.
            """,
        example: """
            Sales orders.xml
                <Document>
                  <SALESORDERHEADERV2ENTITY SALESORDERNUMBER="SO-1">
                    <SALESORDERLINEV2ENTITY SALESORDERNUMBER="SO-2" ITEMNUMBER="1000" />
                  </SALESORDERHEADERV2ENTITY>
                </Document>
            p2c validate
                Sales orders.xml:3 (byte 68): It has "SO-2" and stands in the record of "SO-1"
            """,
        remedy: "Correct the key in the source, or move the record into the one that it belongs to")
    package static let xmlOuterUnreadable = IssueCode(
        "P2C-XML-017", .error, "The record stands in a record whose key is not clear",
        cause: """
            The record is a part of a composite entity and gets its key from the record around \
            it. That one has the key twice with two values, or cannot be read itself.
            """,
        example: """
            Sales orders.xml
                <Document>
                  <SALESORDERHEADERV2ENTITY SALESORDERNUMBER="SO-1">
                    <SALESORDERNUMBER>SO-2</SALESORDERNUMBER>
                    <SALESORDERLINEV2ENTITY ITEMNUMBER="1000" />
                  </SALESORDERHEADERV2ENTITY>
                </Document>
            p2c validate
                Sales orders.xml:4 (byte 114): The record around it is not clear about its key
            """,
        remedy: "Correct the record around it; the key stands in it twice, or holds a character "
            + "that XML forbids")
    package static let delimitedInXML = IssueCode(
        "P2C-XML-018", .error, "The file looks like CSV and should be XML",
        cause: """
            The manifest was written or changed by hand and says XML-Element or XML-Attribute of an \
            entity that is CSV, or a script gave a CSV file the ending .xml.
            """,
        example: """
            p.zip/Customers V2.xml, of which the manifest says XML-Element
                CUSTOMERACCOUNT,NAME
                C-100,Fabrikam
            p2c run
                p.zip/Customers V2.xml:1 (byte 0): it looks like CSV: it begins with
                “CUSTOMERACCOUNT,NAME”
            """,
        remedy: "Correct SourceFormat in the manifest to CSV or CSV-Unicode; give a file without a "
            + "manifest the ending .csv", microsoftCode: "DMF1830")
}

extension IssueCatalogue {
    package static let xml: [IssueCode] = [
        .xmlNotWellFormed, .xmlTruncated, .xmlAfterRoot, .xmlDoctype, .xmlEntity,
        .xmlControlCharacter, .xmlEncoding, .xmlTooDeep, .xmlTooLong, .xmlTooManyNames,
        .xmlFieldTwice, .xmlStrayText, .xmlNoRecords, .xmlUnwritable, .xmlUnwritableName,
        .xmlOuterKey, .xmlOuterUnreadable, .delimitedInXML, .xmlRootName, .xmlOtherRecords,
        .xmlEncodingRepaired,
        .xmlRecordName, .xmlNamespaces, .xmlFieldAttributes, .xmlKeyGuessed, .xmlDoubleEscaped,
        .xmlWithoutRecords,
    ]
}

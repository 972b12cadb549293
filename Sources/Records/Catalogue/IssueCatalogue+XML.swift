extension IssueCode {
    package static let xmlNotWellFormed = IssueCode(
        "P2C-XML-001", .error, "The XML breaks the rules of XML",
        remedy: "Correct the file at that place, or export it again", microsoftCode: "DMF1830")
    package static let xmlTruncated = IssueCode(
        "P2C-XML-002", .error, "The XML ends before its last element is closed",
        remedy: "The copy is not complete: copy or export the file again")
    package static let xmlAfterRoot = IssueCode(
        "P2C-XML-003", .error, "The XML goes on behind its root element",
        remedy: "Keep one document a file: split files that were joined, and cut off what follows")
    package static let xmlDoctype = IssueCode(
        "P2C-XML-004", .error, "The XML has a document type definition",
        remedy: "Remove the DOCTYPE. Data files have no need of one, and attacks are made of them")
    package static let xmlEntity = IssueCode(
        "P2C-XML-005", .error, "The XML uses an entity that XML does not define",
        remedy: "Write the character itself, or its number as in &#233;")
    package static let xmlControlCharacter = IssueCode(
        "P2C-XML-006", .error, "The XML holds a character that XML forbids",
        remedy:
            "Remove the control character in the source system; backspaces in pasted e-mail are "
            + "the common ones", microsoftCode: "DMF2055")
    package static let xmlEncoding = IssueCode(
        "P2C-XML-007", .error, "The XML is not in the encoding that it seems to have",
        remedy: "Save the file as UTF-8, or name its true encoding in its first line",
        microsoftCode: "DMF1957")
    package static let xmlTooDeep = IssueCode(
        "P2C-XML-008", .error, "The XML is nested too deeply",
        remedy: "Check that it is a data file; else raise limits.xmlDepth in p2c.json")
    package static let xmlTooLong = IssueCode(
        "P2C-XML-009", .error, "The XML has a record that is too long",
        remedy: "Check that the file is whole; else raise limits.recordMiB in p2c.json")
    package static let xmlTooManyNames = IssueCode(
        "P2C-XML-010", .error, "The XML has too many different names",
        remedy: "Check that it is a data file; else raise limits.columns in p2c.json")
    package static let xmlFieldTwice = IssueCode(
        "P2C-XML-011", .error, "The record has a field twice",
        remedy: "Keep the right one of the two in the source")
    package static let xmlStrayText = IssueCode(
        "P2C-XML-012", .error, "The record has text between its fields",
        remedy: "Put the text into a field, or remove it")
    package static let xmlNoRecords = IssueCode(
        "P2C-XML-013", .error, "The XML holds no record of the entity",
        remedy: "Check that the file belongs to the entity")
    package static let xmlUnwritable = IssueCode(
        "P2C-XML-014", .error, "A value holds a character that XML cannot carry",
        remedy: "Remove the character in the source, or write the package as CSV-Unicode",
        microsoftCode: "DMF2055")
    package static let xmlUnwritableName = IssueCode(
        "P2C-XML-015", .error, "A field's name cannot be the name of an XML element",
        remedy: "Give the destination field its technical name in the template")
    package static let xmlOuterKey = IssueCode(
        "P2C-XML-016", .error, "The record has another key than the record around it",
        remedy: "Correct the key in the source, or move the record into the one that it belongs to")
    package static let xmlOuterUnreadable = IssueCode(
        "P2C-XML-017", .error, "The record stands in a record whose key is not clear",
        remedy: "Correct the record around it; the key stands in it twice, or holds a character "
            + "that XML forbids")
    package static let xmlRootName = IssueCode(
        "P2C-XML-020", .warning, "The XML's root element is not Document",
        remedy: "Nothing to do: the records are read. Fin and Ops itself wants Document")
    package static let xmlOtherRecords = IssueCode(
        "P2C-XML-021", .warning, "The XML holds records of another entity",
        remedy: "Nothing to do if they need not travel; else put them into a file of their own")
    // P2C-XML-022 is retired.
    package static let xmlEncodingRepaired = IssueCode(
        "P2C-XML-023", .warning, "The XML says a wrong encoding, or starts before its first line",
        remedy: "Nothing to do: it was read by what its bytes are. Other readers may fail on it")
    package static let xmlRecordName = IssueCode(
        "P2C-XML-024", .warning, "The records have another name than the entity",
        remedy: "Nothing to do if they are the right ones; else correct the file's name")
    package static let xmlNamespaces = IssueCode(
        "P2C-XML-025", .warning, "The XML's fields are in a namespace",
        remedy: "Nothing to do: names are read without it. Fin and Ops itself wants none")
    package static let xmlFieldAttributes = IssueCode(
        "P2C-XML-026", .warning, "The XML's fields have attributes, which mean nothing",
        remedy: "Nothing to do: the fields' texts are read. Check whether the attributes matter")
    package static let xmlKeyGuessed = IssueCode(
        "P2C-XML-027", .warning, "The key of a composite entity is only guessed",
        remedy: "Check that the field is the key of the outer records; else repeat the key in the "
            + "inner records, or describe the outer entity with its primaryKey in schemas/finops/")
    package static let xmlDoubleEscaped = IssueCode(
        "P2C-XML-028", .warning, "Values look as if they had been escaped twice",
        remedy: "They are taken as they are, such as \"&#233;\" for an e with an acute accent. "
            + "Correct the export if they should be characters")
}

extension IssueCatalogue {
    package static let xml: [IssueCode] = [
        .xmlNotWellFormed, .xmlTruncated, .xmlAfterRoot, .xmlDoctype, .xmlEntity,
        .xmlControlCharacter, .xmlEncoding, .xmlTooDeep, .xmlTooLong, .xmlTooManyNames,
        .xmlFieldTwice, .xmlStrayText, .xmlNoRecords, .xmlUnwritable, .xmlUnwritableName,
        .xmlOuterKey, .xmlOuterUnreadable, .xmlRootName, .xmlOtherRecords, .xmlEncodingRepaired,
        .xmlRecordName, .xmlNamespaces, .xmlFieldAttributes, .xmlKeyGuessed, .xmlDoubleEscaped,
    ]
}

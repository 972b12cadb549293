import Records

/// Which fields of a record its child records repeat: the key by which they find it.
///
/// In a composite entity the lines stand inside their header and often lack its key. A schema knows
/// the key; where none is given for the header, these rules hold, the first that finds a field:
///
/// 1. the fields by whose names headers of orders, quotations and invoices are known;
/// 2. the header's first field that its lines have too, else its first field. This is a guess, and
///    the reader says which field it took.
///
/// The company always belongs to the lines too.
package struct CompositeKeys: Sendable {
    private var given: [String: [String]] = [:]

    /// None are given.
    package init() {}

    /// The key fields of the entity whose records are elements of that name, compared without case.
    package subscript(entity: String) -> [String]? {
        get { given[entity.foldedName] }
        set { given[entity.foldedName] = newValue }
    }

    private static let headerKeys = [
        "SALESID", "SALESORDERNUMBER", "SALESQUOTATIONNUMBER", "QUOTATIONID", "INVOICEID",
        "INVOICENUMBER", "INVENTORYLOTID",
    ]
    private static let company = "DATAAREAID"

    /// Which fields the records of a child inherit, by the records around them.
    struct Inheritance: Sendable {
        /// One list of names for each of the records around them, the outermost first.
        var names: [[String]] = []
        /// The field that was only guessed to be the key.
        var guessed: String?
    }

    /// `outer` are the kinds of records around the child's, the outermost first.
    func inheritance(
        of child: XMLSurvey.Records, from outer: [XMLSurvey.Records]
    ) -> Inheritance {
        var result = Inheritance()
        for records in outer { result.names.append(known(records)) }
        if let parent = outer.last, result.names.allSatisfy(\.isEmpty),
            let guess = Self.guess(child, from: parent)
        {
            result.guessed = guess
            result.names[outer.count - 1] = [guess]
        }
        for (level, records) in outer.enumerated() {
            result.names[level] += Self.fields([Self.company], of: records)
        }
        return result
    }

    private func known(_ records: XMLSurvey.Records) -> [String] {
        let given = Self.fields(self[records.name] ?? [], of: records)
        let found = given.isEmpty ? Self.fields(Self.headerKeys, of: records) : given
        return found.filter { !$0.isSameName(as: Self.company) }
    }

    private static func guess(
        _ child: XMLSurvey.Records, from parent: XMLSurvey.Records
    ) -> String? {
        let others = parent.fields.filter { !$0.isSameName(as: company) }
        let shared = others.first { name in child.fields.contains { $0.isSameName(as: name) } }
        return shared ?? others.first
    }

    /// Those of the fields that the records have, as the file spells them.
    private static func fields(_ names: [String], of records: XMLSurvey.Records) -> [String] {
        names.compactMap { name in records.fields.first { $0.isSameName(as: name) } }
    }
}

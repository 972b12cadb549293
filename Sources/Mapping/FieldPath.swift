import Records

/// A field's name in a template: a plain field, or a lookup and the key of the record behind it.
///
/// `transactioncurrencyid.isocurrencycode` reaches through the lookup to a key field;
/// `customerid.Account(accountnumber).Contact(msdynce_contactnumber)` does so for a lookup that
/// points to records of several tables.
struct FieldPath: Equatable {
    struct Target: Equatable {
        /// Nil where the schema of the lookup has to say it.
        var table: String?
        var keyField: String
    }

    /// The field of the entity itself.
    var base: String
    /// Empty for a plain field.
    var targets: [Target]

    var isLookup: Bool { !targets.isEmpty }

    init(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        base = String(parts[0])
        targets = parts.dropFirst().map { part in
            guard part.last == ")", let opening = part.firstIndex(of: "(") else {
                return Target(table: nil, keyField: String(part))
            }
            let key = part[part.index(after: opening)...].dropLast()
            return Target(table: String(part[..<opening]), keyField: String(key))
        }
    }

    /// The tables with their key fields, named by the path itself or by the schema of the lookup;
    /// empty when neither names one.
    func tables(in schema: EntitySchema?) -> [(table: String, keyField: String)] {
        let named = schema?.field(named: base)?.lookup?.targets ?? []
        return targets.flatMap { target in
            (target.table.map { [$0] } ?? named).map { (table: $0, keyField: target.keyField) }
        }
    }
}

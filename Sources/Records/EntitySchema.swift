/// Which system a table belongs to.
package enum Environment: String, Sendable, CaseIterable {
    /// Dynamics 365 Sales (Dataverse).
    case sales
    /// Dynamics 365 Finance and Operations.
    case finops
    /// The Common Data Service in the middle.
    case cds

    /// As the Data Integrator's screens and our messages write it.
    package var displayName: String {
        switch self {
        case .sales: "Sales"
        case .finops: "Fin and Ops"
        case .cds: "CDS"
        }
    }
}

/// What kind of values a field holds, and so which texts are right and which of them is canonical.
package enum FieldType: Sendable, Equatable {
    /// Any text.
    case string
    /// A whole number between the bounds, canonical without sign `+` and leading zeros.
    case integer
    /// An exact decimal number, canonical without needless zeros: `.500` becomes `0.5`.
    case decimal
    /// One of two texts. The canonical ones are given here: `Yes`/`No` in F&O, `true`/`false` elsewhere.
    case boolean(whenTrue: String, whenFalse: String)
    /// A day, canonical `2026-11-23`.
    case date
    /// A moment in UTC, canonical `2026-11-23T01:02:03Z`, with as many decimals as it needs.
    case dateTime
    /// Canonical in lower case without braces.
    case guid
    /// A value of `Field.options`, canonical as the option's value.
    case option
}

/// One value that an option field may take.
package struct FieldOption: Sendable, Equatable {
    /// What the system stores: `647390000` in Sales, `Organization` in F&O and CDS.
    package var value: String
    /// What people see; accepted on reading too.
    package var label: String?
    /// The number that the system keeps behind a symbol; accepted on reading too.
    package var number: String?

    package init(value: String, label: String? = nil, number: String? = nil) {
        self.value = value
        self.label = label
        self.number = number
    }
}

/// One field of an entity, and what a value of it must be like.
package struct Field: Sendable, Equatable {
    package var name: String
    /// What people see, where it is known.
    package var title: String?
    package var type: FieldType
    /// A blank value breaks the schema.
    package var isRequired = false
    /// The most UTF-16 code units that the system stores, the unit of both systems' databases; nil
    /// where no source proves one.
    package var maxLength: Int?
    /// The most digits behind the decimal point.
    package var scale: Int?
    /// The smallest and largest number, as canonical decimal text.
    package var minimum: String?
    package var maximum: String?
    package var options: [FieldOption] = []
    /// The table and the key field that the value points to.
    package var lookup: Lookup?
    /// The type of the field in a Configuration Migration `data_schema.xml`.
    package var migrationType: String?

    package struct Lookup: Sendable, Equatable {
        /// The tables that it may point to; several for a polymorphic one.
        package var targets: [String]

        package init(targets: [String]) { self.targets = targets }
    }

    package init(name: String, type: FieldType) {
        self.name = name
        self.type = type
    }
}

/// A data entity: its names, its key and its fields, as one file of `schemas/` describes it.
package struct EntitySchema: Sendable {
    package var environment: Environment
    /// The name that files use: the AOT name in F&O, the logical name in Sales, the entity in CDS.
    package var name: String
    /// The label in English: `Customers V2`, `Account`.
    package var label: String
    /// Every other name under which files and templates know the entity.
    package var aliases: [String]
    /// The fields that identify a record.
    package var primaryKey: [String]
    package var fields: [Field]
    private var indexes: [String: Int]

    package init(
        environment: Environment, name: String, label: String, aliases: [String] = [],
        primaryKey: [String] = [], fields: [Field]
    ) {
        self.environment = environment
        self.name = name
        self.label = label
        self.aliases = aliases
        self.primaryKey = primaryKey
        self.fields = fields
        let numbered = fields.enumerated().map { ($1.name.foldedName, $0) }
        indexes = Dictionary(numbered, uniquingKeysWith: { first, _ in first })
    }

    /// The same entity with no other fields required than these.
    package func requiring(only names: [String]) -> EntitySchema {
        var schema = self
        for index in schema.fields.indices {
            let name = schema.fields[index].name
            schema.fields[index].isRequired = names.contains { $0.isSameName(as: name) }
        }
        return schema
    }

    /// The field of that name, compared without case.
    package func field(named name: String) -> Field? {
        indexes[name.foldedName].map { fields[$0] }
    }

    /// True when `other` is the name, the label or an alias, compared without case.
    package func isNamed(_ other: String) -> Bool {
        name.isSameName(as: other) || label.isSameName(as: other)
            || aliases.contains { $0.isSameName(as: other) }
    }
}

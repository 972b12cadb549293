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

/// A data entity: its names, its key and its fields, as one file of `schemas/` describes it.
package struct EntitySchema: Sendable, Equatable {
    package var environment: Environment
    /// The name that files use: the AOT name in F&O, the logical name in Sales, the entity in CDS.
    package var name: String
    /// The label in English: `Customers V2`, `Account`.
    package var label: String
    /// Every other name under which files and templates know the entity.
    package var aliases: [String]
    /// The fields that identify a record.
    package var primaryKey: [String]
    /// Sets of fields no two records of which have the same values.
    package var uniqueKeys: [[String]] = []
    /// The fields by which people and the other system know a record.
    package var alternateKeys: [[String]] = []
    /// Those with the same fields are alternatives: one of them is enough.
    package var foreignKeys: [ForeignKey] = []
    /// What the records of other entities add up to.
    package var totals: [LineTotal] = []
    /// The path of the user's own XML schema, against which XML files are validated too.
    package var xmlSchema: String?
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

    /// The same entity with every field marked as personal.
    package var allPersonal: EntitySchema {
        var schema = self
        for index in schema.fields.indices { schema.fields[index].isPersonal = true }
        return schema
    }

    /// The field of that name, compared without case.
    package func field(named name: String) -> Field? {
        indexes[name.foldedName].map { fields[$0] }
    }

    /// The one field by which people and the other system know the record, besides its id.
    package var businessKey: String? { alternateKeys.first(where: { $0.count == 1 })?.first }

    /// True for the two fields of a record of Sales that stay known when it has passed.
    package func remembers(_ field: String) -> Bool {
        [businessKey, primaryKey.first].contains { $0?.isSameName(as: field) == true }
    }

    /// True when `other` is the name, the label or an alias, compared without case.
    package func isNamed(_ other: String) -> Bool {
        name.isSameName(as: other) || label.isSameName(as: other)
            || aliases.contains { $0.isSameName(as: other) }
    }
}

/// Fields whose values are those of a record's key in another table, or in the same one.
package struct ForeignKey: Sendable, Equatable {
    package var fields: [String]
    /// The entity of the same system that the values point to; nil for the entity itself.
    package var resource: String?
    /// Its fields, one for each of `fields`.
    package var resourceFields: [String]
    /// The record pointed to is the header of which this one is a line.
    package var isHeader = false

    package init(
        fields: [String], resource: String?, resourceFields: [String], isHeader: Bool = false
    ) {
        self.fields = fields
        self.resource = resource
        self.resourceFields = resourceFields
        self.isHeader = isHeader
    }
}

/// A field of a header that is the sum of a field of its lines.
package struct LineTotal: Sendable, Equatable {
    /// The header's field.
    package var field: String
    /// The entity of the lines.
    package var lines: String
    /// Their field.
    package var lineField: String
    /// The fields of the lines that point to the header; empty where only one foreign key does.
    package var by: [String]

    package init(field: String, lines: String, lineField: String, by: [String] = []) {
        self.field = field
        self.lines = lines
        self.lineField = lineField
        self.by = by
    }

    /// The foreign key of the lines by which they belong to their header; nil where none is, or
    /// more than one.
    package func foreignKey(of lines: EntitySchema, to header: EntitySchema) -> ForeignKey? {
        let found = lines.foreignKeys.filter { key in
            key.resource.map(header.isNamed) ?? lines.isNamed(header.name)
                && (by.isEmpty || key.isOn(by))
        }
        return found.count == 1 ? found[0] : nil
    }
}

extension ForeignKey {
    /// True when it is made of those fields.
    package func isOn(_ names: [String]) -> Bool {
        names.count == fields.count && zip(names, fields).allSatisfy { $0.isSameName(as: $1) }
    }
}

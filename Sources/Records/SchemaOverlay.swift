/// What a source knows of some fields of an entity that another source describes: `CREATE TABLE`
/// texts and tables of lengths know how long a text may be, and not what the entity is called.
package struct SchemaOverlay: Sendable, Equatable {
    /// The entity or the table, as the source spells it.
    package var entity: String
    /// Where the source speaks of it.
    package var file: String
    package var line: Int
    package var fields: [FieldFacets]
    /// The fields of the primary key; empty where the source names none.
    package var primaryKey: [String] = []
    /// The fields of every other key.
    package var uniqueKeys: [[String]] = []

    package init(entity: String, file: String, line: Int, fields: [FieldFacets] = []) {
        self.entity = entity
        self.file = file
        self.line = line
        self.fields = fields
    }
}

/// What is known of one field; nil is not known.
package struct FieldFacets: Sendable, Equatable {
    package var name: String
    package var line: Int
    package var type: FieldType?
    package var maxLength: Int?
    package var precision: Int?
    package var scale: Int?
    package var isRequired: Bool?

    package init(name: String, line: Int) {
        self.name = name
        self.line = line
    }
}

extension SchemaOverlay {
    /// True for the table or entity of that name, and for the staging table that F&O makes for the
    /// entity: `CustCustomerV3Staging` for `CustCustomerV3Entity`.
    package func isAbout(_ schema: EntitySchema) -> Bool {
        if schema.isNamed(entity) { return true }
        guard let stem = entity.droppingEnd("staging") else { return false }
        return schema.isNamed(stem) || schema.isNamed(stem + "Entity")
    }

    /// Brings what is known into the fields of the schema, and returns the names that it has not.
    ///
    /// A type is taken only where the schema knows no more than that it is a text, and whole numbers
    /// not even there in F&O: an enum is a number in its database and a symbol in its files.
    package func apply(to schema: inout EntitySchema) -> [String] {
        var unknown: [String] = []
        for facets in fields {
            guard
                let index = schema.fields.firstIndex(where: { $0.name.isSameName(as: facets.name) })
            else {
                unknown.append(facets.name)
                continue
            }
            facets.apply(to: &schema.fields[index])
        }
        return unknown
    }
}

extension FieldFacets {
    fileprivate func apply(to field: inout Field) {
        if let type, field.isPlainText { take(type, for: &field) }
        switch field.type {
        case .string, .option: if let maxLength { field.maxLength = maxLength }
        case .decimal, .integer:
            if let precision { field.precision = precision }
            if let scale, field.type == .decimal { field.scale = scale }
        default: break
        }
        if let isRequired { field.isRequired = isRequired }
    }

    private func take(_ type: FieldType, for field: inout Field) {
        switch type {
        case .integer where field.isOfFinOps: break
        case .boolean where field.isOfFinOps:
            field.type = .boolean(whenTrue: "Yes", whenFalse: "No")
        default: field.type = type
        }
    }
}

extension Field {
    /// Nothing but a text: no source has said what it holds.
    fileprivate var isPlainText: Bool {
        type == .string && textFormat == nil && pattern == nil && allowed.isEmpty
    }
}

extension String {
    /// The text without that end, compared without case; nil where it ends otherwise or is no more.
    fileprivate func droppingEnd(_ end: String) -> String? {
        guard utf8.count > end.utf8.count, foldedName.hasSuffix(end) else { return nil }
        return String(decoding: utf8.dropLast(end.utf8.count), as: UTF8.self)
    }
}

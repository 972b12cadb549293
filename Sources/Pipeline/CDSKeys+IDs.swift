import Mapping
import Records

/// A row that brings an id of Sales to CDS as it is.
struct CopiedID {
    var template: String
    /// Such as `templates/vehicles/template.json:24`.
    var place: String
    var source: String
    var destination: String
    /// Describes the entity of CDS.
    var schema: EntitySchema
}

/// A field of a source that is no id of Sales.
struct SourceNumber {
    var field: String
    var isOfSales: Bool
}

extension CDSKeys {
    /// What to do about a record that waits for one whose number is to be `text`, which is an id; nil
    /// where it is none, or may be one.
    func remedy(forID text: String, of reference: ForeignKey, to target: EntitySchema) -> String? {
        guard text.asIdentifier.isGUID,
            let index = reference.fields.firstIndex(of: reference.mainField),
            let number = number(filling: reference.resourceFields[index], of: target)
        else { return nil }
        return
            "That is an id, and CDS \(target.label) has its number from '\(number.field)': no such record "
            + "comes. Give the field of the source \"p2c:lookup\" in its schema, and let the template read "
            + "the number behind it, as 'FIELD.\(number.field)'; or write the number"
    }
}

extension Leg {
    /// The rows that copy lookups of Sales.
    func copiedIDs(
        of source: EntitySchema, to schema: EntitySchema, by template: String
    ) -> [CopiedID] {
        guard source.environment == .sales else { return [] }
        return enabledMappings.compactMap { row in
            guard row.valueTransforms.isEmpty,
                let field = row.sourceField.flatMap({ source.field(named: $0) }),
                field.lookup != nil
            else { return nil }
            return CopiedID(
                template: template, place: row.place.fileAndLine, source: field.name,
                destination: row.destinationField, schema: schema)
        }
    }

    /// Which field of the source fills which one of CDS, by the latter's folded name, where it is no id.
    func numbers(of source: EntitySchema) -> [String: SourceNumber] {
        let rows = enabledMappings.compactMap { row -> (String, SourceNumber)? in
            guard let field = row.sourceField.flatMap({ source.field(named: $0) }),
                !field.isID(in: source)
            else { return nil }
            let isOfSales = source.environment == .sales
            return (
                row.destinationField.foldedName,
                SourceNumber(field: field.name, isOfSales: isOfSales)
            )
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }
}

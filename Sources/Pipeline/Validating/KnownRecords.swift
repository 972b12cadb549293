import Mapping
import Records
import Store

/// The records that a workspace knows beside the files of a command: those in its Common Data Store,
/// those of Sales whose ids it learnt, and the references of its settings.
///
/// The store holds records under the names that CDS has for them. A field of another system is the
/// CDS field that a template maps it to, or from, as it is.
final class KnownRecords {
    private let configuration: Configuration
    private let store: StoredKeys

    init(_ configuration: Configuration, store: StoredKeys) {
        self.configuration = configuration
        self.store = store
    }

    /// Whether it can be said which records of the entity there are.
    func knows(_ schema: EntitySchema, fields: [String]) throws -> Bool {
        if place(of: schema, fields: fields) != nil || !references(schema, fields).isEmpty {
            return true
        }
        return try areIDs(fields, of: schema) && store.knowsIDs(of: schema.name)
    }

    /// True for the field that holds the id of a record of Sales.
    private func areIDs(_ fields: [String], of schema: EntitySchema) -> Bool {
        schema.environment == .sales && fields.count == 1
            && fields.map(\.foldedName) == schema.primaryKey.map(\.foldedName)
            && schema.field(named: fields[0])?.type == .guid
    }

    /// Notes the keys of all of them.
    func note(_ schema: EntitySchema, fields: [String], in keys: TargetKeys) throws {
        if let place = place(of: schema, fields: fields) {
            try noteStored(place, schema: schema, fields: fields, in: keys)
        }
        if areIDs(fields, of: schema) {
            try store.visitIDs(of: schema.name, field: fields[0]) { batch in
                try keys.note(fields, of: batch, company: nil)
            }
        }
        let ids = references(schema, fields)
        guard !ids.isEmpty else { return }
        var batch = RecordBatch(columns: [Column(name: fields[0], cells: [])])
        for id in ids {
            batch.columns[0].cells.append(batch.append(id.utf8.map(\.asciiLowercased)))
            batch.positions.append(RecordPosition(byte: 0, line: 0))
        }
        try keys.note(fields, of: batch, company: nil)
    }

    /// The ids that the settings' references name, without braces.
    private func references(_ schema: EntitySchema, _ fields: [String]) -> [String] {
        guard schema.environment == .sales, fields.map(\.foldedName) == [schema.name + "id"] else {
            return []
        }
        return configuration.references.filter { $0.table.isSameName(as: schema.name) }.map {
            String($0.id.drop { $0 == "{" }.prefix { $0 != "}" })
        }
    }

    private struct Place {
        var entity: EntitySchema
        var fields: [String]
        var organization: String?
    }

    private func noteStored(
        _ place: Place, schema: EntitySchema, fields: [String], in keys: TargetKeys
    ) throws {
        let company = schema.companyField
        let organization = company == nil ? nil : place.organization
        let columns = place.fields + [organization].compactMap(\.self)
        let present = try store.fieldNames(of: place.entity.name)
        let hasOrganization = organization.map { name in
            present.contains { $0.isSameName(as: name) }
        }
        try store.visit(
            place.entity.name, fields: hasOrganization == false ? place.fields : columns
        ) { batch in
            var batch = batch
            for (index, name) in fields.enumerated() { batch.columns[index].name = name }
            if let company, batch.columns.count > fields.count {
                self.nameCompanies(in: &batch, column: fields.count, company)
            }
            try keys.note(fields, of: batch, company: company)
        }
    }

    /// Puts the legal entity of each organization in its place.
    private func nameCompanies(in batch: inout RecordBatch, column: Int, _ name: String) {
        batch.columns[column].name = name
        for row in 0..<batch.rowCount {
            let text = batch.text(of: batch.columns[column].cells[row]) ?? ""
            let match = configuration.organizations.first {
                $0.cdsOrganization.isSameName(as: text)
            }
            let cell = match.map { batch.append($0.legalEntity.utf8) }
            batch.columns[column].cells[row] = cell ?? .null
        }
    }

    /// Where the store has these fields of the entity.
    private func place(of schema: EntitySchema, fields: [String]) -> Place? {
        if schema.environment == .cds { return Place(entity: schema, fields: fields) }
        for leg in configuration.templates.flatMap({ $0.template.tasks.flatMap(\.legs) }) {
            let isSource = leg.destination.environment == .cds && leg.source.isOf(schema)
            let isDestination = leg.source.environment == .cds && leg.destination.isOf(schema)
            guard isSource || isDestination else { continue }
            let other = isSource ? leg.destination : leg.source
            let mapped = fields.compactMap { leg.partner(of: $0, isSource: isSource) }
            guard mapped.count == fields.count,
                let entity = configuration.schemas.schema(.cds, named: other.entity)
            else { continue }
            let organization = entity.primaryKey.first {
                $0.hasSuffix("Organization_OrganizationId")
            }
            return Place(entity: entity, fields: mapped, organization: organization)
        }
        return nil
    }
}

extension EntityReference {
    fileprivate func isOf(_ schema: EntitySchema) -> Bool {
        environment == schema.environment && schema.isNamed(entity)
    }
}

extension Leg {
    /// The field on the other side that always has the same value.
    fileprivate func partner(of field: String, isSource: Bool) -> String? {
        for mapping in fieldMappings where mapping.isEnabled && mapping.valueTransforms.isEmpty {
            guard let source = mapping.sourceField else { continue }
            if isSource && source.isSameName(as: field) { return mapping.destinationField }
            if !isSource && mapping.destinationField.isSameName(as: field) { return source }
        }
        return nil
    }
}

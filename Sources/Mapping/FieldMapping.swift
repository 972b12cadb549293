import JSON5
import Records

/// One row of a leg: which source field fills which destination field, and through what.
package struct FieldMapping: Sendable {
    /// Nil when the value is computed or comes from a Default alone. A lookup is written `X.key`.
    package var sourceField: String?
    package var destinationField: String
    /// What is computed for the destination, in the place of a source field.
    package var expression: ValueExpression?
    /// Applied in order.
    package var valueTransforms: [ValueTransform]
    package var provenance: Provenance?
    package var note: String?
    /// A disabled row is kept in the file for people and does nothing.
    package var isEnabled: Bool
    /// A project of the settings changes what it makes.
    var isOverridden = false
    package var place: DocumentPlace

    package init(
        _ sourceField: String?, _ destinationField: String,
        _ valueTransforms: [ValueTransform] = [], provenance: Provenance? = nil,
        note: String? = nil, isEnabled: Bool = true, expression: ValueExpression? = nil,
        place: DocumentPlace = .ofTemplate
    ) {
        self.expression = expression
        self.sourceField = sourceField
        self.destinationField = destinationField
        self.valueTransforms = valueTransforms
        self.provenance = provenance
        self.note = note
        self.isEnabled = isEnabled
        self.place = place
    }
}

extension FieldMapping {
    /// The fields of the source that the value is made from.
    package var sourceFields: [String] {
        expression?.fieldNames ?? sourceField.map { [$0] } ?? []
    }
}

/// What a value goes through on its way.
package enum ValueTransform: Sendable, Equatable {
    /// Fills in where the value is blank: absent, null, empty or white space.
    case `default`(String)
    case valueMap(ValueMap)
    /// Cuts a text to the length that the destination field takes.
    case truncate
    /// Brings the name or code of a country or region into one form.
    case countryRegionCode(CountryRegionCode)
}

/// How it is known that a mapping is as Microsoft's template has it: a letter, and words if wanted.
package struct Provenance: RawRepresentable, Sendable, Equatable {
    package var rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    /// The letter spelled out, any other text as it is.
    package var words: String {
        switch rawValue {
        case "D": "documented in text"
        case "P": "documented on a screenshot"
        case "p": "names on a screenshot, pairing inferred"
        case "C": "composed from two documented legs"
        case "W": "from the dual-write map of the same entities"
        case "R": "reconstructed from field names"
        default: rawValue
        }
    }
}

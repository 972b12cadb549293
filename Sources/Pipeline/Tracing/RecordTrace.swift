import Records

/// Where the values of one record come from, or went: for people.
package struct RecordTrace: Sendable {
    /// One field of one system on the way of a value, and how it was filled.
    package struct Station: Sendable, Equatable {
        package var environment: Environment
        package var field: String
        package var value: FieldValue
        /// What filled the field, in words; empty where the file did.
        package var rule: String
        /// How it is known that the rule is Microsoft's, in words; empty where nobody says.
        package var provenance: String
    }

    /// A field of the destination.
    package struct Value: Sendable, Equatable {
        package var field: String
        /// As the delivered package has it; nil where there is no package to look into.
        package var delivered: FieldValue?
        /// From the destination back to the source; several of a system where a value is made of
        /// several fields.
        package var stations: [Station]

        /// What the templates make of the record as they are.
        package var value: FieldValue { stations.first?.value ?? .absent }
        /// The package has another value than the templates as they are would make.
        package var differs: Bool { delivered.map { $0 != value } ?? false }
    }

    /// The run that brought a value which CDS has, and the record's number in that run's file.
    struct Origin {
        var run: RunID
        var file: String
        var number: Int
    }

    /// A record of CDS that the record went through.
    package struct Stored: Sendable {
        package var entity: String
        package var key: String
        /// The run that changed it last, and the record's number in that run's file.
        package var run: RunID
        package var number: Int
    }

    package var run: Int
    package var started: String
    /// The file as it was dropped, and where it lies.
    package var source: String
    package var archived: String
    /// The file inside, where it is a package.
    package var file: String
    package var number: Int
    package var line: Int
    package var byte: Int
    package var sourceEntity: String
    package var sourceKey: String
    package var template: String
    package var task: String
    package var destinationEntity: String
    package var destinationKey: String
    package var stored: Stored?
    /// What became of the record in that run, in words.
    package var fate: String
    /// The run may have delivered it, as far as is known.
    var isOfDelivery: Bool
    /// The issues of the record, by the templates and schemas as they are.
    package var issues: [String]
    package var values: [Value]
    /// Templates, schemas or settings are others than when the run converted.
    package var isOtherConfiguration: Bool
}

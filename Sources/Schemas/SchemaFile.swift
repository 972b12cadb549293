import JSON5
import Records

/// One file of `schemas/`: Table Schema 2.0 as JSON with a few keys of our own, whose names begin
/// with `p2c:`. https://datapackage.org/standard/table-schema/
struct SchemaFile {
    struct FieldEntry {
        var place: DocumentPlace
        var name: String
        var title: String?
        var type: String?
        var format: String?
        var constraints: Constraints
        var categories: [Category]
        var trueValues: [String]
        var falseValues: [String]
        var scale: Int?
        var lookup: [String]?
        var migrationType: String?
        var missingValues: [String]?
        var decimalChar: String?
        var groupChar: String?
        var bareNumber: Bool?
        var precision: Int?
        var isPersonal: Bool
        var isReadOnly: Bool
        var currency: String?
        var source: String?
    }

    struct Constraints {
        var isRequired = false
        var isUnique = false
        var maxLength: Int?
        var minLength: Int?
        var pattern: String?
        var minimum: String?
        var maximum: String?
        var exclusiveMinimum: String?
        var exclusiveMaximum: String?
        var allowed: [String] = []
    }

    struct Category {
        var place: DocumentPlace
        var value: String
        var label: String?
        var number: Int?
    }

    var place: DocumentPlace
    var name: String
    var title: String?
    var environment: String
    var aliases: [String]
    var primaryKey: [String]
    var missingValues: [String]?
    var fields: [FieldEntry]
    var relations: RelationEntries
    /// Sentences about what is no error and can hardly be meant so.
    private(set) var remarks: [String] = []
    /// The keys of the file, for their lines.
    private let object: ObjectReader<SchemaError>
}

private typealias Reader = ObjectReader<SchemaError>

extension SchemaFile {
    /// Reads an entity schema out of the bytes of a file; JSON5 is accepted.
    static func parse(_ bytes: [UInt8], file: String) throws(SchemaError) -> EntitySchema {
        try read(bytes, file: file).schema()
    }

    /// Reads the file without a look at what its parts mean together.
    static func read(
        _ bytes: [UInt8], file: String, layers: [(path: String, bytes: [UInt8])] = []
    ) throws(SchemaError) -> SchemaFile {
        var value = try json(bytes, file: file)
        var names = [file]
        var remarks: [String] = []
        var changed: [String: DocumentPlace] = [:]
        for layer in layers {
            let upper = try json(layer.bytes, file: layer.path)
            remarks += SchemaLayers.remarks(on: upper, at: layer.path, over: value)
            changed.merge(SchemaLayers.places(in: upper, at: layer.path)) { $1 }
            value = SchemaLayers.merge(value, upper)
            names.append(layer.path)
        }
        let place = DocumentPlace(file: names.joined(separator: " with "))
        var read = try SchemaFile(value, at: place, changed: changed)
        read.remarks = remarks
        return read
    }

    /// The value that a JSON text is, or where it is none.
    static func json(_ bytes: [UInt8], file: String) throws(SchemaError) -> JSON5Value {
        if let place = JSON5Parser.placeOfOtherEncoding(in: bytes) {
            throw SchemaError(
                at: DocumentPlace(file: file, line: place.line),
                what: "At column \(place.column), this is not a text in UTF-8",
                remedy: "Save the file in that encoding")
        }
        do throws(JSON5Error) {
            return try JSON5Parser.value(of: bytes)
        } catch {
            throw SchemaError(
                at: DocumentPlace(file: file, line: error.line),
                what: "At column \(error.column), \(error.detail)",
                remedy: "Correct it; JSON with comments and trailing commas is right")
        }
    }

    /// `changed` are the places of the fields that a layer changes or adds, by their folded names.
    private init(
        _ value: JSON5Value, at place: DocumentPlace, changed: [String: DocumentPlace]
    ) throws(SchemaError) {
        let object = try Reader(
            value, at: place,
            knowing: [
                "$schema", "name", "title", "description", "p2c:environment", "p2c:aliases",
                "fieldsMatch", "missingValues", "primaryKey", "p2c:alternateKeys", "fields",
                "uniqueKeys", "foreignKeys", "p2c:totals", "p2c:imported",
            ])
        var errors = SchemaErrorList()
        let fields = try object.list("fields").compactMap { (value, place) in
            errors.trying { () throws(SchemaError) in
                try FieldEntry(value, at: value.fieldName.flatMap { changed[$0] } ?? place)
            }
        }
        self.place = place
        name = try object.text("name")
        title = try object.optionalText("title")
        environment = try object.text("p2c:environment")
        aliases = try object.optionalTexts("p2c:aliases") ?? []
        primaryKey = try object.optionalTexts("primaryKey") ?? []
        missingValues = try object.optionalTexts("missingValues")
        self.fields = fields
        relations =
            errors.trying { () throws(SchemaError) in try RelationEntries(in: object) } ?? .init()
        self.object = object
        try errors.throwAll()
    }

    /// All that the entity is called, with the lines.
    var names: [(name: String, place: DocumentPlace)] {
        let own = [("name", name), ("title", title ?? name)] + aliases.map { ("p2c:aliases", $0) }
        return own.map { ($1, place(ofKey: $0)) }
    }

    /// The line of one of the keys of the file.
    func place(ofKey key: String) -> DocumentPlace {
        DocumentPlace(file: place.file, line: object.memberPlace(key).line)
    }
}

extension SchemaFile.FieldEntry {
    fileprivate init(_ value: JSON5Value, at place: DocumentPlace) throws(SchemaError) {
        if let key = SchemaFile.Constraints.keys.first(where: { value[$0] != nil }) {
            throw SchemaError(
                at: place.member(key, line: value[key]?.line),
                what: "\(key) stands in the field itself",
                remedy: "Write it into its constraints: \"constraints\": { \"\(key)\": … }")
        }
        if let removed = value["p2c:removed"] {
            throw SchemaError(
                at: place.member("p2c:removed", line: removed.line),
                what: "p2c:removed takes a field away only in an overlay, where its value is true",
                remedy: "Write \"p2c:removed\": true, without quotes; or take the key out")
        }
        let object = try Reader(
            value, at: place,
            knowing: [
                "name", "title", "description", "example", "type", "format", "constraints",
                "categories", "categoriesOrdered", "trueValues", "falseValues", "p2c:scale",
                "p2c:lookup", "p2c:migrationType", "p2c:format", "p2c:readOnly", "p2c:source",
                "p2c:precision", "p2c:personal", "p2c:longest", "missingValues", "decimalChar",
                "groupChar", "bareNumber", "p2c:currency",
            ])
        var categories: [SchemaFile.Category] = []
        for (value, place) in try object.optionalList("categories") ?? [] {
            categories.append(try SchemaFile.Category(value, at: place))
        }
        self.place = place
        name = try object.text("name")
        title = try object.optionalText("title")
        type = try object.optionalText("type")
        format = try object.optionalText("format")
        constraints = try SchemaFile.Constraints(in: object)
        self.categories = categories
        trueValues = try object.optionalTexts("trueValues") ?? []
        falseValues = try object.optionalTexts("falseValues") ?? []
        scale = try object.optionalNumber("p2c:scale")
        lookup = try object.optionalTexts("p2c:lookup")
        migrationType = try object.optionalText("p2c:migrationType")
        missingValues = try object.optionalTexts("missingValues")
        decimalChar = try object.optionalText("decimalChar")
        groupChar = try object.optionalText("groupChar")
        bareNumber = try object.optionalFlag("bareNumber")
        precision = try object.optionalNumber("p2c:precision")
        isPersonal = try object.optionalFlag("p2c:personal") ?? false
        isReadOnly = try object.optionalFlag("p2c:readOnly") ?? false
        currency = try object.optionalText("p2c:currency")
        source = try object.optionalText("p2c:source")
    }
}

extension SchemaFile.Constraints {
    fileprivate static let keys = [
        "required", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "enum", "unique",
    ]

    /// A constraint that nobody would check is an unknown key: who wrote it relies on it.
    fileprivate init(in field: ObjectReader<SchemaError>) throws(SchemaError) {
        guard
            let object = try field.optionalObject(
                "constraints", knowing: Self.keys)
        else { return }
        isRequired = try object.optionalFlag("required") ?? false
        isUnique = try object.optionalFlag("unique") ?? false
        maxLength = try object.optionalNumber("maxLength")
        minLength = try object.optionalNumber("minLength")
        pattern = try object.optionalText("pattern")
        minimum = try object.optionalScalar("minimum")
        maximum = try object.optionalScalar("maximum")
        exclusiveMinimum = try object.optionalScalar("exclusiveMinimum")
        exclusiveMaximum = try object.optionalScalar("exclusiveMaximum")
        allowed = try object.optionalTexts("enum") ?? []
    }
}

extension SchemaFile.Category {
    fileprivate init(_ value: JSON5Value, at place: DocumentPlace) throws(SchemaError) {
        let object = try Reader(
            value, at: place, knowing: ["value", "label", "p2c:number"])
        self.place = place
        self.value = try object.required("value", try object.optionalScalar("value"))
        label = try object.optionalText("label")
        number = try object.optionalNumber("p2c:number")
    }
}

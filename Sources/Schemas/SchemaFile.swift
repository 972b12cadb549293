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
    }

    struct Constraints {
        var isRequired = false
        var maxLength: Int?
        var minimum: String?
        var maximum: String?
        var allowed: [String] = []
    }

    struct Category {
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
}

private typealias Reader = ObjectReader<SchemaError>

extension SchemaFile {
    /// Reads an entity schema out of the bytes of a file; JSON5 is accepted.
    static func parse(_ bytes: [UInt8], file: String) throws(SchemaError) -> EntitySchema {
        let place = DocumentPlace(file: file)
        let value: JSON5Value
        do throws(JSON5Error) {
            value = try JSON5Parser.value(of: bytes)
        } catch {
            throw SchemaError(
                at: DocumentPlace(file: file, line: error.line),
                what: "At column \(error.column), \(error.detail)",
                remedy: "Correct it; JSON with comments and trailing commas is right")
        }
        return try SchemaFile(value, at: place).schema()
    }

    private init(_ value: JSON5Value, at place: DocumentPlace) throws(SchemaError) {
        let object = try Reader(
            value, at: place,
            knowing: [
                "$schema", "name", "title", "description", "p2c:environment", "p2c:aliases",
                "fieldsMatch", "missingValues", "primaryKey", "p2c:alternateKeys", "fields",
            ])
        var fields: [FieldEntry] = []
        for (value, place) in try object.list("fields") {
            fields.append(try FieldEntry(value, at: place))
        }
        self.place = place
        name = try object.text("name")
        title = try object.optionalText("title")
        environment = try object.text("p2c:environment")
        aliases = try object.optionalTexts("p2c:aliases") ?? []
        primaryKey = try object.optionalTexts("primaryKey") ?? []
        missingValues = try object.optionalTexts("missingValues")
        self.fields = fields
    }
}

extension SchemaFile.FieldEntry {
    fileprivate init(_ value: JSON5Value, at place: DocumentPlace) throws(SchemaError) {
        let object = try Reader(
            value, at: place,
            knowing: [
                "name", "title", "description", "example", "type", "format", "constraints",
                "categories", "categoriesOrdered", "trueValues", "falseValues", "p2c:scale",
                "p2c:lookup", "p2c:migrationType", "p2c:format", "p2c:readOnly", "p2c:source",
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
    }
}

extension SchemaFile.Constraints {
    /// A constraint that nobody would check is an unknown key: who wrote it relies on it.
    fileprivate init(in field: ObjectReader<SchemaError>) throws(SchemaError) {
        guard
            let object = try field.optionalObject(
                "constraints", knowing: ["required", "maxLength", "minimum", "maximum", "enum"])
        else { return }
        isRequired = try object.optionalFlag("required") ?? false
        maxLength = try object.optionalNumber("maxLength")
        minimum = try object.optionalScalar("minimum")
        maximum = try object.optionalScalar("maximum")
        allowed = try object.optionalTexts("enum") ?? []
    }
}

extension SchemaFile.Category {
    fileprivate init(_ value: JSON5Value, at place: DocumentPlace) throws(SchemaError) {
        let object = try Reader(
            value, at: place, knowing: ["value", "label", "p2c:number"])
        self.value = try object.required("value", try object.optionalScalar("value"))
        label = try object.optionalText("label")
        number = try object.optionalNumber("p2c:number")
    }
}

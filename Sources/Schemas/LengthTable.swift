import JSON5
import Records

/// A table of `entity,field,length`, with columns for type, digits and what is required where people
/// have them: what a developer exports who can read lengths from the system.
package struct LengthTable {
    private enum Meaning {
        case entity, field, length, type, scale, precision, required
    }

    private let file: String
    private let meanings: [Meaning?]
    private var overlays: [SchemaOverlay] = []
    /// The overlays' places by their entities, and the fields' lines by both.
    private var places: [String: Int] = [:]
    private var lines: [String: Int] = [:]

    /// Nil for a header without an entity, a field and something known of it.
    package init?(header: [String], file: String) {
        self.file = file
        meanings = header.map { Self.meaning(of: $0) }
        let known = meanings.compactMap { $0 }
        guard known.contains(.entity), known.contains(.field),
            known.contains(where: { $0 != .entity && $0 != .field })
        else { return nil }
    }

    /// The overlays of the rows so far, in the order of their first rows.
    package var reading: SchemaReading { SchemaReading(overlays: overlays) }

    private static func meaning(of name: String) -> Meaning? {
        let letters = name.foldedName.filter { $0.isLetter }
        return switch letters {
        case "entity", "entityname", "table", "tablename": .entity
        case "field", "fieldname", "column", "columnname", "attribute": .field
        case "length", "maxlength", "maximumlength", "stringsize", "size",
            "charactermaximumlength":
            .length
        case "type", "datatype", "fieldtype": .type
        case "scale", "decimals", "numericscale": .scale
        case "precision", "digits", "numericprecision": .precision
        case "required", "mandatory", "isrequired", "ismandatory": .required
        default: nil
        }
    }

    /// Notes a row: a value of each column of the header, nil where it has none.
    package mutating func take(_ values: [String?], line: Int) throws(SchemaError) {
        var cells: [Meaning: String] = [:]
        for (meaning, value) in zip(meanings, values) {
            guard let meaning, let value, value.utf8.contains(where: { $0 > 0x20 }) else {
                continue
            }
            cells[meaning] = value
        }
        if cells.isEmpty { return }
        guard let entity = cells[.entity], let name = cells[.field] else {
            let missing = cells[.entity] == nil ? "entity" : "field"
            throw error("The row names no \(missing)", line)
        }
        let place = places[entity.foldedName] ?? overlays.count
        if place == overlays.count {
            places[entity.foldedName] = place
            overlays.append(SchemaOverlay(entity: entity, file: file, line: line))
        }
        let facets = try facets(of: cells, name: name, line: line)
        let key = "\(place) \(name.foldedName)"
        if let known = lines.updateValue(line, forKey: key) {
            throw error("\(entity).\(name) stands in line \(known) too", line)
        }
        overlays[place].fields.append(facets)
    }

    private func facets(
        of cells: [Meaning: String], name: String, line: Int
    ) throws(SchemaError) -> FieldFacets {
        var facets = FieldFacets(name: name, line: line)
        if let type = cells[.type] {
            facets = SQLTableReader.facets(ofType: type, name: name, line: line) ?? facets
        }
        if let length = cells[.length], let number = try number(length, "length", line) {
            // A text without a limit is 0 in X++ and -1 in databases.
            facets.maxLength = number > 0 ? number : nil
        }
        if let scale = cells[.scale] { facets.scale = try number(scale, "scale", line) }
        if let digits = cells[.precision] {
            facets.precision = try number(digits, "precision", line)
        }
        if let text = cells[.required] { facets.isRequired = try flag(text, line) }
        return facets
    }

    private func number(
        _ text: String, _ what: String, _ line: Int
    ) throws(SchemaError) -> Int? {
        if text.isSameName(as: "max") || text.isSameName(as: "null") { return nil }
        guard let number = Int(text), number >= -1, what == "length" || number >= 0 else {
            throw error("The \(what) \"\(text)\" is no whole number", line)
        }
        return number
    }

    private func flag(_ text: String, _ line: Int) throws(SchemaError) -> Bool {
        switch text.foldedName {
        case "yes", "true", "1", "y", "x": return true
        case "no", "false", "0", "n": return false
        default: throw error("Whether it is required is \"\(text)\" and not yes or no", line)
        }
    }

    private func error(_ what: String, _ line: Int) -> SchemaError {
        SchemaError(
            at: DocumentPlace(file: file, line: line), what: what,
            remedy: "Correct the row, or take it out")
    }
}

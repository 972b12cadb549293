import Foundation
import Records

/// Describes tables that lie beside it as CSV files in UTF-8 with a header line, as a `model.json`.
struct CDMModelWriter {
    static let fileName = "model.json"

    /// How each table's file is written.
    static let dialect: Dialect = {
        var dialect = Dialect()
        dialect.header = .line(1)
        return dialect
    }()

    private struct Model: Encodable {
        var name = "cdm"
        var version = "1.0"
        var entities: [Table] = []
    }

    private struct Table: Encodable {
        struct Attribute: Encodable {
            var name: String
        }

        struct Partition: Encodable {
            var location: String
            var fileFormatSettings = ["columnHeaders": true]
        }

        enum CodingKeys: String, CodingKey {
            case type = "$type"
            case name, attributes, partitions
        }

        var type = "LocalEntity"
        var name: String
        var attributes: [Attribute]
        var partitions: [Partition]
    }

    private var model = Model()

    var isEmpty: Bool { model.entities.isEmpty }

    mutating func add(_ name: String, columns: [String], file: String) {
        // A location is a part of a URL.
        let location = file.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? file
        model.entities.append(
            Table(
                name: name, attributes: columns.map { .init(name: $0) },
                partitions: [.init(location: location)]))
    }

    /// The file's content.
    func json() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(model) else {
            preconditionFailure("A model of texts can be encoded")
        }
        return [UInt8](data)
    }
}

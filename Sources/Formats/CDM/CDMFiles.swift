import FoundationEssentials
import JSON5
import Records

/// `model.json`, as dataflows and Synapse Link write it. Only what matters here is decoded.
struct CDMModelFile: Decodable {
    struct Entity: Decodable {
        var type: String?
        var name: String
        var attributes: [Attribute]?
        var partitions: [Partition]?

        enum CodingKeys: String, CodingKey {
            case type = "$type"
            case name, attributes, partitions
        }
    }

    struct Attribute: Decodable {
        var name: String
    }

    struct Partition: Decodable {
        var location: String?
        var fileFormatSettings: CDMFormatSettings?
        var traits: [CDMTrait]?

        enum CodingKeys: String, CodingKey {
            case location, fileFormatSettings
            case traits = "cdm:traits"
        }
    }

    var entities: [Entity]?
}

/// A `*.manifest.cdm.json`, as Export to Data Lake and the newer tools write it.
struct CDMManifestFile: Decodable {
    struct Entity: Decodable {
        var type: String?
        var entityName: String
        var entityPath: String?
        var entitySchema: String?
        var dataPartitions: [Partition]?
        var dataPartitionPatterns: [Pattern]?
        var incrementalPartitions: [Partition]?
        var incrementalPartitionPatterns: [Pattern]?
    }

    struct Partition: Decodable {
        var location: String?
        var exhibitsTraits: [CDMTrait]?
    }

    struct Pattern: Decodable {
        var rootLocation: String?
        var globPattern: String?
        var regularExpression: String?
        var exhibitsTraits: [CDMTrait]?
    }

    struct SubManifest: Decodable {
        var definition: String?
    }

    var entities: [Entity]?
    var subManifests: [SubManifest]?
}

/// A `*.cdm.json` with the columns of one or more entities.
struct CDMEntityFile: Decodable {
    struct Definition: Decodable {
        var entityName: String?
        var hasAttributes: [Attribute]?
        var extendsEntity: CDMReference?
    }

    var definitions: [Definition]?

    /// An attribute, a group of them, or something that other documents would have to explain.
    indirect enum Attribute: Decodable {
        case named(String)
        case group([Attribute])
        case unresolved

        private enum CodingKeys: String, CodingKey { case name, entity, attributeGroupReference }

        private struct Group: Decodable {
            var members: [Attribute]?
        }

        init(from decoder: any Decoder) throws {
            guard let values = try? decoder.container(keyedBy: CodingKeys.self) else {
                self = .unresolved
                return
            }
            if let group = try? values.decode(Group.self, forKey: .attributeGroupReference) {
                self = group.members.map { .group($0) } ?? .unresolved
            } else if !values.contains(.entity), !values.contains(.attributeGroupReference),
                let name = try? values.decode(String.self, forKey: .name)
            {
                self = .named(name)
            } else {
                self = .unresolved
            }
        }

        /// The names in order; nil when one is not there.
        var names: [String]? {
            switch self {
            case .named(let name): return [name]
            case .unresolved: return nil
            case .group(let members):
                var names: [String] = []
                for member in members {
                    guard let inner = member.names else { return nil }
                    names += inner
                }
                return names
            }
        }
    }
}

/// A reference to another object: its name, or an object that names it.
struct CDMReference: Decodable {
    var name: String?

    private enum CodingKeys: String, CodingKey { case entityReference }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            name = text
        } else if let values = try? decoder.container(keyedBy: CodingKeys.self) {
            name = try? values.decode(String.self, forKey: .entityReference)
        }
    }
}

/// A trait with its arguments: a name alone, or an object.
struct CDMTrait: Decodable {
    struct Argument: Decodable {
        var name: String?
        var value: CDMText?

        private enum CodingKeys: String, CodingKey { case name, value }

        init(from decoder: any Decoder) throws {
            guard let values = try? decoder.container(keyedBy: CodingKeys.self) else { return }
            name = try? values.decode(String.self, forKey: .name)
            value = try? values.decode(CDMText.self, forKey: .value)
        }
    }

    var traitReference: String?
    var arguments: [Argument]?

    private enum CodingKeys: String, CodingKey { case traitReference, arguments }

    init(from decoder: any Decoder) throws {
        guard let values = try? decoder.container(keyedBy: CodingKeys.self) else {
            traitReference = try? decoder.singleValueContainer().decode(String.self)
            return
        }
        traitReference = try? values.decode(String.self, forKey: .traitReference)
        arguments = try? values.decode([Argument].self, forKey: .arguments)
    }
}

/// A text, or a truth value or number that is taken as one: writers differ.
struct CDMText: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let flag = try? value.decode(Bool.self) {
            text = flag ? "true" : "false"
        } else if let number = try? value.decode(Int.self) {
            text = "\(number)"
        } else {
            text = try value.decode(String.self)
        }
    }
}

extension Decodable {
    /// Reads a JSON document of a CDM folder; comments are allowed, as in Microsoft's own.
    static func readCDM(_ source: any ByteSource, file: String) throws(FormatError) -> Self {
        let text = try DecodedText(source, declared: .utf8, file: file)
        let bytes = try text.bytes.readMore(after: [], upTo: CDMLimits.documentBytes)
        func unreadable(_ detail: String) -> FormatError {
            FormatError(Issue(.cdmDescription, detail, file: file))
        }
        guard bytes.count < CDMLimits.documentBytes else {
            throw unreadable("It is larger than \(CDMLimits.documentBytes) bytes")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw unreadable("It is not encoded in UTF-8")
        }
        do {
            let json = try JSON5Parser.value(of: bytes).plainJSON
            return try JSONDecoder().decode(Self.self, from: Data(json))
        } catch let error as DecodingError {
            throw unreadable(error.place)
        } catch let error as JSON5Error {
            throw unreadable("Line \(error.line), column \(error.column): \(error.detail)")
        } catch {
            throw unreadable("It is no JSON document")
        }
    }
}

enum CDMLimits {
    /// The largest description; a table of a thousand columns takes some 300 kB.
    static let documentBytes = 64 << 20
    /// The most manifests that lead to each other.
    static let manifests = 1_000
    /// The most that looking for files by patterns may cost: a few seconds.
    static let effort = 100_000_000
}

extension DecodingError {
    /// Where in the document what is wrong, without its values.
    fileprivate var place: String {
        func path(_ context: Context) -> String {
            context.codingPath.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }
                .joined(separator: "/")
        }
        switch self {
        case .keyNotFound(let key, let context):
            let place = path(context)
            return "\(key.stringValue) is missing" + (place.isEmpty ? "" : " in \(place)")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(path(context)) has a value of another kind than it should"
        default: return "It is no JSON document, or not whole"
        }
    }
}

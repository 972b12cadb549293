import Foundation
import Testing

/// The document of `p2c validate --json`, as a program of somebody else would read it.
struct ValidationJSON: Decodable {
    struct File: Decodable {
        var verdict: String
        var complete: Bool
        var counts: Counts
        var entities: [Entity]
        var groups: [Group]
        var issues: [Issue]
    }

    struct Counts: Decodable, Equatable {
        var records: Int
        var invalidRecords: Int
        var errors: Int
        var warnings: Int
    }

    struct Entity: Decodable { var schema: String? }

    struct Group: Decodable {
        var code: String
        var count: Int
        var microsoftCodes: [String]?
    }

    struct Issue: Decodable {
        var code: String
        var microsoftCodes: [String]?
        var record: Int?
        var line: Int?
        var value: String?
        var detail: String
    }

    var version: Int
    var verdict: String
    var files: [File]

    init(_ run: ProgramRun) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(run.output.utf8))
    }
}

/// What tests look at in a SARIF log.
struct SARIFLog: Decodable {
    struct Run: Decodable {
        var tool: Tool
        var results: [Result]
    }
    struct Tool: Decodable { var driver: Driver }
    struct Driver: Decodable { var rules: [Rule] }
    struct Rule: Decodable { var id: String }
    struct Result: Decodable {
        var ruleId: String
        var ruleIndex: Int
        var locations: [Location]
        var partialFingerprints: [String: String]
    }
    struct Location: Decodable {
        var physicalLocation: PhysicalLocation
        var logicalLocations: [LogicalLocation]?
    }
    struct PhysicalLocation: Decodable {
        var artifactLocation: ArtifactLocation
        var region: Region?
    }
    struct ArtifactLocation: Decodable { var uri: String }
    struct Region: Decodable {
        var startLine: Int?
        var byteOffset: Int?
    }
    struct LogicalLocation: Decodable { var fullyQualifiedName: String }

    var runs: [Run]
}

/// The part of the JSON Schema of SARIF 2.1.0 that p2c's logs touch, by hand: which keys an object
/// must have, which others it may have, and what stands in them. There is no other key, because the
/// schema allows none.
enum SARIFRules {
    private indirect enum Shape: Sendable {
        case text
        /// One of these.
        case word([String])
        /// A whole number from this one on.
        case number(from: Int)
        case flag
        case list(Shape)
        /// Any keys, all of one shape.
        case map(Shape)
        /// Any keys with anything in them.
        case bag
        case object(must: [String: Shape], may: [String: Shape])
    }

    private static let message = Shape.object(must: ["text": .text], may: ["markdown": .text])

    private static let rule = Shape.object(
        must: ["id": .text],
        may: [
            "shortDescription": message, "fullDescription": message, "help": message,
            "defaultConfiguration": .object(
                must: [:], may: ["level": .word(["none", "note", "warning", "error"])]),
            "properties": .bag,
        ])

    private static let region = Shape.object(
        must: [:],
        may: [
            "startLine": .number(from: 1), "startColumn": .number(from: 1),
            "byteOffset": .number(from: -1),
        ])

    private static let location = Shape.object(
        must: [:],
        may: [
            "physicalLocation": .object(
                must: ["artifactLocation": .object(must: [:], may: ["uri": .text])],
                may: ["region": region]),
            "logicalLocations": .list(
                .object(
                    must: [:], may: ["name": .text, "fullyQualifiedName": .text, "kind": .text])),
        ])

    private static let result = Shape.object(
        must: ["message": message],
        may: [
            "ruleId": .text, "ruleIndex": .number(from: -1),
            "level": .word(["none", "note", "warning", "error"]), "locations": .list(location),
            "partialFingerprints": .map(.text), "properties": .bag,
        ])

    private static let run = Shape.object(
        must: [
            "tool": .object(
                must: [
                    "driver": .object(
                        must: ["name": .text], may: ["version": .text, "rules": .list(rule)])
                ], may: [:])
        ],
        may: [
            "invocations": .list(.object(must: ["executionSuccessful": .flag], may: [:])),
            "results": .list(result),
        ])

    private static let log = Shape.object(
        must: ["version": .word(["2.1.0"]), "runs": .list(run)], may: ["$schema": .text])

    /// What in the log breaks a rule, each with its place.
    static func faults(in log: Any) -> [String] { faults(in: log, Self.log, at: "$") }

    private static func faults(in value: Any, _ shape: Shape, at place: String) -> [String] {
        func fault(_ isRight: Bool) -> [String] { isRight ? [] : ["\(place): \(value)"] }
        switch shape {
        case .text: return fault(value is String)
        case .word(let words): return fault((value as? String).map(words.contains) ?? false)
        case .number(let least): return fault((value as? Int).map { $0 >= least } ?? false)
        case .flag: return fault(value is Bool)
        case .bag: return fault(value is [String: Any])
        case .list(let inner):
            guard let list = value as? [Any] else { return fault(false) }
            return list.enumerated().flatMap {
                faults(in: $1, inner, at: "\(place)[\($0)]")
            }
        case .map(let inner):
            guard let map = value as? [String: Any] else { return fault(false) }
            return map.flatMap { faults(in: $1, inner, at: "\(place).\($0)") }
        case .object(let must, let may):
            guard let object = value as? [String: Any] else { return fault(false) }
            let missing = must.keys.filter { object[$0] == nil }.map { "\(place) lacks \($0)" }
            return missing
                + object.flatMap { key, value in
                    guard let shape = must[key] ?? may[key] else {
                        return ["\(place) has the key \(key)"]
                    }
                    return faults(in: value, shape, at: "\(place).\(key)")
                }
        }
    }
}

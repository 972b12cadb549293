import FoundationEssentials
import Records
import Testing

@testable import Mapping

private let reference =
    #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")
    + "/../shared/reference/cdm/dualwrite-maps/maps-2021-09.json"

/// Every map of a release of dual-write, brought from what is known of it into the form of its file.
@Suite(
    .enabled(
        if: FileManager.default.fileExists(atPath: reference),
        "What is known of the maps is not beside the project"))
struct `Maps of dual-write` {
    @Test(arguments: ["", "reversed: true,"])
    func `are read in both directions`(line: String) throws {
        let facts = try JSONDecoder().decode(
            DualWriteFacts.self, from: Data(contentsOf: URL(filePath: reference)))
        #expect(facts.maps.count == 19)
        for map in facts.maps {
            let file = try JSONEncoder().encode(DualWriteMapFile(map))
            let text = Array("{\(line)".utf8) + file.dropFirst()
            do throws(MappingError) {
                let template = try Template(json5: text, file: map.displayName)
                #expect(template.tasks[0].legs[0].fieldMappings.count == map.legs[0].fields.count)
            } catch {
                #expect(error.all.map(\.message) == [], "\(map.displayName)")
            }
        }
    }
}

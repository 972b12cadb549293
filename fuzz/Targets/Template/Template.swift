import Fuzzing
import Records

@testable import Mapping
@testable import Schemas

/// Reads a template, and the same text as a schema file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = FuzzInput(start, count).rest
    do throws(MappingError) {
        var template = try Template(json5: text, file: "template.json")
        template.fillIntegrationKeys { _ in nil }
        _ = template.problems { _ in nil }
    } catch {
        require(!error.all.isEmpty, "It says something")
    }
    _ = try? SchemaCatalogue(files: [("schemas/finops/x.json", text)])
    return 0
}

import Fuzzing

@testable import SettingsFile

/// Reads the settings of a workspace.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do throws(UsageError) {
        _ = try Settings.parse(FuzzInput(start, count).rest, file: "p2c.json")
    } catch {
        require(error.description.hasPrefix("p2c.json"), "It names the file")
    }
    return 0
}

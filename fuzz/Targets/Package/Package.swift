import Formats
import Fuzzing

/// Opens a package of whatever kind and reads it: an archive of the input's parts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    readPackage(zipOfParts(FuzzInput(start, count)), name: "a.zip")
    return 0
}

import Formats
import Fuzzing

/// Opens an Excel workbook and reads its sheets: an archive of the input's parts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    readPackage(zipOfParts(FuzzInput(start, count)), name: "a.xlsx")
    return 0
}

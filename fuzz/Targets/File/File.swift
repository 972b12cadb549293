import Fuzzing

/// Opens a loose file of whatever kind, and reads it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = FuzzInput(start, count)
    let name = input.pick([
        "a.csv", "a.xml", "a.zip", "a.txt", "a.gz", "a.csv.gz", "model.json", "a.dat", "a",
    ])
    readPackage(input.rest, name: name)
    return 0
}

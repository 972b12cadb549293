import Formats
import Fuzzing
import Records

@testable import Formats

/// Reads an XML file at two cuts, which must agree.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = FuzzInput(start, count)
    let sizes = [input.byte(), input.byte() * 4]
    let chunk = input.byte() + 1
    let text = input.rest
    let whole = read(text, sizes: [text.count], chunk: 64 << 10)
    let cut = read(text, sizes: sizes, chunk: chunk)
    require(whole.rows == cut.rows, "Cuts change nothing: \(whole) \(cut)")
    require((whole.failure == nil) == (cut.failure == nil), "Cuts refuse nothing: \(whole) \(cut)")
    return 0
}

private func read(_ text: [UInt8], sizes: [Int], chunk: Int) -> ReadRecords {
    ReadRecords { () throws(FormatError) in
        try XMLRecordReader(
            file: "a.xml", entityNames: [], limits: .small, chunkBytes: chunk
        ) { UnevenBytes(text, sizes: sizes) }
    }
}

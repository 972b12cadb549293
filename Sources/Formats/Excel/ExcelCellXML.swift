import Records

/// Cells of texts as F&O writes them: each with its text inside, none shared.
enum ExcelCellXML {
    /// Excel's own limit, in UTF-16 units.
    static let textLimit = 32_767

    /// Appends what follows a cell's reference up to its end.
    static func appendText(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        output += " t=\"inlineStr\"><is><t".utf8
        if isBlank(text.first) || isBlank(text.last) { output += " xml:space=\"preserve\"".utf8 }
        output.append(UInt8(ascii: ">"))
        if ExcelEscapes.mayNeedEncoding(text) {
            var encoded: [UInt8] = []
            ExcelEscapes.appendEncoded(text, to: &encoded)
            encoded.withUnsafeBufferPointer { appendEscaped($0, to: &output) }
        } else {
            appendEscaped(text, to: &output)
        }
        output += "</t></is></c>".utf8
    }

    /// The cells of a row that could not be read, without references, one a column: an error stays
    /// an error, so that it is seen where it was.
    static func rawRow(_ row: [Cell], of bytes: [UInt8], errors: [Int]) -> [UInt8] {
        let errors = Set(errors)
        var output: [UInt8] = []
        bytes.withUnsafeBufferPointer { bytes in
            for (place, cell) in row.enumerated() {
                let text = UnsafeBufferPointer(rebasing: bytes[cell.range])
                output += "<c".utf8
                if errors.contains(place) {
                    output += " t=\"e\"><v>".utf8
                    appendEscaped(text, to: &output)
                    output += "</v></c>".utf8
                } else if cell.isText {
                    appendText(text, to: &output)
                } else {
                    output += "/>".utf8
                }
            }
        }
        return output
    }

    private static func appendEscaped(
        _ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
    ) {
        let isWritten = XMLEscaping.append(text, at: .element, to: &output)
        precondition(isWritten, "What XML cannot carry was escaped before.")
    }

    private static func isBlank(_ byte: UInt8?) -> Bool {
        byte.map { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A } ?? false
    }
}

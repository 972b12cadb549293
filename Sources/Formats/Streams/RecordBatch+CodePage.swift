import Records

extension RecordBatch {
    /// The values of the rows that a text in that encoding cannot hold, each with the first character
    /// that is lacking. Encodings of Unicode hold all.
    package func unwritable(in encoding: TextEncoding, rows: [Int]) -> [RowIssue] {
        guard case .named = encoding.canonical, var converter = encoding.makeEncoder() else {
            return []
        }
        var issues: [RowIssue] = []
        for column in columns {
            for row in rows {
                let value = bytes[column.cells[row].range]
                guard value.contains(where: { $0 >= 0x80 }),
                    let place = value.withUnsafeBytes({ converter.firstLacking(in: $0) })
                else { continue }
                let detail = value[(value.startIndex + place)...].withUnsafeBytes {
                    encoding.lackDetail($0)
                }
                issues.append(
                    RowIssue(
                        row: row, field: column.name, code: .characterNotInCodePage, detail: detail)
                )
            }
        }
        return issues
    }
}

extension TextConverter {
    /// Where the first character begins that the encoding lacks; nil when it has all.
    fileprivate mutating func firstLacking(in text: UnsafeRawBufferPointer) -> Int? {
        withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { output in
            var used = 0
            defer { _ = finish(into: output) }
            while used < text.count {
                let step = convert(UnsafeRawBufferPointer(rebasing: text[used...]), into: output)
                used += step.consumed
                if step.end == .invalid { return used }
                if step.end == .inputUsed { break }
            }
            return nil
        }
    }
}

extension TextEncoding {
    /// Says that the encoding lacks the first character of a text in UTF-8.
    func lackDetail(_ text: UnsafeRawBufferPointer) -> String {
        guard let (scalar, _) = decodeUTF8(text) else {
            preconditionFailure("What is written is well-formed UTF-8")
        }
        let code = String(scalar.value, radix: 16, uppercase: true)
        let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
        return "\(displayName) has no character “\(scalar)” (U+\(digits))"
    }
}

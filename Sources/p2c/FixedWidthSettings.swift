import Formats
import Records

extension Settings.Format {
    /// The layout of a fixed width format; says which key is wrong.
    func fixedWidthLayout(_ place: String) throws(UsageError) -> FixedWidthLayout {
        guard let layout else {
            throw UsageError("\(place).layout is missing. Write the columns with their lengths")
        }
        let columns = layout.map {
            FixedWidthLayout.Column(name: $0.name, length: $0.length, start: $0.start)
        }
        let lineEnd = try lineEnd(place)
        var result: FixedWidthLayout
        do throws(FixedWidthProblem) {
            result = try FixedWidthLayout(
                columns, recordLength: recordLength, lineEnd: lineEnd)
        } catch {
            throw UsageError("\(place).\(error.key) \(error.text)")
        }
        if header != nil { result.header = try headerLine("\(place).header") }
        var text = Dialect()
        try setEncoding(of: &text, "\(place).codePage")
        result.encoding = text.encoding
        result.hasByteOrderMark = byteOrderMark ?? false
        if let files {
            guard let pattern = FileNamePattern(files) else {
                throw UsageError(
                    "\(place).files is \"\(files)\". Write a file's name, with * and ? for what "
                        + "varies"
                )
            }
            result.files = pattern
        }
        return result
    }

    /// A key that the type does not know would otherwise be ignored every night.
    func checkKeys(_ place: String) throws(UsageError) {
        let isFixed = type.isSameName(as: "fixed-width")
        let ownKeys = [
            ("layout", layout != nil), ("recordLength", recordLength != nil),
            ("files", files != nil),
        ]
        let others = [
            ("delimiter", delimiter != nil), ("qualifier", qualifier != nil),
            ("escape", escape != nil), ("columns", columns != nil), ("strict", strict != nil),
            ("sheet", sheet != nil),
        ]
        guard let key = (isFixed ? others : ownKeys).first(where: \.1)?.0 else { return }
        throw UsageError("\(place).\(key) is not for files of the type \"\(type)\"")
    }
}

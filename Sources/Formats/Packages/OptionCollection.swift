import Records

/// Several options as one value: `7,9` in records, `[-1,7,9,-1]` in the files of the Configuration
/// Migration tool, which puts marks at both ends.
enum OptionCollection {
    private static let start = Array("[-1,".utf8)
    private static let end = Array(",-1]".utf8)
    /// The tool's form of a collection without options.
    private static let empty = Array("[-1,-1]".utf8)

    /// The part of the value between the marks; null where there is no option, and the whole value
    /// where it has another form.
    static func options(of cell: Cell, in bytes: [UInt8]) -> Cell {
        let value = bytes[cell.range]
        if value.isEmpty || value.elementsEqual(empty) || value.elementsEqual("[]".utf8) {
            return .null
        }
        guard value.count >= start.count + end.count, value.starts(with: start),
            value.suffix(end.count).elementsEqual(end)
        else { return cell }
        return Cell(
            offset: Int(cell.offset) + start.count, count: cell.count - start.count - end.count)
    }

    /// The value between marks, unless it has them.
    static func marked(_ options: ArraySlice<UInt8>) -> [UInt8] {
        options.first == UInt8(ascii: "[") ? Array(options) : start + options + end
    }
}

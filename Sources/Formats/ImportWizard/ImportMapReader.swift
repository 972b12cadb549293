import Records

/// Gives the columns of another reader the names of a data map, leaves out those that it ignores,
/// and replaces values by the options that it names.
final class ImportMapReader: RecordReader {
    private let reader: any RecordReader
    private let map: ImportMap.Entity
    private let keepsOthers: Bool
    private var outputs: [Output]?

    /// A column that comes out.
    private struct Output {
        var source: Int
        var name: String
        var options: FoldedTable?
        /// The options' values in the target.
        var targets: [[UInt8]] = []

        init(source: Int, name: String) {
            self.source = source
            self.name = name
        }

        init(_ column: ImportMap.Column, at index: Int) {
            self.init(source: index, name: column.recordName)
            guard !column.options.isEmpty else { return }
            options = FoldedTable(column.options.enumerated().map { ($1.source, $0) })
            targets = column.options.map { Array($0.target.utf8) }
        }
    }

    /// `keepsOthers` says whether columns that the map does not name come out as they are.
    init(_ reader: any RecordReader, map: ImportMap.Entity, keepsOthers: Bool) {
        self.reader = reader
        self.map = map
        self.keepsOthers = keepsOthers
    }

    func next() throws(FormatError) -> RecordBatch? {
        guard var batch = try reader.next() else { return nil }
        let outputs = outputs ?? makeOutputs(batch.columns.map(\.name))
        self.outputs = outputs
        let given = batch.columns
        batch.columns = []
        for output in outputs {
            let cells = given[output.source].cells
            let made = output.options.map {
                Self.replacing(cells, by: $0, output.targets, bytes: &batch.bytes)
            }
            batch.columns.append(Column(name: output.name, cells: made ?? cells))
        }
        return batch
    }

    func takeWarnings() -> [Issue] { reader.takeWarnings() }

    private func makeOutputs(_ names: [String]) -> [Output] {
        names.indices.flatMap { index -> [Output] in
            let name = Self.withoutQuotes(names[index])
            let maps = map.columns.filter { Self.withoutQuotes($0.source).isSameName(as: name) }
            if maps.isEmpty, keepsOthers {
                return [Output(source: index, name: names[index])]
            }
            return maps.filter { !$0.isIgnored }.map { Output($0, at: index) }
        }
    }

    /// Readers of headers leave out the blanks and quotes around a name; maps have them.
    private static func withoutQuotes(_ name: String) -> String {
        func isAround(_ character: Character) -> Bool {
            character.isWhitespace || character == "\"" || character == "\u{FEFF}"
        }
        let start = name.drop(while: isAround)
        guard let end = start.lastIndex(where: { !isAround($0) }) else { return "" }
        return String(start[...end])
    }

    private static func replacing(
        _ cells: [Cell], by options: FoldedTable, _ targets: [[UInt8]], bytes: inout [UInt8]
    ) -> [Cell] {
        let places = targets.map { target in
            bytes += target
            return Cell(offset: bytes.count - target.count, count: target.count)
        }
        return bytes.withUnsafeBufferPointer { bytes in
            cells.map { cell in
                guard cell.isText else { return cell }
                let text = UnsafeBufferPointer(rebasing: bytes[cell.range])
                return options.value(of: text).map { places[$0] } ?? cell
            }
        }
    }
}

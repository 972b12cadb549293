import Records

/// Writes records as JSON lines: one object a record, its fields in the order of the columns.
///
/// Values are strings as the file has them, since no type is guessed; null is `null`, and an absent
/// field is left out. Records of several entities may follow each other, each with its own columns.
package final class JSONLinesWriter: RecordWriter {
    private let sink: any ByteSink
    private var keys = JSONKeys([])
    private var block = RowBlock(width: 0)
    private var buffer: JSONBuffer

    package init(_ sink: any ByteSink, bufferSize: Int = 256 << 10) {
        self.sink = sink
        buffer = JSONBuffer(size: bufferSize)
    }

    package func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError) {
        if !keys.isMade(of: batch.columns) {
            keys = JSONKeys(batch.columns.map(\.name))
            block = RowBlock(width: batch.columns.count)
        }
        var start = 0
        while start < rows.count {
            let end = min(start + block.rowsAtOnce, rows.count)
            block.fill(batch, rows[start..<end])
            try writeBlock(batch.bytes, records: end - start)
            start = end
        }
    }

    package func finish() throws(FormatError) {
        try flush()
        try sink.finish()
    }

    private func writeBlock(_ bytes: [UInt8], records: Int) throws(FormatError) {
        var written = 0
        while written < records {
            let outcome = block.cells.withUnsafeBufferPointer { cells in
                bytes.withUnsafeBufferPointer { bytes in
                    buffer.append(cells, written..<records, keys: keys, of: bytes)
                }
            }
            written += outcome.records
            if written < records {
                try flush()
                buffer.grow(to: outcome.roomWanted)
            }
        }
    }

    private func flush() throws(FormatError) {
        var failure: FormatError?
        buffer.withBytes { bytes in
            do throws(FormatError) { try sink.write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        buffer.removeAll()
    }
}

/// The names of the columns as they stand before each value: `"name":`.
struct JSONKeys {
    private let names: [String]
    /// One behind the other.
    private(set) var bytes: [UInt8] = []
    /// Where each begins, and where the last ends.
    private(set) var bounds = [0]

    init(_ names: [String]) {
        self.names = names
        for name in names {
            bytes.append(UInt8(ascii: "\""))
            for byte in name.utf8 { bytes += Self.escaped(byte) }
            bytes += "\":".utf8
            bounds.append(bytes.count)
        }
    }

    var count: Int { names.count }

    /// Compares bytes: texts that only look the same are other names.
    func isMade(of columns: [Column]) -> Bool {
        columns.count == names.count
            && zip(columns, names).allSatisfy { $0.name.utf8.elementsEqual($1.utf8) }
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        JSONBuffer.needsEscape(byte) ? JSONBuffer.escape(byte) : [byte]
    }
}

import Formats
import Records

/// The ids that records get in Sales: version-5 GUIDs of company, table and business key, so that the
/// same record has the same id in every delivery and every import updates instead of adding.
struct RecordIdentity {
    /// The namespace of one company's records.
    private let namespace: [UInt8]

    /// The URL namespace of RFC 9562, Appendix A.
    private static let urlNamespace: [UInt8] = [
        0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30,
        0xC8,
    ]

    init(legalEntity: String) {
        let guid = versionFiveGUID(
            namespace: Self.urlNamespace,
            name: "https://p2c.example/sales/\(legalEntity.uppercased())")
        namespace = Self.bytes(of: guid)
    }

    /// The id of the record with that key; keys that differ in case or trailing spaces are one.
    func id(table: String, key: String) -> String {
        var folded = key.foldedName
        while folded.last == " " { folded.removeLast() }
        return versionFiveGUID(namespace: namespace, name: "\(table):\(folded)")
    }

    private static func bytes(of guid: String) -> [UInt8] {
        let digits = guid.utf8.filter { $0 != UInt8(ascii: "-") }.map { byte in
            byte.isDigit ? byte - UInt8(ascii: "0") : byte - UInt8(ascii: "a") + 10
        }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

/// Puts the id column before the columns of each batch.
final class IdentifiedRecords: RecordWriter {
    private let writer: any RecordWriter
    private let identity: RecordIdentity
    private let table: String
    private let idField: String
    private let keyColumns: [Int]

    init(
        _ writer: any RecordWriter, identity: RecordIdentity, table: String, idField: String,
        keyColumns: [Int]
    ) {
        self.writer = writer
        self.identity = identity
        self.table = table
        self.idField = idField
        self.keyColumns = keyColumns
    }

    func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError) {
        var identified = batch
        var ids = [Cell](repeating: .absent, count: batch.rowCount)
        for row in rows {
            let key = keyColumns.map { batch.text(of: batch.columns[$0].cells[row]) ?? "" }
            let id = identity.id(table: table, key: key.joined(separator: "\u{1F}"))
            ids[row] = identified.append(id.utf8)
        }
        identified.columns.insert(Column(name: idField, cells: ids), at: 0)
        try writer.write(identified, rows: rows)
    }

    func finish() throws(FormatError) { try writer.finish() }
}

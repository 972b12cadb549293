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
        versionFiveGUID(
            namespace: namespace, name: "\(table):\(key.withoutTrailingSpaces.foldedName)")
    }

    private static func bytes(of guid: String) -> [UInt8] {
        let digits = guid.utf8.filter { $0 != UInt8(ascii: "-") }.map { byte in
            byte.isDigit ? byte - UInt8(ascii: "0") : byte - UInt8(ascii: "a") + 10
        }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

/// Gives the records of a table of Sales their ids: the one that the references list for the key, else the
/// one that Sales is known to have for it, as lookups find them or as a record said that was set aside;
/// else one that is made of company, table and key.
struct RecordIDs {
    let identity: RecordIdentity
    /// Nil where nothing is remembered.
    let registry: KeyRegistry?

    /// The batch with the id column before its columns. Ids that are listed or made are learnt, for
    /// lookups of packages to come.
    func identified(_ batch: RecordBatch, rows: [Int], plan: TaskPlan) throws -> RecordBatch {
        guard let idField = plan.destination.primaryKey.first else {
            preconditionFailure("The plan of a package for Sales was refused without an id field")
        }
        let columns = plan.destinationKey.map { key in
            guard let column = batch.columnIndex(named: key) else {
                preconditionFailure("Every part of the key has a column: \(key)")
            }
            return column
        }
        let names = plan.destination.nameField.flatMap { batch.columnIndex(named: $0) }
        var identified = batch
        var ids = [Cell](repeating: .absent, count: batch.rowCount)
        for row in rows {
            let key = columns.map { batch.text(of: batch.columns[$0].cells[row]) ?? "" }
            let name = names.flatMap { batch.text(of: batch.columns[$0].cells[row]) }
            ids[row] = identified.append(try id(of: key, name: name, plan: plan).utf8)
        }
        identified.columns.insert(Column(name: idField, cells: ids), at: 0)
        return identified
    }

    private func id(of key: [String], name: String?, plan: TaskPlan) throws -> String {
        let table = plan.destination.name
        let listed = plan.listed?.id(ofKey: key[0])
        let made = identity.id(table: table, key: key.joined(separator: "\u{1F}"))
        guard let registry, key.count == 1,
            plan.destination.businessKey.map({ plan.destinationKey == [$0] }) == true
        else { return listed ?? made }
        if listed == nil, let known = try registry.record(ofTable: table, withKey: key[0]) {
            return known.id
        }
        let aside = listed == nil ? try registry.asideID(ofTable: table, withKey: key[0]) : nil
        let id = listed ?? aside ?? made
        try registry.learn(.init(entity: table, id: id.asIdentifier, key: key[0], name: name))
        return id
    }
}

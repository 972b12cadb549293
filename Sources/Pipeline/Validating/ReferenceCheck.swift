import Formats
import Records
import Store

/// The references of all files of a command, in bounded memory and one pass: a reference whose record
/// came before it is settled at once; the others are put aside and looked at again when all files are
/// read, because the record may follow later or in another file. Keys are held as fingerprints and
/// move to disk when they are many, as do the references put aside.
///
/// References to an entity that no file holds are not looked at, so that nothing is collected for
/// them. A reference with a blank part points to nothing.
final class ReferenceCheck {
    private let schemas: [EntitySchema]
    private let known: KnownRecords?
    private let keysInMemory: Int
    private var given: Set<String> = []
    private var targets: [String: TargetKeys] = [:]
    /// For each entity the keys that references point to.
    private var targetFields: [String: [(fields: [String], keys: TargetKeys)]] = [:]
    private(set) var rules: [ReferenceRule] = []
    private var rulesOfSchema: [String: [Int]] = [:]

    init(schemas: [EntitySchema], known: KnownRecords?, keysInMemory: Int) {
        self.schemas = schemas
        self.known = known
        self.keysInMemory = keysInMemory
    }

    /// Says that records of these entities are in the files. Called before any record is read that
    /// may refer to them.
    func give(_ added: [EntitySchema]) throws {
        let unknown = added.filter { given.insert($0.id).inserted }
        guard !unknown.isEmpty else { return }
        // What a target is compared with is decided anew, with the keys that are known already.
        rulesOfSchema = [:]
        for id in given.sorted() {
            if let schema = schemas.first(where: { $0.id == id }) { try compile(schema) }
        }
    }

    private func compile(_ schema: EntitySchema) throws {
        var groups: [(fields: [String], keys: [ForeignKey])] = []
        for key in schema.foreignKeys {
            if let index = groups.firstIndex(where: { key.isOn($0.fields) }) {
                groups[index].keys.append(key)
            } else {
                groups.append((key.fields, [key]))
            }
        }
        for group in groups {
            // Sets of targets are kept as the bits of a number.
            let targets = try group.keys.prefix(60).compactMap { try target(of: $0, in: schema) }
            guard targets.contains(where: \.isGiven) else { continue }
            let lookup =
                group.fields.count == 1 ? schema.field(named: group.fields[0])?.lookup : nil
            rulesOfSchema[schema.id, default: []].append(rules.count)
            rules.append(
                ReferenceRule(
                    fields: group.fields, targets: targets,
                    isPolymorphic: (lookup?.targets.count ?? 0) > 1,
                    isHeader: group.keys.contains(where: \.isHeader)))
        }
    }

    private func target(
        of key: ForeignKey, in schema: EntitySchema
    ) throws -> ReferenceRule.Target? {
        let found =
            key.resource.map { name in
                schemas.first { $0.environment == schema.environment && $0.isNamed(name) }
            } ?? schema
        guard let found else { return nil }
        let isKnown = try known?.knows(found, fields: key.resourceFields) ?? false
        let isGiven = isKnown || given.contains(found.id)
        return ReferenceRule.Target(
            schema: found, fields: key.resourceFields, isGiven: isGiven,
            keys: try keys(of: found, fields: key.resourceFields, isGiven: isGiven),
            isID: key.resourceFields.count == 1
                && found.field(named: key.resourceFields[0])?.type == .guid)
    }

    private func keys(
        of schema: EntitySchema, fields: [String], isGiven: Bool
    ) throws -> TargetKeys {
        let id = ([schema.id] + fields.map(\.foldedName)).joined(separator: "\u{1F}")
        if let keys = targets[id] { return keys }
        let keys = TargetKeys(keysInMemory: keysInMemory)
        guard isGiven else { return keys }
        targets[id] = keys
        targetFields[schema.id, default: []].append((fields, keys))
        try known?.note(schema, fields: fields, in: keys)
        return keys
    }

    /// Notes the keys of a batch that references may point to.
    func noteKeys(of batch: RecordBatch, _ schema: EntitySchema) throws(StoreError) {
        for (fields, keys) in targetFields[schema.id] ?? [] {
            try keys.note(fields, of: batch, company: schema.companyField)
        }
    }

    /// Tells of the references of a batch whose records are not known so far: the rule, the row, the
    /// key, and the targets that it may be in.
    func visitUnsettled(
        in batch: RecordBatch, _ schema: EntitySchema,
        _ body: (_ rule: Int, _ row: Int, _ key: KeyText, _ candidates: [Int]) throws -> Void
    ) throws {
        for number in rulesOfSchema[schema.id] ?? [] {
            let rule = rules[number]
            let columns = rule.fields.compactMap { batch.columnIndex(named: $0) }
            guard columns.count == rule.fields.count else { continue }
            let tables = TableColumn(rule, of: batch)
            var text = KeyText(columns: rule.fields, of: batch, company: schema.companyField)
            for row in 0..<batch.rowCount {
                text.read(row, of: batch)
                guard text.isComplete else { continue }
                var candidates = tables.candidates(in: row, of: batch)
                if !Self.isID(batch.columns[columns[0]].cells[row], in: batch) {
                    candidates.removeAll { rule.targets[$0].isID }
                }
                if candidates.isEmpty { continue }
                let isKnown = try rule.holds(
                    text.bytes, companyCount: text.companyCount, among: candidates)
                if !isKnown { try body(number, row, text, candidates) }
            }
        }
    }

    /// Whether the text has the form of a GUID; the checker made it canonical.
    private static func isID(_ cell: Cell, in batch: RecordBatch) -> Bool {
        guard cell.count == 36 else { return false }
        let text = batch.bytes[cell.range]
        let start = text.startIndex
        return [8, 13, 18, 23].allSatisfy { text[start + $0] == UInt8(ascii: "-") }
    }
}

/// The column in which a Configuration Migration file names the table that a lookup points to.
private struct TableColumn {
    private let rule: ReferenceRule
    private let column: Int?
    private let withoutTable: [Int]
    /// By table, for the few there are.
    private let byTarget: [(name: [UInt8], candidates: [Int])]

    init(_ rule: ReferenceRule, of batch: RecordBatch) {
        self.rule = rule
        column =
            rule.fields.count == 1
            ? batch.columnIndex(named: rule.fields[0] + ".lookupentity") : nil
        withoutTable = rule.candidates(table: nil)
        byTarget = rule.targets.map {
            (Array($0.schema.name.utf8), rule.candidates(table: $0.schema.name))
        }
    }

    func candidates(in row: Int, of batch: RecordBatch) -> [Int] {
        guard let column else { return withoutTable }
        let cell = batch.columns[column].cells[row]
        guard cell.count > 0 else { return withoutTable }
        let table = batch.bytes[cell.range]
        return byTarget.first { $0.name.elementsEqual(table) }?.candidates ?? []
    }
}

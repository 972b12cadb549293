import Records
import Schemas
import Store

/// What the registry is told by the records that come from Sales.
extension KeyRegistry {
    /// What a batch told.
    struct Learnt {
        /// How many of its records have an id and a key.
        var count = 0
        /// The field by which people know its records.
        var field: String?
        /// The rows that told something new.
        fileprivate var records: [LearntRow] = []
    }

    fileprivate struct LearntRow {
        var row: Int
        var record: CommonDataStore.LearntRecord
        /// The key that the record had before, and how people read it, where that is another one.
        var former: (key: String, words: String)?
    }

    /// Learns the ids and keys of records from Sales. Of a table without a business key these are those
    /// by which the task knows its records.
    func learn(
        _ batch: RecordBatch, of schema: EntitySchema, keys sourceKeys: SourceKeys? = nil,
        fates: [RowFate]
    ) throws -> Learnt {
        guard schema.environment == .sales,
            let ids = schema.primaryKey.first.flatMap({ batch.columnIndex(named: $0) })
        else { return Learnt() }
        try bringBack(RowFate.keptRows(of: fates), of: batch, ids: ids, schema)
        guard let key = schema.businessKey else {
            return try sourceKeys.map {
                try learn(batch, ids: ids, of: schema, keys: $0, fates: fates)
            } ?? Learnt()
        }
        guard let keys = batch.columnIndex(named: key) else { return Learnt() }
        let names = schema.nameField.flatMap { batch.columnIndex(named: $0) }
        let rows = RowFate.keptRows(of: fates)
        let new = try store.unlearnt(
            rows, of: batch, in: .init(id: ids, key: keys, name: names), entity: schema.name,
            company: company)
        var learnt = Learnt(count: rows.count - new.count, field: key)
        for row in new {
            guard let id = batch.text(of: batch.columns[ids].cells[row])?.asIdentifier,
                id.isGUID, let key = batch.text(of: batch.columns[keys].cells[row]), !key.isEmpty
            else { continue }
            let name = names.flatMap { batch.text(of: batch.columns[$0].cells[row]) }
            let record = try store.replace(
                with: .init(entity: schema.name, id: id, key: key, name: name), company: company)
            let before = record.before.flatMap {
                $0.entity.isSameName(as: schema.name) ? $0.key : nil
            }
            let former = before.flatMap { $0.isSameName(as: record.record.key) ? nil : ($0, $0) }
            learnt.records.append(LearntRow(row: row, record: record, former: former))
            learnt.count += 1
        }
        return learnt
    }

    private func learn(
        _ batch: RecordBatch, ids: Int, of schema: EntitySchema, keys: SourceKeys,
        fates: [RowFate]
    ) throws -> Learnt {
        var learnt = Learnt()
        learnt.field = keys.parts.first.map { batch.columns[$0.column].name }
        if keys.parts.contains(where: { $0.column == ids }) { return learnt }
        for row in RowFate.keptRows(of: fates) {
            guard let id = batch.text(of: batch.columns[ids].cells[row])?.asIdentifier,
                id.isGUID, let key = keys.spelledText(of: row, in: batch)
            else { continue }
            learnt.count += 1
            let known = try record(withID: id)
            let former = known.flatMap { $0.entity.isSameName(as: schema.name) ? $0.key : nil }
            if former?.isSameName(as: key) == true { continue }
            let record = try store.replace(
                with: .init(entity: schema.name, id: id, key: key), company: company)
            let forms = try keys.forms(of: row, in: batch, registry: self)
            let other = former.flatMap { forms.contains($0.foldedName) ? nil : $0 }
            learnt.records.append(
                LearntRow(
                    row: row, record: record,
                    former: try other.map { ($0, try words(of: $0, keys.parts)) }))
        }
        return learnt
    }

    /// Notes the ids of the rows that were set aside, unless that is for the sake of their id or key.
    /// They lead no lookup anywhere; when the other system sends a record of that key, it has this id.
    func noteAside(
        _ batch: RecordBatch, source: TaskRun.SourceColumns, of schema: EntitySchema,
        fates: [RowFate], issues: [RowIssue]
    ) throws {
        guard schema.environment == .sales, source.keys.count == 1, let ids = source.id,
            schema.businessKey?.isSameName(as: source.keys[0].name) == true,
            fates.contains(.quarantined)
        else { return }
        let doubtful = Set(
            issues.filter { issue in
                issue.code.id.hasPrefix("P2C-KEY")
                    || [ids.name, source.keys[0].name].contains {
                        issue.field?.isSameName(as: $0) == true
                    }
            }.map(\.row))
        for row in fates.indices where fates[row] == .quarantined && !doubtful.contains(row) {
            guard let id = batch.text(of: ids.cells[row])?.asIdentifier, id.isGUID,
                let key = batch.text(of: source.keys[0].cells[row]), !key.isEmpty
            else { continue }
            try store.noteAside(.init(entity: schema.name, id: id, key: key), company: company)
        }
    }

    /// The id that a record of that key had which was set aside, unless it is another one's.
    func asideID(ofTable table: String, withKey key: String) throws -> String? {
        guard let id = try store.asideID(of: table, withKey: key, company: company),
            try record(withID: id) == nil
        else { return nil }
        return id
    }

    /// A key of several parts as people read it: a part that is an id by its number, where that is known.
    private func words(of key: String, _ parts: [SourceKeys.Part]) throws -> String {
        let texts = SourceKeys.parts(of: key)
        return try zip(texts, parts).map { text, part in
            let number = text.isGUID ? try otherForms(of: text, part.targets).first : nil
            return number ?? text
        }.joined(separator: ", ")
    }

    /// Says of records that have another number than before, or lines another place. What was delivered
    /// of it before is another record to systems that know records by these.
    func renumbered(_ learnt: Learnt, of schema: EntitySchema) throws -> [RowIssue] {
        try learnt.records.compactMap { told in
            guard let (key, words) = told.former else { return nil }
            let isTaken = try record(ofTable: schema.name, withKey: key) != nil
            var issue = RowIssue(
                row: told.row, field: learnt.field, code: .recordRenumbered,
                detail: "it was \"\(words)\" before"
                    + (isTaken
                        ? ", which is another record now: what was delivered of that gets the other's values"
                        : ": what was delivered of that stays beside it"))
            if isTaken {
                issue.remedy = "Nothing, if that is meant; else give each its number again"
            }
            return issue
        }
    }

    /// Says of records whose number another record had before: one that Sales replaced by this, or one to
    /// which p2c gave an id when the other system sent it first.
    func otherRecords(_ learnt: Learnt, of schema: EntitySchema) throws -> [RowIssue] {
        guard let key = schema.businessKey, knewRecords else { return [] }
        let identity = RecordIdentity(legalEntity: company)
        return try learnt.records.compactMap { told in
            let (row, record) = (told.row, told.record.record)
            guard told.record.before == nil,
                let other = try store.earlierID(
                    of: schema.name, withKey: record.key, besides: record.id, company: company)
            else { return nil }
            if other == identity.id(table: schema.name, key: record.key) {
                return RowIssue(
                    row: row, field: key, code: .recordDoubled,
                    detail:
                        "Sales has it as \(record.id), and was sent it as \(other) before, an id that p2c "
                        + "made")
            }
            return RowIssue(
                row: row, field: key, code: .numberOfAnother,
                detail:
                    "it was the number of the record \(other) before, and this one is \(record.id)")
        }
    }

    /// Knows again what was known before those rows of the batch came which are out: they do not travel,
    /// and so must lead no other record anywhere. Of the others the numbers that they had are remembered.
    func settle(
        _ learnt: Learnt, of schema: EntitySchema, where isOut: (_ row: Int) -> Bool
    ) throws {
        for told in learnt.records.reversed() {
            if isOut(told.row) {
                try store.takeBack(told.record, company: company)
            } else if let former = told.former, schema.businessKey != nil {
                try store.noteFormerKey(
                    former.key, of: schema.name, id: told.record.record.id, company: company)
            }
        }
    }
}

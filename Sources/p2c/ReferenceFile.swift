import Folders
import Formats
import Mapping
import Pipeline
import Records
import Schemas

/// The file that tells the ids which records of the other system have there: currencies, units.
/// Columns: `table,keyField,key,id,name`, parted by commas, semicolons or tabs, in UTF-8. Spaces around
/// the values are none of theirs.
enum ReferenceFile {
    private static let columns = ["table", "keyField", "key", "id", "name"]

    /// Throws a `UsageError` where a row can be no reference, because a lookup by it would fail every
    /// night, or lead to nothing in Sales; a `FoldersError` where the file cannot be read.
    static func read(_ path: String, schemas: SchemaCatalogue) throws -> [Reference] {
        let table = try table(path)
        let places = columns.compactMap(table.column)
        var found = FoundReferences(schemas: schemas)
        for row in table.rows {
            let texts = places.map { row.values[$0].withoutOuterSpaces }
            let reference = Reference(
                table: texts[0], keyField: texts[1], key: texts[2], id: texts[3], name: texts[4],
                line: row.line)
            if let problem = found.add(reference, line: row.line) {
                throw UsageError(
                    Issue(.referencesUnusable, problem, file: path, line: row.line).message)
            }
        }
        return found.references
    }

    private static func table(_ path: String) throws -> EditedTable {
        let bytes = try Paths.read(path)
        do throws(MappingError) {
            return try EditedTable(bytes, file: path, needing: columns)
        } catch {
            var issue = Issue(
                .referencesUnusable, error.issue.detail, file: path, line: error.issue.line)
            issue.ownRemedy = error.issue.ownRemedy
            throw UsageError(issue.message)
        }
    }
}

extension String {
    fileprivate var withoutOuterSpaces: String {
        let rest = drop(while: \.isWhitespace)
        let end = rest.lastIndex { !$0.isWhitespace }
        return end.map { String(rest[...$0]) } ?? ""
    }
}

/// The references of the rows so far.
private struct FoundReferences {
    let schemas: SchemaCatalogue
    private(set) var references: [Reference] = []
    private var earlier: [[String]: (id: String, line: Int)] = [:]
    private var owners: [[String]: (key: String, line: Int)] = [:]
    private var tablesByID: [String: (table: String, line: Int)] = [:]

    init(schemas: SchemaCatalogue) { self.schemas = schemas }

    /// Takes a row. Returns what is wrong with it, if anything is.
    mutating func add(_ reference: Reference, line: Int) -> String? {
        var reference = reference
        // Lookups know a table by its name alone.
        if let schema = schemas.schema(.sales, named: reference.table) {
            reference.table = schema.name
        }
        if let problem = Self.problem(of: reference, in: schemas) { return problem }
        let identity = [reference.table, reference.keyField, reference.key].map(\.foldedName)
        let known = earlier[identity] ?? (reference.id, line)
        guard known.id.isSameName(as: reference.id) else {
            return
                "\"\(reference.key)\" of \(reference.table) has another id in line \(known.line). Two "
                + "records of one key cannot be told apart"
        }
        earlier[identity] = known
        if let problem = sharedID(reference, line: line) ?? idOfTwoTables(reference, line: line) {
            return problem
        }
        references.append(reference)
        return nil
    }

    /// Units and price lists may have several names; a business unit tells a company, a currency the
    /// worth of an amount, and a number one record.
    private mutating func sharedID(_ reference: Reference, line: Int) -> String? {
        guard let rule = ruleOfOneKey(for: reference) else { return nil }
        let identity = [reference.table, reference.keyField, reference.id.asIdentifier]
            .map(\.foldedName)
        let owner = owners[identity] ?? (reference.key, line)
        owners[identity] = owner
        if owner.key.isSameName(as: reference.key) { return nil }
        return
            "\(reference.id) is the id of \"\(owner.key)\" in line \(owner.line) already. \(rule)"
    }

    /// An id that stands under two tables: one of the rows was copied and not changed.
    private mutating func idOfTwoTables(_ reference: Reference, line: Int) -> String? {
        if Self.tablesOfOthersIDs.contains(reference.table.foldedName) { return nil }
        let id = reference.id.asIdentifier
        let first = tablesByID[id] ?? (reference.table, line)
        tablesByID[id] = first
        if first.table.isSameName(as: reference.table) { return nil }
        return
            "\(reference.id) is the id of a record of \(first.table) in line \(first.line) already, and "
            + "here of \(reference.table)"
    }

    /// The tables of Dataverse whose records have the ids of records of other tables: of users and
    /// teams, of users and equipment, of all activities.
    private static let tablesOfOthersIDs: Set<String> = ["owner", "resource", "activitypointer"]

    /// Why a record has one key of this field, in a sentence; nil where it may have several.
    private func ruleOfOneKey(for reference: Reference) -> String? {
        switch reference.table.foldedName {
        case "businessunit": return "Two business units have never one id"
        case "transactioncurrency": return "Two currencies have never one id"
        default:
            let schema = schemas.schema(.sales, named: reference.table)
            let field = schema?.alternateKeys.first {
                $0.count == 1 && $0[0].isSameName(as: reference.keyField)
            }
            return field.map { "A record of \(reference.table) has one \($0[0])" }
        }
    }

    private static func problem(of reference: Reference, in schemas: SchemaCatalogue) -> String? {
        if reference.key.isLeftBlank { return "The row has no key, by which it would be found" }
        var ignored: [UInt8] = []
        let id = Array(reference.id.utf8)
        if id.withUnsafeBufferPointer({ GUIDForm.canonicalize($0, into: &ignored) }) == .wrong {
            return "\"\(reference.id)\" is no GUID, which the id of a record in Sales is"
        }
        if let schema = schemas.schema(.sales, named: reference.table) {
            return keyFieldProblem(of: reference, in: schema)
        }
        let tables = schemas.lookupTables
        if tables.contains(where: { $0.isSameName(as: reference.table) }) { return nil }
        let hint = NearNames.hint(for: reference.table, among: tables)
        return "No schema of schemas/sales/ is of the table \"\(reference.table)\", and none has a "
            + "lookup to it" + (hint.isEmpty ? "" : "." + hint.dropLast())
    }

    private static func keyFieldProblem(
        of reference: Reference, in schema: EntitySchema
    ) -> String? {
        if schema.field(named: reference.keyField) != nil {
            return wrongKey(of: reference, in: schema)
        }
        let hint = NearNames.hint(for: reference.keyField, among: schema.fields.map(\.name))
        return "\(schema.name) has no field \"\(reference.keyField)\", the keyField of this row"
            + (hint.isEmpty ? "" : "." + hint.dropLast())
    }

    /// What is wrong with the key as a value of its field; nil where it is one.
    private static func wrongKey(of reference: Reference, in schema: EntitySchema) -> String? {
        var batch = RecordBatch(positions: [RecordPosition(byte: 0, line: 1)])
        let cell = batch.append(reference.key.utf8)
        batch.columns = [Column(name: reference.keyField, cells: [cell])]
        var fates = [RowFate.kept]
        var issues: [RowIssue] = []
        SchemaChecker(schema: schema, columns: [reference.keyField]).check(
            &batch, fates: &fates, issues: &issues)
        return issues.first { $0.code.severity == .error }.map {
            "The key can be no \(reference.keyField) of \(schema.name): \($0.detail)"
        }
    }
}

import Mapping
import Records
import Schemas
import Store

/// Gives records of Sales that have no number one, as the solution does: `ACC-01000-BVRCPS`, a prefix,
/// a running number of the company, and six letters or digits.
///
/// A record is known by its id, and has the same number whenever it comes again. The six letters are
/// made of company, table and id, so that the same files give the same numbers. Numbers that are given
/// belong to the package's transaction.
struct GivenNumbers {
    /// A number that a record did not have before.
    struct Given {
        var table: String
        var idField: String
        var numberField: String
        var id: String
        var number: String
    }

    private let schema: EntitySchema
    private let prefix: String
    private let company: String
    private let store: CommonDataStore
    /// Only the numbers that were given before, for who only looks.
    private let onlyKnown: Bool
    private let idField: String
    private let numberField: String
    private var lacksColumn: Bool?
    private(set) var given: [Given] = []
    /// The rows of the latest batch that have neither number nor id.
    private var unidentified: [Int] = []
    /// The rows of the latest batch that have a number, and the other one that they were given before.
    private var renumbered: [(row: Int, given: String)] = []

    /// Nil where the settings give records of the table no numbers, or nothing is remembered.
    init?(
        _ schema: EntitySchema, configuration: Configuration, hub: Hub?, legalEntity: String?,
        onlyKnown: Bool = false
    ) {
        guard schema.environment == .sales,
            let prefix = configuration.numberPrefixes[schema.name.foldedName],
            let hub, let legalEntity, let number = schema.businessKey,
            let id = schema.primaryKey.first
        else { return nil }
        self.schema = schema
        self.prefix = prefix
        self.onlyKnown = onlyKnown
        store = hub.store
        company = legalEntity
        (idField, numberField) = (id, number)
    }

    /// Adds the number's column where the file has none.
    mutating func addColumn(to batch: inout RecordBatch) {
        let lacks =
            lacksColumn
            ?? !SchemaChecker(schema: schema, columns: batch.columns.map(\.name)).columnNames
            .contains(numberField)
        lacksColumn = lacks
        guard lacks else { return }
        let cells = [Cell](repeating: .absent, count: batch.rowCount)
        batch.columns.append(Column(name: numberField, cells: cells))
    }

    /// Fills the blank numbers of the kept rows. `names` are the columns by the schema's spelling.
    mutating func fill(_ batch: inout RecordBatch, names: [String], fates: [RowFate]) throws {
        unidentified = []
        renumbered = []
        guard let numbers = names.firstIndex(of: numberField) else { return }
        let ids = names.firstIndex(of: idField)
        for row in RowFate.keptRows(of: fates) {
            let id = ids.flatMap { batch.text(of: batch.columns[$0].cells[row]) }?.asIdentifier
            let cell = batch.columns[numbers].cells[row]
            guard cell.isBlank(in: batch.bytes.span) else {
                try noteRenumbered(row, to: batch.text(of: cell) ?? "", id: id)
                continue
            }
            guard let id, id.isGUID else {
                // Something stands there until the source filter has looked at it.
                batch.columns[numbers].cells[row] = batch.append(prefix.utf8)
                unidentified.append(row)
                continue
            }
            if let number = try number(of: id) {
                batch.columns[numbers].cells[row] = batch.append(number.utf8)
            }
        }
    }

    private mutating func noteRenumbered(_ row: Int, to number: String, id: String?) throws {
        guard let id, let given = try store.number(of: schema.name, id: id, company: company),
            !given.isSameName(as: number)
        else { return }
        renumbered.append((row, given))
    }

    /// Tells of the rows of the batch that would travel and were given another number before, and sets
    /// those aside that have neither number nor id.
    func judge(fates: inout [RowFate], issues: inout [RowIssue]) {
        for (row, given) in renumbered where fates[row].isKept {
            issues.append(
                RowIssue(
                    row: row, field: numberField, code: .numberReplaced,
                    detail:
                        "it was given \"\(given)\" before, under which its destination may have it")
            )
        }
        for row in unidentified where fates[row].isKept {
            fates[row] = .quarantined
            issues.append(
                RowIssue(
                    row: row, field: numberField, code: .noIDForNumber,
                    detail: "\(numberField) is blank, and so is \(idField)"))
        }
    }

    /// The number that the record had when it came last, or was given, or is given here.
    private mutating func number(of id: String) throws -> String? {
        // A file without the column says nothing of the number that the record has in Sales.
        if let known = try store.record(withID: id, company: company),
            known.entity.isSameName(as: schema.name), !known.key.isEmpty
        {
            return known.key
        }
        if let known = try store.number(of: schema.name, id: id, company: company) { return known }
        if onlyKnown { return nil }
        var running = try store.nextRunningNumber(prefix: prefix, company: company)
        var number = text(running, id: id)
        while try store.record(of: schema.name, withKey: number, company: company) != nil {
            running += 1
            number = text(running, id: id)
        }
        try store.note(
            number: number, prefix: prefix, running: running, of: schema.name, id: id,
            company: company)
        given.append(
            Given(
                table: schema.name, idField: idField, numberField: numberField, id: id,
                number: number))
        return number
    }

    /// The prefix, at least five digits, and six letters or digits.
    private func text(_ running: Int, id: String) -> String {
        let digits = String(running)
        let zeros = String(repeating: "0", count: max(0, 5 - digits.count))
        return "\(prefix)-\(zeros)\(digits)-\(suffix(of: id))"
    }

    private func suffix(of id: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        let made = RecordIdentity(legalEntity: company).id(table: schema.name, key: id)
        var rest = UInt64(made.filter { $0 != "-" }.prefix(12), radix: 16) ?? 0
        var letters = ""
        for _ in 0..<6 {
            letters.append(alphabet[Int(rest % UInt64(alphabet.count))])
            rest /= UInt64(alphabet.count)
        }
        return letters
    }
}

extension GivenNumbers {
    /// The name of the list of a table, beside the package.
    static func fileName(of table: String) -> String { "numbers-\(table).csv" }

    /// The list of each table as CSV with the names of Sales, so that it can be imported there.
    static func lists(_ given: [Given]) -> [(name: String, csv: [UInt8])] {
        Dictionary(grouping: given, by: \.table).sorted { $0.key < $1.key }.map { table, numbers in
            let header = [numbers[0].idField, numbers[0].numberField]
            return (
                fileName(of: table),
                EditedTable.csv([header] + numbers.map { [$0.id, $0.number] })
            )
        }
    }
}

extension EntitySchema {
    /// Whether records have an id and a number.
    package var hasNumber: Bool { businessKey != nil && primaryKey.count == 1 }
}

import Records

/// What the records of an entity add up to, by currency: the amounts are the fields whose schema
/// names a currency. Sums are exact.
package struct ControlTotals {
    /// One amount in one currency.
    package struct Sum: Codable, Sendable, Equatable {
        package var field: String
        /// Nil where no record says in which currency it is.
        package var currency: String?
        /// How many records have a value.
        package var values: Int
        package var sum: String
    }

    private struct Amount {
        var field: String
        var currencyField: String
        /// By the number of the currency.
        var sums: [(count: Int, sum: DecimalSum)] = []
    }

    /// More currencies than there are in the world are not told apart.
    private static let mostCurrencies = 300

    private var amounts: [Amount]
    private var currencies = Currencies(most: mostCurrencies)

    init(_ schema: EntitySchema) {
        amounts = schema.fields.compactMap { field in
            field.currency.map { Amount(field: field.name, currencyField: $0) }
        }
    }

    /// Adds the amounts of all records of a batch that are numbers.
    mutating func add(_ batch: RecordBatch) {
        for index in amounts.indices {
            guard let column = batch.columnIndex(named: amounts[index].field) else { continue }
            let columns = Self.currencyColumns(amounts[index].currencyField, of: batch)
            add(batch, column: column, currencies: columns, to: index)
        }
    }

    /// Where the currency may stand: its code, its name, then its id.
    private static func currencyColumns(_ field: String, of batch: RecordBatch) -> [Int] {
        [".isocurrencycode", ".lookupentityname", ""].compactMap {
            batch.columnIndex(named: field + $0)
        }
    }

    private mutating func add(
        _ batch: RecordBatch, column: Int, currencies columns: [Int], to index: Int
    ) {
        let cells = batch.columns[column].cells
        var sums = amounts[index].sums
        amounts[index].sums = []
        batch.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<batch.rowCount where cells[row].count > 0 {
                let named = columns.first { batch.columns[$0].cells[row].count > 0 }
                let name = named.map { batch.columns[$0].cells[row].range } ?? 0..<0
                let number = currencies.number(UnsafeBufferPointer(rebasing: bytes[name]))
                while sums.count <= number { sums.append((0, DecimalSum())) }
                if sums[number].sum.add(UnsafeBufferPointer(rebasing: bytes[cells[row].range])) {
                    sums[number].count += 1
                }
            }
        }
        amounts[index].sums = sums
    }

    /// The sums of fields that have values, in the order of the schema and then of the currencies.
    var all: [Sum] {
        amounts.flatMap { amount in
            amount.sums.indices.compactMap { number -> Sum? in
                let (count, sum) = amount.sums[number]
                guard count > 0 else { return nil }
                return Sum(
                    field: amount.field, currency: currencies.name(number), values: count,
                    sum: sum.text)
            }.sorted { ($0.currency ?? "") < ($1.currency ?? "") }
        }
    }
}

/// Numbers for the few currencies of a file.
private struct Currencies {
    private var names: [[UInt8]] = []
    private var latest = 0
    private let most: Int

    init(most: Int) { self.most = most }

    /// The number of the text, compared without case.
    mutating func number(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        if latest < names.count, isEqual(names[latest], text) { return latest }
        if let known = names.firstIndex(where: { isEqual($0, text) }) {
            latest = known
        } else if names.count < most {
            latest = names.count
            names.append(Array(text))
        } else {
            latest = most
            if names.count == most { names.append(Array("other currencies".utf8)) }
        }
        return latest
    }

    func name(_ number: Int) -> String? {
        names[number].isEmpty ? nil : String(decoding: names[number], as: UTF8.self)
    }

    private func isEqual(_ name: [UInt8], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard name.count == text.count else { return false }
        for index in name.indices where name[index].asciiLowercased != text[index].asciiLowercased {
            return false
        }
        return true
    }
}

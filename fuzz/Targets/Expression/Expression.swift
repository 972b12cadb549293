import Fuzzing
import Records

@testable import Mapping

/// Reads an expression and computes it for some records: the first byte says how many, the rest up to
/// the first zero byte are their values, and behind it stands the expression.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = FuzzInput(start, count)
    let rowCount = input.byte() % 5
    let parts = input.rest.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, String(validating: parts[1], as: UTF8.self) != nil else { return 0 }
    let text = String(decoding: parts[1], as: UTF8.self)
    do throws(ExpressionError) {
        compute(try ValueExpression(text), over: records(of: Array(parts[0]), rowCount))
    } catch {
        require(error.range.upperBound <= text.utf8.count, "The place lies in the text")
        require(error.excerpt.contains("^"), "The place is underlined")
    }
    return 0
}

private let columns = ["name", "amount", "quantity", "day", "moment", "clock", "active", "free"]

private let schema = EntitySchema(
    environment: .sales, name: "order", label: "Orders",
    fields: [
        Field(name: "name", type: .string), Field(name: "amount", type: .decimal),
        Field(name: "quantity", type: .integer), Field(name: "day", type: .date),
        Field(name: "moment", type: .dateTime), Field(name: "clock", type: .time),
        Field(name: "active", type: .boolean(whenTrue: "Yes", whenFalse: "No")),
    ])

/// The values one after the other, parted by line ends, over and over.
private func records(of bytes: [UInt8], _ rowCount: Int) -> RecordBatch {
    let values = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    var batch = RecordBatch()
    for row in 0..<rowCount {
        batch.positions.append(RecordPosition(byte: UInt64(row), line: UInt32(row)))
    }
    for (number, name) in columns.enumerated() {
        let cells = (0..<rowCount).map { row in
            batch.append(values[(row * columns.count + number) % values.count])
        }
        batch.columns.append(Column(name: name, cells: cells))
    }
    return batch
}

private func compute(_ expression: ValueExpression, over batch: RecordBatch) {
    let leg = Leg(
        from: EntityReference(.sales, "Orders"), to: EntityReference(.cds, "Order"),
        fieldMappings: [FieldMapping(nil, "Result", expression: expression)])
    let mapper = try? LegMapper(
        leg: leg, sourceColumns: columns, sourceSchema: schema,
        runTime: "2026-11-23T01:02:03Z")
    guard let mapper else { return }
    var fates = Array(repeating: RowFate.kept, count: batch.rowCount)
    var issues: [RowIssue] = []
    var unmapped = UnmappedValues()
    let result = mapper.map(batch, fates: &fates, issues: &issues, unmapped: &unmapped)
    for column in result.columns {
        for cell in column.cells {
            require(cell.range.upperBound <= result.bytes.count, "A cell lies in the bytes")
        }
    }
    let rows = Set(issues.map(\.row))
    require(rows.count == fates.count { $0 == .quarantined }, "An issue for each row set aside")
}

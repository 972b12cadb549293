import Foundation
import JSON5
import Records
import Support
import Testing

@testable import Mapping

/// Every row of every shipped template over made-up values, against a slow twin that reads the
/// template's text by itself and maps one value at a time.
@Suite struct `Every row of the shipped templates` {
    @Test func `fills its destination as its text says, all 719 of them`() throws {
        var exercised = 0
        for folder in solutionTemplates {
            let path = "\(projectFolder)/templates/\(folder)/template.json"
            let bytes = Array(try Data(contentsOf: URL(filePath: path)))
            let text = try JSON5Parser.value(of: bytes)
            let template = try Template(json5: bytes, file: path)
            for (task, taskText) in zip(template.tasks, text.list("tasks")) {
                for (leg, legText) in zip(task.legs, taskText.list("legs")) {
                    exercised += try exercise(leg, legText.list("fieldMappings"), folder)
                }
            }
        }
        #expect(exercised == 719)
    }

    /// Maps a batch in which each source field has each value that some row knows, one of its own, and
    /// the three that are blank. Returns how many rows were seen to fill their destination.
    private func exercise(_ leg: Leg, _ rows: [JSON5Value], _ folder: String) throws -> Int {
        var leg = leg
        for index in leg.fieldMappings.indices { leg.fieldMappings[index].isEnabled = true }
        leg.integrationKey = []
        let columns = Self.columns(of: rows)
        let mapper = try LegMapper(
            leg: leg, sourceColumns: columns.map(\.name), organization: "ORG777")
        var fates = [RowFate](repeating: .kept, count: columns.first?.values.count ?? 1)
        var issues: [RowIssue] = []
        var unmapped = UnmappedValues()
        let mapped = mapper.map(
            batch(columns), fates: &fates, issues: &issues, unmapped: &unmapped)
        #expect(mapped.columns.count == rows.count, "\(folder)")
        var exercised = 0
        for (row, column) in zip(rows, mapped.columns) {
            #expect(row["destinationField"]?.text == column.name)
            var isFilled = false
            for index in fates.indices where fates[index].isKept {
                let source = row["sourceField"]?.text.flatMap { name in
                    columns.first { $0.name == name }?.values[index]
                }
                let wanted = Twin.value(source, by: row)
                let found = mapped.text(of: column.cells[index])
                #expect(found == wanted, "\(folder) \(column.name), record \(index + 1)")
                isFilled = isFilled || !(found ?? "").isBlank
            }
            exercised += isFilled ? 1 : 0
        }
        return exercised
    }

    /// The source fields of the rows with their values; all columns are equally long.
    private static func columns(of rows: [JSON5Value]) -> [(name: String, values: [String?])] {
        var names: [String] = []
        for name in rows.compactMap({ $0["sourceField"]?.text }) where !names.contains(name) {
            names.append(name)
        }
        var columns = names.map { name -> (name: String, values: [String?]) in
            let own = rows.filter { $0["sourceField"]?.text == name }
            let keys = own.flatMap { $0.list("valueTransforms") }.flatMap(Twin.keys)
            let known = keys.filter { key in own.allSatisfy { Twin.knows(key, $0) } }
            let strange = own.allSatisfy { Twin.knows("own \(name)", $0) } ? ["own \(name)"] : []
            let blanks = ["", " ", nil].filter { blank in
                own.allSatisfy { Twin.knows(blank ?? "", $0) }
            }
            return (name, strange + known + known.map { $0.uppercased() } + blanks)
        }
        let count = columns.map(\.values.count).max() ?? 1
        for index in columns.indices {
            let values = columns[index].values
            columns[index].values = (0..<count).map { values[$0 % values.count] }
        }
        return columns
    }
}

/// One value at a time, from the template's text.
private enum Twin {
    static func value(_ source: String?, by row: JSON5Value) -> String? {
        let transforms = row.list("valueTransforms")
        let destination = (row["destinationField"]?.text ?? "").lowercased()
        if row["sourceField"]?.text == nil, destination.hasSuffix("organization_organizationid") {
            return "ORG777"
        }
        return transforms.reduce(source) { value, transform in
            switch transform["transformType"]?.text {
            case "Default": isBlank(value) ? transform["defaultValue"]?.text : value
            case "ValueMap": mapped(value, by: transform) ?? value
            default: value
            }
        }
    }

    static func keys(_ transform: JSON5Value) -> [String] { entries(transform).map(\.key) }

    /// False for a value that one of the row's maps refuses.
    static func knows(_ value: String, _ row: JSON5Value) -> Bool {
        row.list("valueTransforms").allSatisfy { transform in
            transform["unmapped"]?.text != "error" || isBlank(value)
                || mapped(value, by: transform) != nil
        }
    }

    private static func mapped(_ value: String?, by transform: JSON5Value) -> String? {
        entries(transform).first { entry in
            isBlank(entry.key)
                ? isBlank(value) : entry.key.lowercased() == value.map { $0.lowercased() }
        }?.value
    }

    private static func entries(_ transform: JSON5Value) -> [(key: String, value: String)] {
        guard case .object(let members)? = transform["valueMap"]?.content else { return [] }
        return members.compactMap { member in member.value.text.map { (member.key, $0) } }
    }

    private static func isBlank(_ value: String?) -> Bool {
        (value ?? "").allSatisfy(\.isWhitespace)
    }
}

extension JSON5Value {
    fileprivate var text: String? {
        if case .text(let text) = content { text } else { nil }
    }

    fileprivate func list(_ key: String) -> [JSON5Value] {
        if case .list(let values)? = self[key]?.content { values } else { [] }
    }
}

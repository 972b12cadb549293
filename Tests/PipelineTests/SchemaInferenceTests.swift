import Formats
import Foundation
import Records
import Schemas
import Support
import Testing

@testable import Pipeline

@Suite struct `Schema inference` {
    private let scratch = ScratchFolder()

    private func infer(
        _ text: String, name: String = "sample.csv",
        _ options: InferredEntity.Options = InferredEntity.Options()
    ) throws -> InferredEntity {
        scratch.write(text, to: name)
        var inference = SchemaInference(FileView(), options: options)
        return try #require(try inference.infer("\(scratch.path)/\(name)").first)
    }

    private func column(_ values: [String], named name: String = "a") throws
        -> InferredEntity.Column
    {
        let lines = values.map { "\"\($0)\",x\n" }.joined()
        return try #require(try infer("\(name),b\n\(lines)").columns.first)
    }

    // MARK: Types

    private static let yesNo = FieldType.boolean(whenTrue: "Yes", whenFalse: "No")
    private static let trueFalse = FieldType.boolean(whenTrue: "true", whenFalse: "false")

    @Test(arguments: [
        (["1", "-20", "0"], FieldType.integer), (["1", "1.5"], .decimal),
        ([".500000", "-.5", "10.00"], .decimal), (["1E+05", "2"], .decimal),
        (["1E05", "2"], .string), (["001", "2"], .string), (["0", "007.5"], .string),
        (["+49 30 12345"], .string), (["+4930"], .string), (["1,5"], .string),
        (["Yes", "no", "YES"], yesNo), (["true", "FALSE"], trueFalse), (["yes", "true"], .string),
        (["0", "1"], .integer),
        (["{6F9619FF-8B86-D011-B42D-00C04FC964FF}"], .guid),
        (["2026-11-23", "2026-11-24 00:00:00"], .date),
        (["2026-11-23", "2026-11-24 10:00:00"], .dateTime),
        (["2026-11-23T00:00:00Z"], .dateTime), (["8/25/2026", "12/31/2026"], .date),
        (["8/25/2026", "3/4/2026"], .string), (["8/25/2026 1:03 PM"], .dateTime),
        (["01:02:03", "23:59:59.5"], .time), (["2026"], .integer), (["", " "], .string),
        (["2026-11-23", "soon"], .string), (["-"], .string), (["."], .string), (["1e+"], .string),
    ])
    func `takes the strictest type that all values are of`(
        values: [String], expected: FieldType
    ) throws {
        #expect(try column(values).field.type == expected)
    }

    @Test(arguments: [
        ("telephone1", ["4255550100"], "digits, and \"phone\" in the name"),
        ("ZIPCODE", ["98052", "10115"], "digits, and \"zip\" in the name"),
        ("a", ["007", "010"], "digits with zeros in front"),
        ("a", ["+4930"], "digits with a + in front"),
        ("a", ["3/4/2026"], "days whose month and day could be mistaken"),
        ("a", ["", ""], "no record has a value"),
    ])
    func `says why it is a text`(name: String, values: [String], expected: String) throws {
        let column = try column(values, named: name)
        #expect(column.field.type == .string)
        #expect(column.note == expected)
    }

    @Test func `requires what is never blank`() throws {
        let entity = try infer("a,b,c\n1,,x\n2,y, \n")
        #expect(entity.columns.map(\.field.isRequired) == [true, false, false])
        #expect(entity.columns.map(\.filled) == [2, 1, 1])
        #expect(entity.records == 2)
    }

    /// F&O's empty date is a value in the file, and none for the schema.
    @Test func `requires no date where F&O says there is none`() throws {
        let entity = try infer("DATAAREAID,D\nusmf,1900-01-01 00:00:00\nusmf,2026-01-02 00:00:00\n")
        #expect(entity.environment == .finops)
        #expect(entity.columns[1].field.type == .date)
        #expect(!entity.columns[1].field.isRequired)
    }

    @Test func `counts lengths in UTF-16 and limits only when asked`() throws {
        let text = "a,b\nÄ😀,1.50\nx,2.125\n"
        let entity = try infer(text)
        #expect(entity.columns[0].longest == 3)
        #expect(entity.columns[0].field.maxLength == nil)
        #expect(entity.columns[1].field.scale == nil)
        var options = InferredEntity.Options()
        options.lengths = true
        let limited = try infer(text, options)
        #expect(limited.columns[0].field.maxLength == 3)
        #expect(limited.columns[1].field.scale == 3)
    }

    @Test func `proposes lists only when asked and often seen`() throws {
        let text = "s,n\n" + (0..<20).map { "\($0 % 2 == 0 ? "Open" : "Won"),n\($0)\n" }.joined()
        #expect(try infer(text).columns[0].field.type == .string)
        var options = InferredEntity.Options()
        options.enums = true
        let entity = try infer(text, options)
        #expect(entity.columns[0].field.options.map(\.value) == ["Open", "Won"])
        #expect(entity.columns[1].field.type == .string)
    }

    // MARK: Keys

    @Test func `finds keys, with the company where it needs it`() throws {
        let rows = (0..<20).map {
            "\($0 / 10 == 0 ? "usmf" : "gbsi"),C-\($0 % 10),\($0).5,n\($0 % 3)\n"
        }
        let entity = try infer("dataAreaId,CustomerAccount,Amount,Group\n" + rows.joined())
        #expect(entity.keys == [["dataAreaId", "CustomerAccount"]])
        #expect(entity.schema.primaryKey == ["dataAreaId", "CustomerAccount"])
    }

    @Test func `takes the likeliest of several keys`() throws {
        let rows = (0..<12).map { "title \($0),A-\($0),\($0 == 3 ? "" : "\($0)")\n" }
        let entity = try infer("subject,accountnumber,line\n" + rows.joined())
        #expect(entity.keys == [["accountnumber"], ["subject"]])
    }

    @Test func `makes no key of few records`() throws {
        let entity = try infer("id\n1\n2\n")
        #expect(entity.keys == [["id"]])
        #expect(entity.schema.primaryKey.isEmpty)
    }

    // MARK: Schemas

    @Test func `writes a schema that p2c reads`() throws {
        let text =
            "id,\"we\"\"ird\\\u{1} name\",flag,d\n"
            + (0..<12).map { "\($0),x,Yes,2026-01-0\($0 % 9 + 1)\n" }.joined()
        let entity = try infer(text)
        let schema = try #require(
            try SchemaCatalogue(files: [("a.json", Array(entity.json.utf8))]).all.first)
        #expect(schema.name == "sample")
        #expect(schema.primaryKey == ["id"])
        #expect(schema.fields.map(\.name) == entity.columns.map(\.field.name))
        #expect(schema.fields.map(\.type) == [.integer, .string, Self.yesNo, .date])
        #expect(
            entity.json.contains(
                """
                    { "name": "id", "type": "integer", "constraints": { "required": true }, \
                "p2c:longest": 2, "p2c:source": "inferred from 12 records of sample.csv; \
                required: no record was blank" },
                """))
    }

    /// Whatever was inferred of a file, all its records fit.
    private func checkOwnRecords(_ path: String, _ options: InferredEntity.Options) throws -> Int {
        var inference = SchemaInference(FileView(), options: options)
        let inferred = try inference.infer(path)
        guard let package = try? FileView().open(path) else { return 0 }
        var checked = 0
        for (entity, found) in zip(package.entities.filter(\.hasFile), inferred)
        where entity.file == found.file && entity.name == found.label {
            let schema = try #require(
                try SchemaCatalogue(files: [("a.json", Array(found.json.utf8))]).all.first)
            let reader = try package.makeReader(for: entity)
            while var batch = try reader.next() {
                let names = batch.columns.map(\.name)
                let checker = SchemaChecker(schema: schema, columns: names)
                #expect(checker.unknownColumns.isEmpty && checker.missingColumns.isEmpty)
                var fates = [RowFate](repeating: .kept, count: batch.rowCount)
                var issues: [RowIssue] = []
                checker.check(&batch, fates: &fates, issues: &issues)
                let errors = issues.filter { $0.code.severity == .error }
                #expect(errors.isEmpty, "\(found.file) \(errors.prefix(3))")
                checked += batch.rowCount
            }
        }
        return checked
    }

    private static let strict: InferredEntity.Options = {
        var options = InferredEntity.Options()
        options.lengths = true
        options.enums = true
        return options
    }()

    @Test func `fits the examples that it was inferred from`() throws {
        for name in ["accounts.csv", "accounts-data.zip", "products-csv.zip", "products-xml.zip"] {
            let path = "\(projectFolder)/examples/\(name)"
            #expect(try checkOwnRecords(path, InferredEntity.Options()) > 0)
            #expect(try checkOwnRecords(path, Self.strict) > 0)
        }
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(
                atPath: projectFolder + "/../shared/reference/cdm/samples"),
            "the folder of samples is not here"))
    func `fits a genuine export of F&O`() throws {
        let path =
            projectFolder + "/../shared/reference/cdm/samples/fno-CustomersV3Export.csv"
        #expect(try checkOwnRecords(path, Self.strict) == 3)
    }

    private static let samples: String? = {
        let folder = projectFolder + "/../shared/samples"
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }()

    @Test(.enabled(if: samples != nil, "the folder of samples is not here"))
    func `fits packages made by others`() throws {
        let folder = try #require(Self.samples)
        var checked = 0
        for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            let path = "\(folder)/\(name)"
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            guard let size, size < 200_000, name.contains(".") else { continue }
            checked += try checkOwnRecords(path, Self.strict)
        }
        #expect(checked > 1_000)
    }

    /// Random values against a slow twin that looks at texts as people do.
    @Test func `agrees with a slow twin`() throws {
        var generator = SeededGenerator(seed: 7)
        let pieces = ["0", "1", "12", "-", "+", ".", "5", "e", "E+", "00", "a", " "]
        for _ in 0..<3_000 {
            let count = Int.random(in: 1...5, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator)! }.joined()
            var trial = ValueTrial()
            Array(text.utf8).withUnsafeBufferPointer { trial.take($0) }
            let isInteger = text.wholeMatch(of: /-?[1-9][0-9]*|0/) != nil
            let isDecimal = Self.isDecimal(text)
            #expect(trial.shapes.contains(.integer) == isInteger, "\(text)")
            #expect(trial.shapes.contains(.decimal) == isDecimal, "\(text)")
        }
    }

    /// A mantissa with a digit, no zeros in front of it, and an exponent with its sign.
    private static func isDecimal(_ text: String) -> Bool {
        let form = /-?(?<whole>0|[1-9][0-9]*)?(?<decimals>\.[0-9]*)?([eE][+\-](?<exponent>[0-9]+))?/
        guard let match = text.wholeMatch(of: form), text.last != "." else { return false }
        let mantissa = (match.whole ?? "") + (match.decimals ?? "")
        let exponent = match.exponent.map { Int($0) ?? 100 } ?? 0
        return mantissa.contains(where: \.isNumber) && exponent < 100
    }
}

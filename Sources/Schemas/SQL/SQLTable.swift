import Records

/// A table as a `CREATE TABLE` text has it.
struct SQLTable {
    var name: String
    var line: Int
    var columns: [SQLColumn] = []
    var primaryKey: [String] = []
    var uniqueKeys: [[String]] = []

    init(name: String, line: Int) {
        self.name = name
        self.line = line
    }

    /// Columns that F&O adds to every staging table, which no entity has.
    private static let stagingColumns: Set = [
        "definitiongroup", "executionid", "isselected", "transferstatus",
    ]
    /// Columns that the database adds to tables, which entities do not show.
    private static let systemColumns: Set = [
        "partition", "recid", "recversion", "syncstartdatetime", "definitiongroup", "executionid",
        "isselected", "transferstatus",
    ]

    /// Three of the four are enough: an export may have left one out.
    private var isStaging: Bool {
        columns.count { Self.stagingColumns.contains($0.name.foldedName) } >= 3
    }

    /// What the table says of an entity's fields.
    func add(to reading: inout SchemaReading, file: String) {
        var overlay = SchemaOverlay(entity: name, file: file, line: line)
        let isStaging = isStaging
        let leftOut = isStaging ? Self.systemColumns : []
        for column in columns where !leftOut.contains(column.name.foldedName) {
            var facets = column.facets
            // F&O knows no null: all columns of its tables have a value, if an empty one.
            if isStaging { facets.isRequired = nil }
            overlay.fields.append(facets)
        }
        overlay.primaryKey = keyFields(primaryKey, without: leftOut)
        if let column = columns.first(where: \.isPrimary) { overlay.primaryKey = [column.name] }
        let unique = uniqueKeys.map { keyFields($0, without: leftOut) }.filter { !$0.isEmpty }
        overlay.uniqueKeys = unique + columns.filter(\.isUnique).map { [$0.name] }
        reading.overlays.append(overlay)
        remark(on: isStaging, into: &reading, file: file)
    }

    private func keyFields(_ names: [String], without leftOut: Set<String>) -> [String] {
        names.filter { !leftOut.contains($0.foldedName) }
    }

    private func remark(on isStaging: Bool, into reading: inout SchemaReading, file: String) {
        let unknown = columns.filter { $0.knownType == nil && !$0.isComputed }
        for column in unknown {
            let text =
                column.type.isEmpty
                ? "\(name).\(column.name) has no type"
                : "\(name).\(column.name) has the type \(column.type), which says nothing here"
            reading.remarks.append(SchemaRemark(file: file, line: column.line, text: text))
        }
        guard isStaging else { return }
        let left = columns.filter { Self.systemColumns.contains($0.name.foldedName) }
        reading.remarks.append(
            SchemaRemark(
                file: file, line: line,
                text: "\(name) is a staging table; its own columns were left out: "
                    + left.map(\.name).joined(separator: ", ")))
    }
}

/// A column as a `CREATE TABLE` text has it.
struct SQLColumn {
    var name: String
    var line: Int
    /// The type's name without its arguments; empty where there is none.
    var type = ""
    var arguments: [String] = []
    var isNotNull = false
    /// The database knows a value where none is given.
    var isFilled = false
    var isComputed = false
    var isPrimary = false
    var isUnique = false

    init(name: String, line: Int) {
        self.name = name
        self.line = line
    }

    var facets: FieldFacets {
        var facets = FieldFacets(name: name, line: line)
        facets.type = knownType
        let numbers = arguments.map { Int($0) }
        switch knownType {
        case .string?:
            // `max` is no number. What a binary column holds is counted in bytes, not as base64.
            if let length = numbers.first ?? nil, length > 0, !isBinary {
                facets.maxLength = length
            }
        case .decimal?: (facets.precision, facets.scale) = digits(numbers)
        default: break
        }
        if isNotNull || isPrimary { facets.isRequired = !isFilled && !isComputed }
        return facets
    }

    /// How many digits a number has, and how many of them are decimals. A float counts bits.
    private func digits(_ numbers: [Int?]) -> (precision: Int?, scale: Int?) {
        switch type.foldedName {
        case "decimal", "numeric", "dec":
            (numbers.first ?? 18, numbers.count > 1 ? numbers[1] : 0)
        case "number": (numbers.first ?? nil, numbers.count > 1 ? numbers[1] : nil)
        case "money": (19, 4)
        case "smallmoney": (10, 4)
        default: (nil, nil)
        }
    }

    private var isBinary: Bool {
        ["binary", "varbinary", "image", "binary varying", "bytea", "blob", "rowversion"]
            .contains(type.foldedName)
    }

    /// What a column of the type holds, in the words of databases and of X++; nil where that is not
    /// known.
    var knownType: FieldType? {
        switch type.foldedName {
        case "nvarchar", "varchar", "nchar", "char", "ntext", "text", "sysname", "character",
            "character varying", "char varying", "national", "varchar2", "nvarchar2", "clob", "xml",
            "varbinary", "binary", "image", "bytea", "blob", "rowversion", "binary varying",
            "string",
            "memo":
            .string
        case "int", "integer", "bigint", "smallint", "tinyint", "int2", "int4", "int8", "int64":
            .integer
        case "numeric", "decimal", "dec", "money", "smallmoney", "float", "real", "number",
            "double precision", "double":
            .decimal
        case "bit", "boolean", "bool": .boolean(whenTrue: "true", whenFalse: "false")
        case "date": .date
        case "datetime", "datetime2", "smalldatetime", "datetimeoffset", "timestamptz",
            "utcdatetime":
            .dateTime
        case "time": .time
        case "uniqueidentifier", "uuid", "guid": .guid
        default: nil
        }
    }
}

import JSON5
import Records

/// Reads what `CREATE TABLE` texts say of fields: types, lengths and keys, in the words of SQL Server
/// and, where they differ, of its neighbours.
///
/// A script holds much besides. Everything but tables and their keys is passed over.
package struct SQLTableReader {
    private let file: String
    private var lexer: SQLLexer
    private var token: SQLToken?
    private var tables: [SQLTable] = []
    private var remarks: [SchemaRemark] = []

    /// The overlays of all tables of a script in UTF-8. `file` stands in messages.
    package static func read(_ bytes: [UInt8], file: String) throws(SchemaError) -> SchemaReading {
        var reader = SQLTableReader(bytes, file: file)
        try reader.readScript()
        guard !reader.tables.isEmpty else {
            throw SchemaError(
                at: DocumentPlace(file: file), what: "It holds no CREATE TABLE",
                remedy: "Script the tables with their columns")
        }
        var reading = SchemaReading(remarks: reader.remarks)
        for table in reader.tables { table.add(to: &reading, file: file) }
        return reading
    }

    /// True when the text holds a `CREATE TABLE` outside of comments and quotes.
    package static func holdsTable(_ bytes: [UInt8]) -> Bool {
        var lexer = SQLLexer(bytes)
        var isBehindCreate = false
        while let token = lexer.next() {
            if isBehindCreate && token.isWord("table") { return true }
            isBehindCreate = token.isWord("create")
        }
        return false
    }

    /// What a type such as `nvarchar(20)` says of a field; nil where it says nothing.
    static func facets(ofType text: String, name: String, line: Int) -> FieldFacets? {
        var reader = SQLTableReader(Array(text.utf8), file: "")
        var column = SQLColumn(name: name, line: line)
        reader.readType(of: &column)
        return column.knownType == nil ? nil : column.facets
    }

    private init(_ bytes: [UInt8], file: String) {
        self.file = file
        lexer = SQLLexer(bytes)
        token = lexer.next()
    }

    // MARK: Statements

    private mutating func readScript() throws(SchemaError) {
        while let token {
            moveOn()
            if token.isWord("create") {
                if takes("table") { try readTable() } else { readIndex() }
            } else if token.isWord("alter"), takes("table") {
                readAlteration()
            }
        }
    }

    /// `CREATE TABLE [dbo].[Customers] (…)`.
    private mutating func readTable() throws(SchemaError) {
        if takes("if") { while takes("not") || takes("exists") {} }
        let line = token?.line ?? 1
        guard let name = takeName() else {
            throw error("A table has no name", line)
        }
        var table = SQLTable(name: name, line: line)
        guard takesSign("(") else {
            remarks.append(
                SchemaRemark(
                    file: file, line: line, text: "The table \(name) is made without columns"))
            return
        }
        repeat {
            try readElement(of: &table)
        } while takesSign(",") && !nextIsSign(")")
        guard takesSign(")") else {
            throw error(
                "The columns of \(name) end in the middle"
                    + (token.map { ", before \($0.text)" } ?? ""), token?.line ?? line)
        }
        tables.append(table)
    }

    /// A column, or a rule about several of them.
    private mutating func readElement(of table: inout SQLTable) throws(SchemaError) {
        if let token, token.kind == .word, Self.rules.contains(token.text.foldedName) {
            readRule(of: &table)
            return
        }
        guard let token, token.isName else {
            throw error(
                "A column of \(table.name) has no name", self.token?.line ?? table.line)
        }
        moveOn()
        var column = SQLColumn(name: token.text, line: token.line)
        readType(of: &column)
        readAttributes(of: &column)
        table.columns.append(column)
    }

    private static let rules: Set = [
        "constraint", "primary", "unique", "foreign", "check", "index", "key", "period", "exclude",
    ]

    private mutating func readType(of column: inout SQLColumn) {
        guard let token, token.isName, !Self.attributes.contains(token.text.foldedName) else {
            return
        }
        // A type of a schema of its own, or of two words.
        column.type = takeName() ?? ""
        if takes("varying") { column.type += " varying" }
        if takes("precision") { column.type += " precision" }
        guard takesSign("(") else { return }
        while let token = self.token, !token.isSign(")") {
            if token.kind == .number || token.kind == .word { column.arguments.append(token.text) }
            moveOn()
        }
        moveOn()
    }

    private static let attributes: Set = [
        "not", "null", "primary", "unique", "default", "constraint", "identity", "as", "check",
        "collate", "references", "generated",
    ]

    /// What stands behind the type, up to the next column.
    private mutating func readAttributes(of column: inout SQLColumn) {
        var depth = 0
        while let token {
            if depth == 0, token.isSign(",") || token.isSign(")") { return }
            moveOn()
            if token.isSign("(") { depth += 1 }
            if token.isSign(")") { depth -= 1 }
            guard depth == 0 else { continue }
            switch token.kind == .word ? token.text.foldedName : "" {
            case "not": if takes("null") { column.isNotNull = true }
            case "default", "identity", "generated", "auto_increment": column.isFilled = true
            case "as": column.isComputed = true
            case "primary": column.isPrimary = true
            case "unique": column.isUnique = true
            default: break
            }
        }
    }

    // MARK: Keys

    /// `CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([A] ASC, [B])`, up to its end.
    private mutating func readRule(of table: inout SQLTable) {
        if takes("constraint") { _ = takeName() }
        let isPrimary = nextIs("primary")
        let isUnique = nextIs("unique")
        var depth = 0
        var columns: [String]?
        while let token {
            if depth == 0, token.isSign(",") || token.isSign(")") || token.isSign(";") { break }
            if depth == 0, token.isWord("go") || token.isWord("alter") || token.isWord("create") {
                break
            }
            if token.isSign("("), columns == nil, isPrimary || isUnique {
                columns = takeColumns()
                continue
            }
            if token.isSign("(") { depth += 1 }
            if token.isSign(")") { depth -= 1 }
            moveOn()
        }
        guard let columns, !columns.isEmpty else { return }
        if isPrimary { table.primaryKey = columns } else { table.uniqueKeys.append(columns) }
    }

    /// `ALTER TABLE [dbo].[Customers] ADD CONSTRAINT [PK] PRIMARY KEY ([A])`.
    private mutating func readAlteration() {
        guard let name = takeName() else { return }
        if takes("with") { while takes("check") || takes("nocheck") {} }
        guard takes("add"), nextIs("constraint") || nextIs("primary") || nextIs("unique") else {
            return
        }
        withTable(named: name) { $0.readRule(of: &$1) }
    }

    /// `CREATE UNIQUE NONCLUSTERED INDEX [I] ON [dbo].[Customers] ([A])`.
    private mutating func readIndex() {
        guard takes("unique") else { return }
        while let token, !token.isWord("on") {
            if token.isSign(";") || token.isWord("go") { return }
            moveOn()
        }
        moveOn()
        guard let name = takeName(), nextIsSign("(") else { return }
        let columns = takeColumns()
        withTable(named: name) { $1.uniqueKeys.append(columns) }
    }

    private mutating func withTable(
        named name: String, _ change: (inout SQLTableReader, inout SQLTable) -> Void
    ) {
        guard let index = tables.firstIndex(where: { $0.name.isSameName(as: name) }) else { return }
        var table = tables[index]
        change(&self, &table)
        tables[index] = table
    }

    /// The names in the brackets here, without the order behind each.
    private mutating func takeColumns() -> [String] {
        guard takesSign("(") else { return [] }
        var names: [String] = []
        var isBehindComma = true
        while let token, !token.isSign(")") {
            moveOn()
            if isBehindComma, token.isName { names.append(token.text) }
            isBehindComma = token.isSign(",")
        }
        moveOn()
        return names
    }

    // MARK: Tokens

    private mutating func moveOn() { token = lexer.next() }

    /// The last part of `[server].[dbo].[Customers]`.
    private mutating func takeName() -> String? {
        var name: String?
        while let token, token.isName {
            name = token.text
            moveOn()
            guard takesSign(".") else { break }
            // `database..table` leaves out the schema.
            _ = takesSign(".")
        }
        return name
    }

    private func nextIs(_ word: String) -> Bool { token?.isWord(word) == true }

    private func nextIsSign(_ sign: String) -> Bool { token?.isSign(sign) == true }

    private mutating func takes(_ word: String) -> Bool {
        guard nextIs(word) else { return false }
        moveOn()
        return true
    }

    private mutating func takesSign(_ sign: String) -> Bool {
        guard nextIsSign(sign) else { return false }
        moveOn()
        return true
    }

    private func error(_ what: String, _ line: Int) -> SchemaError {
        SchemaError(
            at: DocumentPlace(file: file, line: line), what: what,
            remedy: "Script the table again, or take it out of the text")
    }
}

import Formats
import JSON5
import Mapping
import Records

/// A small table that people fill in: a CSV file, read as a whole.
///
/// Spreadsheets write what they read with the separator of their country, so the first line tells
/// which one it is.
package struct EditedTable {
    /// A line of the file that has values.
    package struct Row {
        package var line: Int
        /// One a column.
        package var values: [String]
    }

    /// The names in the first line.
    package var columns: [String]
    /// In the order of the file.
    package var rows: [Row] = []

    init(columns: [String]) {
        self.columns = columns
    }

    /// Throws when the file lacks one of the columns that it needs or a line does not fit the first one.
    /// `columns` are all that it may have, for the message, where these are more.
    package init(
        _ bytes: [UInt8], file: String, needing needed: [String], of columns: [String] = []
    ) throws(MappingError) {
        let wanted = (columns.isEmpty ? needed : columns).joined(separator: ",")
        let header = "Write the first line as \(wanted), parted by commas, semicolons or tabs"
        var dialect = Dialect()
        dialect.delimiter = Self.delimiter(of: bytes)
        if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
            throw MappingError(
                .valueMapFileUnusable, "it is a workbook or a zip, and no text",
                at: DocumentPlace(file: file)
            ).toDo("Save the sheet as CSV in UTF-8")
        }
        let reader = CSVReader(MemoryBytes(bytes), file: file, dialect: dialect)
        do throws(FormatError) {
            self.columns = try reader.columnNames()
        } catch {
            throw Self.unusable(error.issue, file: file, header: wanted.isEmpty ? nil : header)
        }
        // Before the rows, which have more values than a header that lacks a column.
        for name in needed where column(name) == nil {
            throw MappingError(
                .valueMapFileUnusable, "the first line lacks the column \"\(name)\"",
                at: DocumentPlace(file: file, line: 1)
            ).toDo(header)
        }
        do throws(FormatError) {
            try take(reader)
        } catch {
            throw Self.unusable(error.issue, file: file, header: wanted.isEmpty ? nil : header)
        }
    }

    /// `header` is what to do about the first line; nil where nobody knows what it should be.
    private static func unusable(_ issue: Issue, file: String, header: String?) -> MappingError {
        let general = "Correct the line in an editor, and save the file as CSV in UTF-8"
        let isAboutHeader = issue.line == 1 && issue.code != .invalidInEncoding
        return MappingError(
            .valueMapFileUnusable, issue.detail, at: DocumentPlace(file: file, line: issue.line)
        ).toDo(isAboutHeader ? header ?? general : general)
    }

    /// The place of a column in the rows; nil when there is none of that name.
    package func column(_ name: String) -> Int? { columns.firstIndex { $0.isSameName(as: name) } }

    private mutating func take(_ reader: CSVReader) throws(FormatError) {
        while let batch = try reader.next() {
            if let fault = batch.unreadable.first { throw FormatError(fault.issue) }
            for row in 0..<batch.rowCount {
                let values = batch.columns.map { batch.text(of: $0.cells[row]) ?? "" }
                // Spreadsheets leave empty lines behind.
                if values.allSatisfy(\.isLeftBlank) { continue }
                rows.append(Row(line: Int(batch.positions[row].line), values: values))
            }
        }
    }

    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        let header = bytes.prefix { $0 != 0x0A }
        let candidates = Array(",;\t".utf8)
        return candidates.max { one, other in
            header.count { $0 == one } < header.count { $0 == other }
        } ?? candidates[0]
    }

    /// The file's bytes, with the mark by which spreadsheets know UTF-8.
    var bytes: [UInt8] { Self.csv([columns] + rows.map(\.values)) }

    /// Rows of texts as such a file.
    static func csv(_ rows: [[String]]) -> [UInt8] {
        [0xEF, 0xBB, 0xBF] + rows.map(line).joined().utf8
    }

    /// A row with its line break.
    static func line(_ row: [String]) -> String {
        row.map(quoted).joined(separator: ",") + "\r\n"
    }

    private static func quoted(_ value: String) -> String {
        let needsQuotes = value.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte < 0x20
        }
        return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
    }
}

extension String {
    /// Nothing, or nothing but the spaces that somebody left in a cell.
    package var isLeftBlank: Bool { utf8.allSatisfy { $0 <= 0x20 } }

    /// The text without the spaces at its ends; nil where nothing stays.
    var leftText: String? {
        let text = withoutBlanks
        return text.isEmpty ? nil : text
    }
}

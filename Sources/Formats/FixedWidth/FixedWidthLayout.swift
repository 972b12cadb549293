import Records

/// Where the values of a fixed width file stand in its lines, and how the file is written.
///
/// Places and lengths count characters (Unicode scalars) of the decoded text, so that a value takes
/// the same place in any encoding. Blanks around a value are no part of it, and a column of nothing
/// but blanks is null.
package struct FixedWidthLayout: Sendable, Equatable {
    /// A column as people write it.
    package struct Column: Sendable, Equatable {
        package var name: String
        /// How many characters it takes.
        package var length: Int
        /// Its first character, counted from 1; nil for right behind the column before.
        package var start: Int?

        package init(name: String, length: Int, start: Int? = nil) {
            self.name = name
            self.length = length
            self.start = start
        }
    }

    /// A column's place in the line.
    struct Field: Sendable, Equatable {
        var name: String
        /// Characters of the line, counted from 0.
        var range: Range<Int>
    }

    /// In the order in which they stand in the line.
    let fields: [Field]
    /// How many characters a record has by the settings; nil for as many as the columns take. Files
    /// that have it may come without line ends.
    package let recordLength: Int?
    package var encoding = TextEncoding.utf8
    /// Written at the start of the file. Reading accepts one always.
    package var hasByteOrderMark = false
    /// For writing; nil for none, which takes a record length. Reading accepts any.
    package private(set) var lineEnd: LineEnd?
    /// The line that is passed over, with what stands before it; it names nothing.
    package var header = HeaderLine.none
    /// Names of files that have the layout although no manifest says so.
    package var files: FileNamePattern?

    /// No record is longer.
    static let mostCharacters = 16 << 20
    static let mostColumns = 4_096

    /// Throws what is wrong with the columns. Without a line end records are written with CRLF,
    /// those with a record length one right behind the other.
    package init(
        _ columns: [Column], recordLength: Int? = nil, lineEnd: LineEnd? = nil
    ) throws(FixedWidthProblem) {
        fields = try Self.fields(columns)
        self.recordLength = recordLength
        self.lineEnd = lineEnd ?? (recordLength == nil ? .crlf : nil)
        guard let recordLength else { return }
        guard let last = fields.last, last.range.upperBound <= recordLength,
            recordLength <= Self.mostCharacters
        else {
            throw FixedWidthProblem(
                "recordLength",
                recordLength > Self.mostCharacters
                    ? "is \(recordLength), at most \(Self.mostCharacters) are possible"
                    : "is \(recordLength), but the columns end at \(Self.end(of: fields))")
        }
    }

    /// The names of the columns, in the order in which they stand in the line.
    package var columnNames: [String] { fields.map(\.name) }

    /// How many characters a whole line has.
    package var width: Int { recordLength ?? Self.end(of: fields) }

    /// The same layout, written with line ends in any case, which reads the same.
    var withLineEnds: FixedWidthLayout {
        var layout = self
        layout.lineEnd = lineEnd ?? .crlf
        return layout
    }

    private static func end(of fields: [Field]) -> Int { fields.last?.range.upperBound ?? 0 }
}

/// What is wrong with a layout: the key of the settings and a sentence about it.
package struct FixedWidthProblem: Error, Equatable {
    /// Such as `layout[2].length`.
    package var key: String
    /// What follows the key in a sentence.
    package var text: String

    init(_ key: String, _ text: String) {
        self.key = key
        self.text = text
    }
}

extension FixedWidthLayout {
    private static func fields(_ columns: [Column]) throws(FixedWidthProblem) -> [Field] {
        guard !columns.isEmpty else { throw FixedWidthProblem("layout", "has no column") }
        guard columns.count <= mostColumns else {
            throw FixedWidthProblem(
                "layout", "has \(columns.count) columns, at most \(mostColumns) are possible")
        }
        var placed: [(index: Int, field: Field)] = []
        var next = 1
        var seen: [String: Int] = [:]
        for (index, column) in columns.enumerated() {
            let field = try place(column, next: next, "layout[\(index)]")
            if let first = seen.updateValue(index, forKey: column.name.foldedName) {
                throw FixedWidthProblem(
                    "layout[\(index)].name",
                    "is \"\(column.name)\", which layout[\(first)] is called too")
            }
            placed.append((index, field))
            next = field.range.upperBound + 1
        }
        placed.sort {
            ($0.field.range.lowerBound, $0.index) < ($1.field.range.lowerBound, $1.index)
        }
        for (one, other) in zip(placed, placed.dropFirst())
        where one.field.range.upperBound > other.field.range.lowerBound {
            throw overlap(one.index, one.field, other.index, other.field)
        }
        return placed.map(\.field)
    }

    private static func place(
        _ column: Column, next: Int, _ key: String
    ) throws(FixedWidthProblem) -> Field {
        guard !column.name.trimmingBlanks().isEmpty else {
            throw FixedWidthProblem("\(key).name", "is empty")
        }
        guard column.length > 0 else {
            throw FixedWidthProblem("\(key).length", "is \(column.length), it must be 1 or more")
        }
        let start = column.start ?? next
        guard start > 0 else {
            throw FixedWidthProblem("\(key).start", "is \(start), the first character is 1")
        }
        guard start <= mostCharacters, column.length <= mostCharacters,
            start - 1 + column.length <= mostCharacters
        else {
            throw FixedWidthProblem(
                key, "goes beyond character \(mostCharacters), the last that is possible")
        }
        return Field(name: column.name, range: start - 1..<start - 1 + column.length)
    }

    private static func overlap(
        _ one: Int, _ first: Field, _ other: Int, _ second: Field
    ) -> FixedWidthProblem {
        let later = max(one, other)
        let earlier = min(one, other)
        let (own, before) = later == other ? (second, first) : (first, second)
        return FixedWidthProblem(
            "layout[\(later)]",
            "\"\(own.name)\" takes characters \(own.place) and overlaps layout[\(earlier)] "
                + "\"\(before.name)\" with \(before.place)")
    }
}

extension FixedWidthLayout.Field {
    /// As people count: `11 to 50`.
    var place: String { "\(range.lowerBound + 1) to \(range.upperBound)" }
}

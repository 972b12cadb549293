import Records

/// The column names of a delimited file.
struct DelimitedHeader {
    /// One a value of each record.
    var allNames: [String]
    /// The columns that batches have.
    var kept: [Int]

    var names: [String] { kept.map { allNames[$0] } }

    /// The column that our quarantine files carry.
    static let reasonColumn = "P2C_REASON"

    init(_ names: [String]) {
        allNames = names
        kept = names.indices.filter { !names[$0].isSameName(as: DelimitedHeader.reasonColumn) }
    }
}

extension CSVReader {
    /// The header, read on the first call.
    func openedHeader() throws(FormatError) -> DelimitedHeader {
        if let header { return header }
        try openText()
        let header = DelimitedHeader(try findNames())
        self.header = header
        plan = CutPlan(
            dialect: dialect, columns: header.allNames.count, recordLimit: limits.recordBytes,
            batchSize: batchSize)
        cells = []
        return header
    }

    private func openText() throws(FormatError) {
        let decoded = try DecodedText(
            source, declared: dialect.encoding, file: file, hasManifest: hasManifest)
        text = decoded.bytes
        origin.byte = UInt64(decoded.offset)
        dialect.encoding = decoded.encoding
        dialect.hasByteOrderMark = decoded.hasByteOrderMark
        warnings += decoded.warnings
        try readSeparatorLine(decoded.bytes)
        try refuseXML(decoded.bytes)
        plan = CutPlan(
            headerOf: dialect, columnLimit: limits.columns, recordLimit: limits.recordBytes)
    }

    private func readSeparatorLine(_ text: RewindableBytes) throws(FormatError) {
        let first = try text.readPrefix(SeparatorLine.mostBytes)
        guard let line = SeparatorLine(first, dialect: dialect) else {
            text.giveBack(first[...])
            return
        }
        text.giveBack(first[line.length...])
        dialect.delimiter = line.delimiter
        warnings.append(
            issue(
                .separatorLine,
                "the delimiter is \(displayName(of: dialect.delimiter)) by that line",
                1))
        origin.byte += UInt64(line.length)
        origin.line = 2
    }

    /// XML has lines too, and the first of them would pass for a header with one column.
    private func refuseXML(_ text: RewindableBytes) throws(FormatError) {
        let first = try text.readPrefix(XMLStart.mostBytes)
        defer { text.giveBack(first[...]) }
        guard XMLStart.begins(first[...]) else { return }
        let start = first.drop { $0 <= 0x20 }.prefix { $0 >= 0x20 }.prefix(40)
        throw FormatError(
            issue(
                .xmlInDelimited, "it begins with “\(String(decoding: start, as: UTF8.self))”"))
    }

    private func findNames() throws(FormatError) -> [String] {
        switch dialect.header {
        case .none where dialect.columnNames.isEmpty: return try countedNames()
        case .none: return try declaredNames()
        case .line(let line):
            try passOverLines(before: line)
            return try readNames()
        }
    }

    private func readNames() throws(FormatError) -> [String] {
        while let stretch = try cutStretch(of: max(batchSize, 64), until: .max) {
            if let fault = stretch.result.faults.first {
                throw unreadableHeader(fault, stretch)
            }
            guard let position = stretch.result.positions.first else { continue }
            return try names(stretch, position)
        }
        throw FormatError(issue(.noHeaderLine, "the file is empty"))
    }

    private func names(
        _ stretch: CutStretch, _ position: RecordPosition
    ) throws(FormatError) -> [String] {
        var stretch = stretch
        let count = stretch.result.values
        guard count <= limits.columns else {
            throw tooManyColumns("the header", count, position.line)
        }
        let start = Int(position.byte - stretch.origin.byte)
        try checkDelimiter(stretch.bytes[start...], values: count, position.line)
        unescape(&stretch)
        var names = (0..<count).map { columnName(stretch.bytes[cells[$0 * plan.rowRoom].range]) }
        let isNameless = names.allSatisfy(\.isEmpty)
        while names.last == "", isNameless || !dialect.isStrict { names.removeLast() }
        try check(names, position.line, of: "the header")
        if dialect.isStrict { try compare(names, position.line) }
        return names
    }

    /// A strict dialect that names the columns wants them in the header, in that order.
    private func compare(_ names: [String], _ line: UInt32) throws(FormatError) {
        let declared = dialect.columnNames
        let found = DelimitedHeader(names).names
        if declared.isEmpty || found.map(\.foldedName) == declared.map(\.foldedName) { return }
        throw FormatError(
            issue(
                .otherColumns,
                "the header has \(names.joined(separator: ", ")), its format declares "
                    + declared.joined(separator: ", "), line))
    }

    /// A line that is one value and holds another delimiter was written with that one.
    func checkDelimiter(
        _ record: ArraySlice<UInt8>, values: Int, _ line: UInt32
    ) throws(FormatError) {
        if values == 1, let found = otherDelimiter(in: record) { throw wrongDelimiter(found, line) }
    }

    func check(_ names: [String], _ line: UInt32?, of what: String) throws(FormatError) {
        if names.isEmpty {
            throw FormatError(issue(.noHeaderLine, "the header names no column", line))
        }
        var seen: [String: Int] = [:]
        for (column, name) in names.enumerated() {
            if name.isEmpty {
                throw FormatError(
                    issue(.blankColumnName, "column \(column + 1) of \(what) has no name", line))
            }
            if let first = seen.updateValue(column, forKey: name.foldedName) {
                throw FormatError(
                    issue(
                        .duplicateColumnName,
                        "columns \(first + 1) and \(column + 1) are both named “\(name)”", line))
            }
        }
    }

    private func unreadableHeader(
        _ fault: CutResult.Fault, _ stretch: CutStretch
    ) -> FormatError {
        if let found = otherDelimiter(in: stretch.bytes[fault.start..<fault.end]) {
            return wrongDelimiter(found, fault.line)
        }
        return FormatError(issue(.unreadableHeader, detail(of: fault), fault.line))
    }

    private func wrongDelimiter(_ found: UInt8, _ line: UInt32) -> FormatError {
        FormatError(
            issue(
                .wrongDelimiter,
                (dialect.header == .none ? "the first record" : "the header")
                    + " has the delimiter \(displayName(of: found)), the format declares "
                    + displayName(of: dialect.delimiter), line))
    }

    /// A delimiter other than the dialect's that stands outside quotes in the header's line.
    private func otherDelimiter(in record: ArraySlice<UInt8>) -> UInt8? {
        var isInside = false
        for byte in record {
            if byte == dialect.qualifier { isInside.toggle() }
            if isInside { continue }
            if byte == 0x0A || byte == 0x0D { break }
            if byte != dialect.delimiter, byte != dialect.qualifier, isUsualDelimiter(byte) {
                return byte
            }
        }
        return nil
    }
}

private func isUsualDelimiter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x09
        || byte == UInt8(ascii: "|")
}

/// As messages write it: `“;”`, `tab`.
func displayName(of delimiter: UInt8) -> String {
    delimiter == 0x09 ? "tab" : "“\(Character(Unicode.Scalar(delimiter)))”"
}

/// A header's name without what exporters and Excel put around it: spaces, no-break spaces, quotes
/// and stray byte order marks.
private func columnName(_ bytes: ArraySlice<UInt8>) -> String {
    let around: Set<Unicode.Scalar> = [" ", "\t", "\u{A0}", "\u{FEFF}", "\""]
    var scalars = Substring(decoding: bytes, as: UTF8.self).unicodeScalars
    while let first = scalars.first, around.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, around.contains(last) { scalars.removeLast() }
    return String(scalars)
}

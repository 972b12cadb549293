import Records

/// The names of the columns where the first line does not give them, and the way to a header that
/// stands further down.
extension CSVReader {
    /// Passes over the lines before the header's, whatever they hold.
    func passOverLines(before line: Int) throws(FormatError) {
        guard let text, origin.line < line else { return }
        let passed = line - Int(origin.line)
        var isBehindCR = false
        while origin.line < line || isBehindCR {
            let bytes = try text.readMore(after: [], upTo: 4_096)
            if bytes.isEmpty { break }
            var used = 0
            while used < bytes.count, origin.line < line || isBehindCR && bytes[used] == 0x0A {
                if bytes[used] == 0x0D || bytes[used] == 0x0A && !isBehindCR { origin.line += 1 }
                isBehindCR = bytes[used] == 0x0D
                used += 1
            }
            if used < bytes.count { isBehindCR = false }
            text.giveBack(bytes[used...])
            origin.byte += UInt64(used)
        }
        guard origin.line >= line else {
            throw FormatError(
                issue(
                    .noHeaderLine,
                    "the header is declared for line \(line), the file ends on line \(origin.line)"
                ))
        }
        warnings.append(
            issue(
                .linesBeforeHeader,
                "\(passed) \(passed == 1 ? "line" : "lines") before the header on line \(line)",
                UInt32(line)))
    }

    /// The names that the dialect gives to a file without a header.
    func declaredNames() throws(FormatError) -> [String] {
        guard dialect.columnNames.count <= limits.columns else {
            throw tooManyColumns("its format", dialect.columnNames.count)
        }
        try check(dialect.columnNames, nil, of: "its format")
        return dialect.columnNames
    }

    /// `COLUMN1`, `COLUMN2` and so on, as many as the first record has values. The record is read
    /// again afterwards; a file without records has no columns.
    func countedNames() throws(FormatError) -> [String] {
        while true {
            let before = (origin, summary)
            guard let stretch = try cutStretch(of: max(batchSize, 64), until: .max) else {
                return []
            }
            if let fault = stretch.result.faults.first {
                throw FormatError(
                    issue(.unreadableFirstRecord, detail(of: fault), fault.line))
            }
            guard let first = stretch.result.positions.first else { continue }
            let count = stretch.result.values
            guard count <= limits.columns else {
                throw tooManyColumns("the first record", count, first.line)
            }
            let start = Int(first.byte - stretch.origin.byte)
            try checkDelimiter(stretch.bytes[start...], values: count, first.line)
            let hasControlZ = summary.hasControlZ
            (origin, summary) = before
            summary.hasControlZ = hasControlZ
            giveBack(stretch.bytes)
            return (1...count).map { "COLUMN\($0)" }
        }
    }

    /// The bytes, which were read and used, come before what is unread.
    private func giveBack(_ bytes: [UInt8]) {
        guard let text else { return }
        let whole = RewindableBytes(text)
        whole.giveBack(bytes[...])
        self.text = whole
    }

    func tooManyColumns(_ what: String, _ count: Int, _ line: UInt32? = nil) -> FormatError {
        FormatError(
            issue(
                .tooManyColumns, "\(what) has \(count) columns, the limit is \(limits.columns)",
                line))
    }
}

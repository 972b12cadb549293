import Records

extension CSVReader {
    func issue(_ code: IssueCode, _ detail: String, _ line: UInt32? = nil) -> Issue {
        Issue(code, detail, file: file, entity: entity, line: line.map { Int($0) })
    }

    /// The record that the cutter could not cut, with its text and the reason.
    func unreadable(_ fault: CutResult.Fault, _ stretch: CutStretch) -> UnreadableRecord {
        let position = RecordPosition(
            byte: stretch.origin.byte + UInt64(fault.start), line: fault.line)
        var issue = issue(code(of: fault), detail(of: fault), fault.line)
        if case .neverClosed(let openLine) = fault.reason { issue.line = Int(openLine) }
        if isCutOff(fault, stretch) {
            issue.detail += "; the file ends there without the end of a line, so it may be cut off"
        }
        issue.byte = Int(position.byte)
        return UnreadableRecord(
            position: position, raw: Cell(offset: fault.start, count: fault.end - fault.start),
            issue: issue)
    }

    /// True for a record that lacks values and is the last of a file that does not end its last line.
    private func isCutOff(_ fault: CutResult.Fault, _ stretch: CutStretch) -> Bool {
        guard case .valueCount(let count) = fault.reason, count < plan.columns,
            fault.end == stretch.bytes.count
        else { return false }
        return stretch.bytes.last.map { $0 != 0x0A && $0 != 0x0D } ?? false
    }

    private func code(of fault: CutResult.Fault) -> IssueCode {
        switch fault.reason {
        case .valueCount: .wrongValueCount
        case .textAfterQuote: .textAfterQuote
        case .quoteInsideValue: .quoteInsidePlainValue
        case .neverClosed: .quoteNeverClosed
        case .nul: .nulInRecord
        }
    }

    func detail(of fault: CutResult.Fault) -> String {
        switch fault.reason {
        case .valueCount(let count):
            "line \(fault.line) has \(count) \(count == 1 ? "value" : "values"), "
                + (dialect.header == .none ? "its format has " : "the header has ")
                + "\(plan.columns)"
        case .textAfterQuote:
            "the record on line \(fault.line) has text behind a closing quote"
        case .quoteInsideValue:
            "the record on line \(fault.line) has a quote inside a value without quotes around it"
        case .neverClosed(let openLine):
            "the quote opened on line \(openLine) is never closed"
        case .nul:
            "the record on line \(fault.line) holds a NUL byte"
        }
    }

    func recordTooLong(_ line: UInt32) -> FormatError {
        FormatError(
            issue(
                .delimitedRecordTooLong,
                "the record that begins on line \(line) has more than \(limits.recordBytes) bytes",
                line))
    }

    /// `bytes` begin where the cut that found the bad byte began.
    func invalidUTF8(
        _ bytes: ArraySlice<UInt8>, at bad: Int, from begin: RecordPosition
    ) -> FormatError {
        var line = begin.line
        for at in 0..<bad where bytes[at] == 0x0A || bytes[at] == 0x0D {
            if bytes[at] == 0x0A || bytes[at + 1] != 0x0A { line += 1 }
        }
        var issue = issue(
            .invalidInEncoding, "the byte \(hexadecimal(bytes[bad])) is not valid in UTF-8", line)
        issue.byte = Int(begin.byte) + bad
        return FormatError(issue)
    }
}

import JSON5
import Records

/// An expression bound to the columns of a file.
struct CompiledExpression: Sendable {
    let expression: ValueExpression
    private let code: ExpressionCode
    /// One a field; nil where the file lacks it, which makes it null in every record.
    private let origins: [FieldBinder.Origin?]
    /// `now()`, in nanoseconds since 1970.
    private let now: DecimalNumber?

    /// Throws when the types do not fit, or when nothing says to which table a lookup points.
    /// `wanted` is the type that its values are brought to: boolean, or text.
    init(
        _ expression: ValueExpression, binder: FieldBinder, runTime: String?,
        failing issueCode: IssueCode, at place: DocumentPlace, as wanted: ExpressionType = .text
    ) throws(MappingError) {
        self.expression = expression
        do throws(ExpressionError) {
            code = try ExpressionTyper.code(of: expression, as: wanted) { name in
                ExpressionField(name).type(in: binder.schema)
            }
        } catch {
            throw MappingError(issueCode, error, at: place)
        }
        var origins: [FieldBinder.Origin?] = []
        for field in code.fields {
            let found = try binder.origin(of: field, at: place)
            let lookup = ExpressionField(field).lookup.flatMap { binder.columns[$0] }
            origins.append(found ?? lookup.map { .column($0) })
        }
        self.origins = origins
        now = runTime.flatMap { text in
            let bytes = Array(text.utf8)
            return MomentNumber.moment(bytes.span, 0..<bytes.count).map(DecimalNumber.init(whole:))
        }
    }

    /// True when the expression has fields and the file has none of them.
    var lacksAllFields: Bool {
        !origins.isEmpty && origins.allSatisfy { $0 == nil }
    }

    /// The values of its lookups that the references do not know.
    func openLookups(in batch: RecordBatch, fates: [RowFate]) -> [OpenLookup] {
        origins.compactMap { origin in
            guard case .lookup(let lookup)? = origin else { return nil }
            return lookup.open(in: batch, fates: fates)
        }
    }

    /// Computes the expression for every row. Texts that are made are appended to `bytes`. A lookup
    /// that is no record, or several, sends its row to quarantine; it may point to one of `also`
    /// besides the references.
    func values(
        of source: [Column], bytes: inout [UInt8], kept: [RowFate], also: [Reference] = [],
        fates: inout [RowFate], issues: inout [RowIssue]
    ) -> ValueColumn {
        var fields: [[Cell]?] = []
        for origin in origins {
            switch origin {
            case .column(let index): fields.append(source[index].cells)
            case .lookup(let lookup):
                fields.append(
                    lookup.cells(
                        of: source, bytes: &bytes, kept: kept, also: also, fates: &fates,
                        issues: &issues))
            case nil: fields.append(nil)
            }
        }
        var run = ExpressionRun(fields: fields, rowCount: kept.count, now: now)
        swap(&run.bytes, &bytes)
        for step in code.steps { run.execute(step) }
        swap(&run.bytes, &bytes)
        return run.pop()
    }

    /// The values as cells, for the kept rows. A row whose value cannot be computed goes to
    /// quarantine; that of a row which has none of the fields is absent, whatever it would be.
    func cells(
        of source: [Column], bytes: inout [UInt8], field: String, kept: [RowFate],
        also: [Reference], fates: inout [RowFate], issues: inout [RowIssue]
    ) -> [Cell] {
        let values = values(
            of: source, bytes: &bytes, kept: kept, also: also, fates: &fates, issues: &issues)
        var cells = Array(repeating: Cell.null, count: kept.count)
        for row in kept.indices where kept[row].isKept {
            let place = values.place(row)
            if isAbsent(row, in: source) {
                cells[row] = .absent
            } else if values.states[place] == .value {
                cells[row] = values.cells[place]
            } else if let issue = issue(values.states[place], row: row, field: field) {
                fates[row] = .quarantined
                issues.append(issue)
            }
        }
        return cells
    }

    /// True when the record has none of the fields.
    private func isAbsent(_ row: Int, in source: [Column]) -> Bool {
        !origins.isEmpty
            && origins.allSatisfy { origin in
                switch origin {
                case .column(let index): source[index].cells[row].isAbsent
                case .lookup: false
                case nil: true
                }
            }
    }

    /// The complaint about a row whose value cannot be computed; nil when there is none.
    @inline(never)
    func issue(_ state: RowState, row: Int, field: String?) -> RowIssue? {
        guard let (failure, node) = state.failure else { return nil }
        let range = expression.nodes[node].range
        let part = String(decoding: Array(expression.text.utf8)[range], as: UTF8.self)
        return RowIssue(
            row: row, field: field, code: failure.code, detail: "\(part): \(failure.words)")
    }
}

extension RowState.Failure {
    fileprivate var code: IssueCode {
        switch self {
        case .divisionByZero: .expressionDividesByZero
        case .tooManyDigits: .expressionTooManyDigits
        case .indexOutside: .expressionIndexOutside
        case .textTooLong: .expressionTextTooLong
        case .noNumber, .noFlag, .noDate, .noMoment, .noTime, .noGUID: .expressionValueWrong
        }
    }

    fileprivate var words: String {
        switch self {
        case .divisionByZero: "the divisor is 0"
        case .tooManyDigits: "the number has more than \(DecimalNumber.mostDigits) digits"
        case .indexOutside: "the index or the length is no whole number from 0 on"
        case .textTooLong: "the text would have more than \(ExpressionRun.longestText) bytes"
        case .noNumber: "the value is no number"
        case .noFlag: "the value is neither true nor false"
        case .noDate: "the value is no date"
        case .noMoment: "the value is no date with time"
        case .noTime: "the value is no time of day"
        case .noGUID: "the value is no GUID"
        }
    }
}

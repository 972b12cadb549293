import Records

/// From texts to values and back.
extension ExpressionRun {
    mutating func converted(
        _ column: ValueColumn, _ conversion: ExpressionConversion, node: Int
    ) -> ValueColumn {
        switch conversion {
        case .read(.boolean, let misfit): return readFlags(column, misfit, node: node)
        case .read(.guid, let misfit): return readGUIDs(column, misfit, node: node)
        case .read(let type, let misfit): return readNumbers(column, type, misfit, node: node)
        case .write(let type): return written(column, type)
        case .dateToMoment:
            return changed(column) { DecimalNumber(whole: $0 * MomentNumber.nanosecondsOfDay) }
        case .momentToDate:
            return changed(column) { DecimalNumber(whole: MomentNumber.parts(ofMoment: $0).day) }
        case .momentToTime:
            return changed(column) { DecimalNumber(whole: MomentNumber.parts(ofMoment: $0).time) }
        case .whole(let bounds):
            var made = column
            for row in made.numbers.indices {
                let number = made.numbers[row].rounded(.halfAwayFromZero, places: 0)
                made.numbers[row] = number
                guard made.states[row] == .value, !bounds.contains(number.coefficient) else {
                    continue
                }
                made.states[row] = .null
            }
            return made
        }
    }

    /// Changes whole numbers.
    private func changed(
        _ column: ValueColumn, _ change: (Int128) -> DecimalNumber
    ) -> ValueColumn {
        var made = column
        for row in made.numbers.indices {
            made.numbers[row] = change(made.numbers[row].coefficient)
        }
        return made
    }

    // MARK: Reading

    private func readNumbers(
        _ column: ValueColumn, _ type: ExpressionType, _ misfit: ExpressionConversion.Misfit,
        node: Int
    ) -> ValueColumn {
        var made = ValueColumn(numbersFor: [column])
        made.states = column.states
        let bytes = self.bytes.span
        let failed = RowState.misfit(misfit, type.failure, node: node)
        for row in 0..<made.count where made.states[row] == .value {
            switch TextReading.number(of: type, bytes, column.cells[row].range) {
            case .number(let number): made.numbers[row] = number
            case .noNumber: made.states[row] = failed
            case .tooLong: made.states[row] = .failed(.tooManyDigits, node: node)
            }
        }
        return made
    }

    private func readFlags(
        _ column: ValueColumn, _ misfit: ExpressionConversion.Misfit, node: Int
    ) -> ValueColumn {
        var made = ValueColumn(rowsOf: [column])
        made.states = column.states
        made.flags = Array(repeating: false, count: made.count)
        let bytes = self.bytes.span
        let failed = RowState.misfit(misfit, .noFlag, node: node)
        let words = TextReading.flags
        for row in 0..<made.count where made.states[row] == .value {
            if let flag = words.value(of: column.cells[row].range, in: bytes) {
                made.flags[row] = flag == 1
            } else {
                made.states[row] = failed
            }
        }
        return made
    }

    private mutating func readGUIDs(
        _ column: ValueColumn, _ misfit: ExpressionConversion.Misfit, node: Int
    ) -> ValueColumn {
        var made = column
        var added: [UInt8] = []
        let failed = RowState.misfit(misfit, .noGUID, node: node)
        for row in 0..<made.count where made.states[row] == .value {
            let range = column.cells[row].range
            let verdict = bytes.withUnsafeBufferPointer {
                GUIDForm.canonicalize(UnsafeBufferPointer(rebasing: $0[range]), into: &added)
            }
            switch verdict {
            case .canonical: break
            case .rewritten:
                made.cells[row] = Cell(offset: bytes.count, count: added.count)
                bytes += added
                added.removeAll(keepingCapacity: true)
            case .nothing, .wrong, .ambiguous: made.states[row] = failed
            }
        }
        return made
    }

    // MARK: Writing

    /// The values as texts in canonical form.
    mutating func written(_ column: ValueColumn, _ type: ExpressionType) -> ValueColumn {
        if type.isTextual || type == .null { return column }
        var made = ValueColumn(rowsOf: [column])
        made.states = column.states
        made.cells = Array(repeating: .null, count: made.count)
        for row in 0..<made.count where made.states[row] == .value {
            let start = bytes.count
            switch type {
            case .boolean:
                bytes.append(contentsOf: (column.flags[row] ? "true" : "false").utf8)
            case .date: MomentNumber.appendDay(column.numbers[row].coefficient, to: &bytes)
            case .dateTime: MomentNumber.appendMoment(column.numbers[row].coefficient, to: &bytes)
            case .time: MomentNumber.appendTime(column.numbers[row].coefficient, to: &bytes)
            default: column.numbers[row].append(to: &bytes)
            }
            made.cells[row] = Cell(offset: start, count: bytes.count - start)
        }
        return made
    }
}

extension RowState {
    fileprivate static func misfit(
        _ misfit: ExpressionConversion.Misfit, _ failure: Failure, node: Int
    ) -> RowState {
        switch misfit {
        case .differs: .different
        case .fails: .failed(failure, node: node)
        case .becomesNull: .null
        }
    }
}

extension ExpressionType {
    /// What a text is not when it cannot be read as a value of the type.
    fileprivate var failure: RowState.Failure {
        switch self {
        case .date: .noDate
        case .dateTime: .noMoment
        case .time: .noTime
        default: .noNumber
        }
    }
}

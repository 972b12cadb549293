import Records

/// Comparisons and logic. Two nulls are equal; one null, and a text that is no value of the type,
/// are unequal to every value and stand in no order to it.
extension ExpressionRun {
    func compareTexts(_ left: ValueColumn, _ right: ValueColumn, _ accepted: UInt8) -> ValueColumn {
        var made = ValueColumn(flagsFor: left, right)
        let bytes = self.bytes.span
        for row in 0..<made.count {
            let (one, other) = (left.place(row), right.place(row))
            let isOneNothing = left.isNothing(one, in: bytes)
            let isOtherNothing = right.isNothing(other, in: bytes)
            let order: ValueOrder
            if isOneNothing && isOtherNothing {
                order = .equal
            } else if left.states[one] != .value || right.states[other] != .value {
                order = .incomparable
            } else {
                order = ValueOrder(
                    bytes, left.cells[one].range, bytes, right.cells[other].range)
            }
            made.states[row] = RowState.joined(left.states[one], right.states[other]).ofFlag
            made.flags[row] = accepted >> order.rawValue & 1 == 1
        }
        return made
    }

    func compareNumbers(_ left: ValueColumn, _ right: ValueColumn, _ accepted: UInt8) -> ValueColumn
    {
        var made = ValueColumn(flagsFor: left, right)
        for row in 0..<made.count {
            let (one, other) = (left.place(row), right.place(row))
            let state = RowState.joined(left.states[one], right.states[other])
            let order =
                state == .value
                ? left.numbers[one].order(to: right.numbers[other])
                : Self.order(left.states[one], right.states[other])
            made.states[row] = state.ofFlag
            made.flags[row] = accepted >> order.rawValue & 1 == 1
        }
        return made
    }

    func compareFlags(_ left: ValueColumn, _ right: ValueColumn, _ accepted: UInt8) -> ValueColumn {
        var made = ValueColumn(flagsFor: left, right)
        for row in 0..<made.count {
            let (one, other) = (left.place(row), right.place(row))
            let state = RowState.joined(left.states[one], right.states[other])
            let order: ValueOrder =
                state == .value
                ? left.flags[one] == right.flags[other] ? .equal : .incomparable
                : Self.order(left.states[one], right.states[other])
            made.states[row] = state.ofFlag
            made.flags[row] = accepted >> order.rawValue & 1 == 1
        }
        return made
    }

    /// The order where one side or both have no value.
    private static func order(_ one: RowState, _ other: RowState) -> ValueOrder {
        one == .null && other == .null ? .equal : .incomparable
    }

    func compareNulls(_ left: ValueColumn, _ right: ValueColumn, isEqual: Bool) -> ValueColumn {
        var made = ValueColumn(flagsFor: left, right)
        let bytes = self.bytes.span
        for row in 0..<made.count {
            let (one, other) = (left.place(row), right.place(row))
            let areEqual = left.isNothing(one, in: bytes) && right.isNothing(other, in: bytes)
            made.states[row] = RowState.joined(left.states[one], right.states[other]).ofFlag
            made.flags[row] = areEqual == isEqual
        }
        return made
    }

    // MARK: Lists

    func isOneOf(_ table: ByteTable, _ column: ValueColumn, acceptsNull: Bool) -> ValueColumn {
        var made = ValueColumn(flagsFor: column)
        let bytes = self.bytes.span
        for row in 0..<made.count {
            made.states[row] = column.states[row].ofFlag
            made.flags[row] =
                column.isNothing(row, in: bytes)
                ? acceptsNull
                : column.states[row] == .value
                    && table.value(of: column.cells[row].range, in: bytes) != nil
        }
        return made
    }

    func isOneOf(
        _ numbers: [DecimalNumber], _ column: ValueColumn, acceptsNull: Bool
    ) -> ValueColumn {
        var made = ValueColumn(flagsFor: column)
        for row in 0..<made.count {
            made.states[row] = column.states[row].ofFlag
            made.flags[row] =
                column.states[row] == .null
                ? acceptsNull
                : column.states[row] == .value && numbers.contains(column.numbers[row])
        }
        return made
    }

    func isOneOf(_ flags: [Bool], _ column: ValueColumn, acceptsNull: Bool) -> ValueColumn {
        var made = ValueColumn(flagsFor: column)
        for row in 0..<made.count {
            made.states[row] = column.states[row].ofFlag
            made.flags[row] =
                column.states[row] == .null
                ? acceptsNull
                : column.states[row] == .value && flags.contains(column.flags[row])
        }
        return made
    }

    // MARK: Logic

    /// `and` is decided by one side that is false, `or` by one that is true, whatever the other is.
    func connected(
        _ left: ValueColumn, _ right: ValueColumn, decidedBy decisive: Bool
    ) -> ValueColumn {
        var made = ValueColumn(flagsFor: left, right)
        for row in 0..<made.count {
            let (one, other) = (left.place(row), right.place(row))
            let isDecided =
                left.states[one] == .value && left.flags[one] == decisive
                || right.states[other] == .value && right.flags[other] == decisive
            made.states[row] =
                isDecided ? .value : RowState.joined(left.states[one], right.states[other])
            made.flags[row] = isDecided == decisive
        }
        return made
    }

    func negated(flags column: ValueColumn) -> ValueColumn {
        var made = column
        for row in made.flags.indices { made.flags[row].toggle() }
        return made
    }
}

extension ValueColumn {
    /// The answers to a question about operands.
    fileprivate init(flagsFor operands: ValueColumn...) {
        self.init(rowsOf: operands)
        flags = Array(repeating: false, count: count)
    }

    /// Null, or a text of nothing but white space.
    fileprivate func isNothing(_ row: Int, in bytes: Span<UInt8>) -> Bool {
        if states[row] == .null { return true }
        return states[row] == .value && !cells.isEmpty && cells[row].isBlank(in: bytes)
    }
}

extension RowState {
    /// The state of the answer to a question about a value in this state: there is one, unless the
    /// value could not be computed.
    fileprivate var ofFlag: RowState { isFailed ? self : .value }
}

import Records

/// Functions of texts. Indexes and lengths count characters; letters are compared without the case
/// of ASCII.
extension ExpressionRun {
    static let longestText = 1 << 24
    /// Of all texts of a batch: half of what cells can point to.
    private static let mostBytes = 1 << 31

    mutating func concatenated(_ operands: [ValueColumn], node: Int) -> ValueColumn {
        var made = ValueColumn(textsFor: operands)
        var lengths = Array(repeating: 0, count: made.count)
        for row in 0..<made.count {
            for operand in operands {
                let place = operand.place(row)
                made.states[row] = RowState.joined(made.states[row], operand.states[place])
                lengths[row] += operand.cells[place].count
            }
            guard made.states[row] == .value, lengths[row] > Self.longestText else { continue }
            made.states[row] = .failed(.textTooLong, node: node)
        }
        for row in 0..<made.count where made.states[row] != .value { lengths[row] = 0 }
        makeRoom(for: lengths.reduce(0, +), in: &made, node: node)
        for row in 0..<made.count where made.states[row] == .value {
            made.cells[row] = Cell(offset: bytes.count, count: lengths[row])
            for operand in operands {
                for index in operand.cells[operand.place(row)].range { bytes.append(bytes[index]) }
            }
        }
        return made
    }

    /// Where all texts together would be too long, no row gets one.
    private mutating func makeRoom(for count: Int, in column: inout ValueColumn, node: Int) {
        guard bytes.count + count > Self.mostBytes else {
            return bytes.reserveCapacity(bytes.count + count)
        }
        for row in 0..<column.count where column.states[row] == .value {
            column.states[row] = .failed(.textTooLong, node: node)
        }
    }

    func length(of column: ValueColumn) -> ValueColumn {
        var made = ValueColumn(numbersFor: [column])
        let bytes = self.bytes.span
        for row in 0..<made.count {
            made.states[row] = column.states[row]
            let length = Self.characters(in: column.cells[row].range, of: bytes)
            made.numbers[row] = DecimalNumber(whole: Int128(length))
        }
        return made
    }

    private static func characters(in range: Range<Int>, of bytes: Span<UInt8>) -> Int {
        var count = 0
        for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// The part of a text from an index on, all of it or so many characters.
    func substring(of operands: [ValueColumn], node: Int) -> ValueColumn {
        var made = ValueColumn(textsFor: operands)
        let bytes = self.bytes.span
        for row in 0..<made.count {
            var state = RowState.value
            for operand in operands {
                state = RowState.joined(state, operand.states[operand.place(row)])
            }
            made.states[row] = state
            guard state == .value else { continue }
            let range = operands[0].cells[operands[0].place(row)].range
            let start = operands[1].numbers[operands[1].place(row)]
            let length = operands.count > 2 ? operands[2].numbers[operands[2].place(row)] : nil
            guard let from = start.index, let most = length.map(\.index) ?? .some(.max) else {
                made.states[row] = .failed(.indexOutside, node: node)
                continue
            }
            let first = Self.place(
                ofCharacter: from, from: range.lowerBound, to: range.upperBound, bytes)
            let end = Self.place(ofCharacter: most, from: first, to: range.upperBound, bytes)
            made.cells[row] = Cell(offset: first, count: end - first)
        }
        return made
    }

    /// Where the character with a number begins, counted from a place; the end where there is none.
    private static func place(
        ofCharacter number: Int, from start: Int, to end: Int, _ bytes: Span<UInt8>
    ) -> Int {
        if number >= end - start { return end }
        var left = number
        var index = start
        while index < end {
            if bytes[index] & 0xC0 != 0x80 {
                if left == 0 { return index }
                left -= 1
            }
            index += 1
        }
        return end
    }

    mutating func inCase(
        _ letters: LetterCase, _ column: ValueColumn, node: Int
    ) -> ValueColumn {
        var made = column
        // A letter of two bytes may have a form of three in the other case.
        let count = column.cells.reduce(0) { $0 + $1.count }
        makeRoom(for: count + count / 2, in: &made, node: node)
        for row in 0..<made.count where made.states[row] == .value {
            let start = bytes.count
            letters.append(column.cells[row].range, of: &bytes)
            made.cells[row] = Cell(offset: start, count: bytes.count - start)
        }
        return made
    }

    func trimmed(_ column: ValueColumn) -> ValueColumn {
        var made = column
        bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<made.count where made.states[row] == .value {
                let range = column.cells[row].range
                let inner = TextForm.withoutSpaces(UnsafeBufferPointer(rebasing: bytes[range]))
                made.cells[row] = Cell(
                    offset: range.lowerBound + inner.lowerBound, count: inner.count)
            }
        }
        return made
    }

    // MARK: Finding

    /// `contains`, `startswith`, `endswith` and `indexof`.
    func found(
        _ function: ExpressionFunction, _ texts: ValueColumn, _ parts: ValueColumn
    ) -> ValueColumn {
        var made = ValueColumn(numbersFor: [texts, parts])
        made.flags = Array(repeating: false, count: made.count)
        var search = TextSearch()
        let bytes = self.bytes.span
        for row in 0..<made.count {
            let (one, other) = (texts.place(row), parts.place(row))
            made.states[row] = RowState.joined(texts.states[one], parts.states[other])
            guard made.states[row] == .value else { continue }
            let text = texts.cells[one].range
            let part = parts.cells[other].range
            switch function {
            case .startswith:
                made.flags[row] =
                    part.count <= text.count
                    && ValueOrder(bytes, text.prefix(part.count), bytes, part) == .equal
            case .endswith:
                made.flags[row] =
                    part.count <= text.count
                    && ValueOrder(bytes, text.suffix(part.count), bytes, part) == .equal
            default:
                let place = search.place(of: part, in: text, bytes)
                made.flags[row] = place != nil
                let index = place.map {
                    Self.characters(in: text.lowerBound..<$0, of: bytes)
                }
                made.numbers[row] = DecimalNumber(whole: Int128(index ?? -1))
            }
        }
        return made
    }

    func matches(_ column: ValueColumn, _ pattern: TextPattern) -> ValueColumn {
        var made = ValueColumn(rowsOf: [column])
        made.flags = Array(repeating: false, count: made.count)
        var matcher = TextPatternMatcher(pattern)
        let bytes = self.bytes.span
        for row in 0..<made.count {
            made.states[row] = column.states[row]
            guard column.states[row] == .value else { continue }
            made.flags[row] = matcher.matches(bytes, column.cells[row].range)
        }
        return made
    }
}

extension ValueColumn {
    /// Cells, as many as what is made of the operands has rows.
    fileprivate init(textsFor operands: [ValueColumn]) {
        self.init(rowsOf: operands)
        cells = Array(repeating: .null, count: count)
    }
}

extension DecimalNumber {
    /// The number as an index; nil when it is negative or not whole.
    fileprivate var index: Int? {
        guard isWhole, !isNegative else { return nil }
        return Int(clamping: coefficient)
    }
}

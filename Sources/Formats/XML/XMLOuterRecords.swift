import Records

/// The records around those that are read, as far as the inner ones inherit from them.
struct XMLOuterRecords {
    private var levels: [Level]

    /// One of the records around, which is open or will be.
    private struct Level {
        var slots: XMLNameSlots
        let names: [String]
        /// The columns of the inner records that the fields go into.
        let columns: [Int]
        var cells: [Cell]
        /// How many records waited when it began: those behind are inside.
        var waitingBefore = 0
        /// Its key may be wrong.
        var isDoubtful = false
    }

    init(_ inheritance: CompositeKeys.Inheritance, columns: [String]) {
        levels = inheritance.names.map { names in
            Level(
                slots: XMLNameSlots(names), names: names,
                columns: names.map { name in columns.firstIndex { $0.isSameName(as: name) } ?? -1 },
                cells: Array(repeating: .absent, count: names.count))
        }
    }

    /// The place of a field among those that are inherited; `depth` counts from 1.
    mutating func slot(of name: Int32, at depth: Int, names: borrowing XMLNames) -> Int {
        levels[depth - 1].slots.slot(of: name, names: names)
    }

    mutating func begin(at depth: Int, waiting: Int) {
        levels[depth - 1].waitingBefore = waiting
        levels[depth - 1].isDoubtful = false
        for slot in levels[depth - 1].cells.indices { levels[depth - 1].cells[slot] = .absent }
    }

    mutating func set(_ slot: Int, to cell: Cell, at depth: Int, tape: borrowing XMLTape) {
        guard slot >= 0 else { return }
        let known = levels[depth - 1].cells[slot]
        if !known.isAbsent, tape.bytes[known.range] != tape.bytes[cell.range] {
            levels[depth - 1].isDoubtful = true
        }
        levels[depth - 1].cells[slot] = cell
    }

    /// Its key may be wrong.
    mutating func doubt(at depth: Int) { levels[depth - 1].isDoubtful = true }

    /// The record ends: those inside get of its key what they lack. One that has another key than
    /// the record around it belongs to nobody.
    func end(
        at depth: Int, waiting: inout XMLBatchBuilder.Waiting, columns: [String],
        tape: borrowing XMLTape
    ) {
        let level = levels[depth - 1]
        for number in level.waitingBefore..<waiting.records.count {
            if level.isDoubtful, waiting.records[number].fault == nil {
                waiting.records[number].fault = .init(
                    .xmlOuterUnreadable, "The record around it is not clear about its key")
            }
            for slot in level.cells.indices where level.cells[slot].count > 0 {
                let place = number * columns.count + level.columns[slot]
                if waiting.cells[place].count == 0 {
                    waiting.cells[place] = level.cells[slot]
                } else if !Self.areSameKeys(
                    tape.bytes[waiting.cells[place].range], tape.bytes[level.cells[slot].range]),
                    waiting.records[number].fault == nil
                {
                    waiting.records[number].fault = Self.otherKey(
                        field: level.names[slot], own: tape.bytes[waiting.cells[place].range],
                        outer: tape.bytes[level.cells[slot].range])
                }
            }
        }
    }

    /// As F&O compares keys: without case and without the spaces behind them.
    private static func areSameKeys(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
        func trimmed(_ key: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            key.dropLast(key.reversed().prefix { $0 == 0x20 }.count)
        }
        return trimmed(one).elementsEqual(trimmed(other)) {
            $0.asciiLowercased == $1.asciiLowercased
        }
    }

    @inline(never)
    private static func otherKey(
        field: String, own: ArraySlice<UInt8>, outer: ArraySlice<UInt8>
    ) -> XMLBatchBuilder.Fault {
        let own = String(decoding: own.prefix(100), as: UTF8.self)
        let outer = String(decoding: outer.prefix(100), as: UTF8.self)
        return XMLBatchBuilder.Fault(
            .xmlOuterKey, "It has \"\(own)\" and stands in the record of \"\(outer)\"",
            field: field)
    }
}

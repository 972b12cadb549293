import Records

/// A value map as a hash table from bytes to constants, with the countries behind it where the
/// transform is a CountryRegionCode.
struct CompiledValueMap: Sendable {
    /// Under which people find the map's entries.
    let name: String
    private var keys = ByteTable()
    /// The numbers of the keys with letters beyond ASCII, however these are put together: `ä` may be one
    /// character or an `a` with a mark.
    private var composedKeys: [String: Int] = [:]
    /// What the keys' numbers stand for, in the pool.
    private var values: [Cell] = []
    private var blank: Cell?
    /// What the countries' numbers stand for, in the pool; empty for a plain map.
    private var countries: [Cell] = []
    let unmapped: ValueMap.Unmapped
    /// The keys in the order of the template, for messages.
    private let knownKeys: [String]

    init(_ map: ValueMap, _ setting: TransformSetting, pool: inout ConstantPool) {
        self.init(
            map.entries, unmapped: map.policy(isClosed: setting.isClosed), setting, pool: &pool)
    }

    init(_ codes: CountryRegionCode, _ setting: TransformSetting, pool: inout ConstantPool) {
        self.init(codes.entries, unmapped: codes.unmapped, setting, pool: &pool)
        let table = CountryTable.shared
        countries = (0..<table.count).map { pool.cell(of: table.text(of: $0, codes.form)) }
    }

    private init(
        _ entries: [ValueMap.Entry], unmapped: ValueMap.Unmapped, _ setting: TransformSetting,
        pool: inout ConstantPool
    ) {
        name = setting.mapName
        self.unmapped = unmapped
        knownKeys = entries.holding(for: setting.legalEntity).map(\.key)
        for entry in entries.holding(for: setting.legalEntity, of: setting.choices) {
            let value = pool.cell(of: entry.value)
            if entry.key.isBlank {
                blank = value
            } else {
                keys.set(entry.foldedKey, to: values.count)
                let composed = entry.foldedKey.withPlainBlanks
                if composedKeys[composed] == nil { composedKeys[composed] = values.count }
                values.append(value)
            }
        }
    }

    /// Changes the cells of the kept rows. Returns those without an entry as they were, whatever became of
    /// them.
    func apply(
        to cells: inout [Cell], in bytes: Span<UInt8>, poolStart: Int, fates: [RowFate]
    ) -> [CompiledTransform.Finding] {
        let blank = blank?.moved(by: poolStart)
        var unknown: [CompiledTransform.Finding] = []
        var memo = TextMemo()
        var folded: [UInt8] = []
        for row in cells.indices where fates[row].isKept {
            let cell = cells[row]
            if let known = bytes.withUnsafeBufferPointer({ memo.value(of: cell, in: $0) }) {
                cells[row] = known
            } else if cell.isBlank(in: bytes) {
                if let blank { cells[row] = blank }
            } else if let value = value(of: cell, in: bytes, folding: &folded) {
                cells[row] = value.moved(by: poolStart)
                bytes.withUnsafeBufferPointer { memo.note(cell, in: $0, as: cells[row]) }
            } else {
                unknown.append(CompiledTransform.Finding(row: row, cell: cell))
                if unmapped == .null { cells[row] = .null }
            }
        }
        return unknown
    }

    private func value(
        of cell: Cell, in bytes: Span<UInt8>, folding folded: inout [UInt8]
    ) -> Cell? {
        if let number = keys.value(of: bytes.withoutBlanks(cell.range), in: bytes) {
            return values[number]
        }
        if let number = foldedKey(of: cell, in: bytes, folding: &folded) { return values[number] }
        if countries.isEmpty { return nil }
        return CountryTable.shared.country(in: cell.range, of: bytes, folding: &folded).map {
            countries[$0]
        }
    }

    /// The number of the key of a text with letters beyond ASCII, whatever their case.
    private func foldedKey(
        of cell: Cell, in bytes: Span<UInt8>, folding folded: inout [UInt8]
    ) -> Int? {
        let range = bytes.withoutBlanks(cell.range)
        guard range.contains(where: { bytes[$0] >= 0x80 }) else { return nil }
        folded.removeAll(keepingCapacity: true)
        for index in range { folded.append(bytes[index]) }
        LetterCase.lower.append(0..<range.count, of: &folded)
        return keys.value(of: range.count..<folded.count, in: folded.span)
            ?? composedKeys[String(decoding: folded[range.count...], as: UTF8.self).withPlainBlanks]
    }

    /// True when the constant at the offset of the pool is one of the map's values.
    func makes(_ offset: Int) -> Bool {
        (values + countries + [blank].compactMap(\.self)).contains { Int($0.offset) == offset }
    }

    /// The issue of a value without an entry.
    @inline(never)
    func issue(row: Int, value: String, from source: String, to destination: String) -> RowIssue {
        if !countries.isEmpty {
            return RowIssue(
                row: row, field: source, code: .notACountry,
                detail: "\(value) is no country or region that ISO 3166-1 knows, for \(destination)"
            )
        }
        let shown = 8
        let keys = knownKeys.prefix(shown).map { "\"\($0)\"" }.joined(separator: ", ")
        let more = knownKeys.count > shown ? " and \(knownKeys.count - shown) more" : ""
        return RowIssue(
            row: row, field: source, code: .valueNotMapped,
            detail: "\(value) is not in the value map for \(destination), which knows "
                + (knownKeys.isEmpty ? "nothing" : keys + more))
    }
}

extension String {
    /// The same for texts that are one key of a value map.
    package var foldedMapKey: String { withPlainBlanks.caseless }

    /// The same with ordinary blanks for those that break no line, and none at its ends.
    fileprivate var withPlainBlanks: String {
        String(map { ["\u{A0}", "\u{202F}", "\u{2007}"].contains($0) ? " " : $0 }).withoutBlanks
    }
}

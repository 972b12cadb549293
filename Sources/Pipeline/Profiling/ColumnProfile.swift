import Records

/// Takes the values of one column batch by batch and keeps what its summary needs, in a memory that
/// does not grow with the number of records.
struct ColumnProfile {
    /// What was found out about a text, to be noted again when the next one is the same.
    private enum Finding {
        case blank
        case misfit
        case value(bar: Int?)
    }

    private let kind: ProfileKind
    private let isPersonal: Bool
    private var filled = 0
    private var empty = 0
    private var misfits = 0
    private var shortest = Int.max
    private var longest = 0
    private var distinct: DistinctCount
    private var extremes: Extremes
    private var frequent: FrequentTexts?
    private var histogram: Histogram
    private var scratch: [UInt8] = []

    /// `mostPlaces` bounds the memory for counting different values, eight bytes a place.
    init(_ field: Field?, isPersonal: Bool, mostPlaces: Int) {
        kind = ProfileKind(field?.type)
        self.isPersonal = isPersonal
        distinct = DistinctCount(mostPlaces: mostPlaces)
        extremes = Extremes(kind)
        frequent = isPersonal ? nil : FrequentTexts()
        histogram = Histogram(kind)
    }

    /// Takes cells that were brought to canonical form where they are right.
    mutating func take(_ cells: [Cell], of bytes: UnsafeBufferPointer<UInt8>) {
        // Hashes are of whole texts; a run of one text is looked at once.
        var latest: (hash: UInt64, finding: Finding)?
        for cell in cells {
            guard cell.count > 0 else {
                empty &+= 1
                continue
            }
            let text = UnsafeBufferPointer(rebasing: bytes[cell.range])
            let hash = TextHash(text)
            if let latest, latest.hash == hash.hash {
                noteAgain(latest.finding)
            } else {
                latest = (hash.hash, look(at: text, hash))
            }
        }
    }

    private mutating func look(
        at text: UnsafeBufferPointer<UInt8>, _ hash: TextHash
    ) -> Finding {
        // Visible ASCII in front is not blank.
        if text[0] &- 0x21 >= 0x5E, TextForm.isBlank(text) {
            empty &+= 1
            return .blank
        }
        filled &+= 1
        distinct.note(hash.hash)
        frequent?.note(text, hash: hash.hash)
        guard kind.fits(text, scratch: &scratch) else {
            misfits &+= 1
            return .misfit
        }
        var length = 0
        if kind == .text {
            length = TextForm.utf16Length(text)
            shortest = min(shortest, length)
            longest = max(longest, length)
        }
        if kind != .code { extremes.note(text, prefix: hash.prefix) }
        let bar = histogram.bar(of: text, length: length)
        if let bar { histogram.note(bar) }
        return .value(bar: bar)
    }

    @inline(__always)
    private mutating func noteAgain(_ finding: Finding) {
        if case .blank = finding {
            empty &+= 1
            return
        }
        filled &+= 1
        frequent?.noteLatest()
        switch finding {
        case .blank: break
        case .misfit: misfits &+= 1
        case .value(let bar): if let bar { histogram.note(bar) }
        }
    }

    // MARK: Summary

    /// The summary with everything that values tell; names and rules are the caller's.
    func summary(named name: String, most: Int = 5) -> ColumnSummary {
        var summary = ColumnSummary(name: name)
        summary.isPersonal = isPersonal
        (summary.filled, summary.empty, summary.misfits) = (filled, empty, misfits)
        summary.distinct = distinct.result
        summary.distinct.count = min(summary.distinct.count, filled)
        if !extremes.isEmpty {
            summary.smallest = shown(extremes.smallest, isCut: extremes.isSmallestCut)
            summary.largest = shown(extremes.largest, isCut: extremes.isLargestCut)
        }
        if longest > 0 { summary.lengths = shortest...longest }
        if let frequent {
            summary.frequent = frequent.most(most).map { entry in
                .init(text: shown(entry.text, isCut: entry.isCut), count: entry.count)
            }
            summary.areCountsExact = frequent.error == 0
        }
        // The only one born in 1931 would be seen among the years.
        if !isPersonal || kind == .text {
            summary.spread = spread
            summary.bars = histogram.bars
        }
        return summary
    }

    private var spread: ColumnSummary.Spread {
        switch kind {
        case .text: .lengths
        case .number: .digits
        case .moment(.time): .hours
        case .moment: .years
        case .code: .none
        }
    }

    /// A text that was cut may end in a part of a character.
    private func shown(_ bytes: [UInt8], isCut: Bool) -> String {
        var text = String(decoding: bytes, as: UTF8.self)
        if isCut {
            while text.unicodeScalars.last == "\u{FFFD}" { text.unicodeScalars.removeLast() }
            text += "…"
        }
        return isPersonal ? masked(text) : text
    }
}

/// The countries and regions of ISO 3166-1 with their names, read from `countries.tsv` when a
/// transform first asks.
///
/// Texts are compared by their letters and digits alone, without case and accents, so that
/// `Côte d’Ivoire`, `COTE D'IVOIRE` and `Cote d Ivoire` are one.
struct CountryTable: Sendable {
    static let shared = CountryTable(tsv: PackageResources.countries_tsv)

    /// Each row: alpha-2, alpha-3, numeric, English name, Portuguese name, other names.
    private let rows: [[String]]
    private var numbers = ByteTable()
    /// Folded texts that are longer are not looked for.
    private var longest = 0

    var count: Int { rows.count }

    init(tsv: [UInt8]) {
        let lines = String(decoding: tsv, as: UTF8.self).split(separator: "\n").dropFirst()
        rows = lines.map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        for (number, row) in rows.enumerated() {
            // Spreadsheets take the zeros in front of a number away.
            let short = String(row[2].drop { $0 == "0" })
            let others = row[5].split(separator: "|").map(String.init)
            for text in row[..<5] + [short] + others { add(text, number) }
        }
    }

    /// The text of a country in the form that is wanted.
    func text(of country: Int, _ form: CountryRegionCode.Form) -> String {
        switch form {
        case .alpha2: rows[country][0]
        case .alpha3: rows[country][1]
        case .numeric: rows[country][2]
        case .englishName: rows[country][3]
        case .portugueseName: rows[country][4]
        }
    }

    /// The number of the country that the text names; nil when it is none.
    func country(named name: String) -> Int? {
        let bytes = Array(name.utf8)
        var folded: [UInt8] = []
        return country(in: 0..<bytes.count, of: bytes.span, folding: &folded)
    }

    /// The number of the country that the text of a batch names. `folded` is room that is used
    /// again from text to text.
    func country(
        in text: Range<Int>, of bytes: Span<UInt8>, folding folded: inout [UInt8]
    ) -> Int? {
        folded.removeAll(keepingCapacity: true)
        guard Self.fold(text, of: bytes, into: &folded, limit: longest) else { return nil }
        return numbers.value(of: 0..<folded.count, in: folded.span)
    }

    private mutating func add(_ text: String, _ number: Int) {
        let bytes = Array(text.utf8)
        var folded: [UInt8] = []
        _ = Self.fold(0..<bytes.count, of: bytes.span, into: &folded, limit: .max)
        longest = max(longest, folded.count)
        numbers.set(String(decoding: folded, as: UTF8.self), to: number)
    }

    /// What the second byte of U+00C0...U+00FF stands for, upper and lower case being 32 apart.
    private static let plainLetters = Array("aaaaaaaceeeeiiiidnoooooxouuuuyts".utf8)

    /// Appends the letters and digits of a text, letters as plain lower ones; false when there are
    /// more than the limit. Signs of Latin-1 and general punctuation are left out, other letters
    /// stay as they are and so name no country.
    static func fold(
        _ text: Range<Int>, of bytes: Span<UInt8>, into folded: inout [UInt8], limit: Int
    ) -> Bool {
        var index = text.lowerBound
        while index < text.upperBound {
            let byte = bytes[index]
            let next = index + 1 < text.upperBound ? bytes[index + 1] : 0
            index += 1
            switch byte {
            case 0x30...0x39, 0x61...0x7A: folded.append(byte)
            case 0x41...0x5A: folded.append(byte | 0x20)
            case 0..<0x80: break
            case 0xC3:
                folded.append(plainLetters[Int(next & 0x1F)])
                index += 1
            // Signs such as the no-break space, and accents that stand behind their letter.
            case 0xC2, 0xCC, 0xCD: index += 1
            // Typographic apostrophes and dashes: U+2000...U+203F.
            case 0xE2 where next == 0x80: index += 2
            default: folded.append(byte)
            }
            if folded.count > limit { return false }
        }
        return true
    }
}

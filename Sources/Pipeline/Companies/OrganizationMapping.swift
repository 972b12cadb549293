import Mapping
import Records

/// Finds the companies of the settings by what records say of theirs: a legal entity of F&O, a
/// business unit of Sales by name or by id.
struct OrganizationMapping {
    /// What a text stands for.
    enum Answer: Equatable {
        /// There is no text.
        case blank
        /// The company's number in `legalEntities`.
        case one(Int)
        /// A business unit of several companies.
        case several([Int])
        case unknown
    }

    private struct Entry {
        /// In small letters.
        var text: [UInt8]
        var companies: [Int]
    }

    /// Each once, as the settings spell it.
    let legalEntities: [String]
    private var areas: [Entry] = []
    private var units: [Entry] = []
    /// The names of business units by their ids, for messages.
    private var unitNames: [String: String] = [:]

    init(_ configuration: Configuration) {
        legalEntities = configuration.companies
        for row in configuration.organizations {
            guard let company = number(of: row.legalEntity) else { continue }
            Self.add(row.legalEntity, company, to: &areas)
            if let unit = row.businessUnit { Self.add(unit, company, to: &units) }
        }
        let byName = units
        for reference in configuration.references
        where reference.table.isSameName(as: "businessunit") {
            unitNames[reference.id.asIdentifier] = reference.name
            for name in Set([reference.name, reference.key]) {
                for company in Self.companies(named: name, in: byName) {
                    Self.add(reference.id.asIdentifier, company, to: &units)
                }
            }
        }
    }

    /// The number of a legal entity; nil when no row has it.
    func number(of legalEntity: String?) -> Int? {
        guard let legalEntity else { return nil }
        return legalEntities.firstIndex { $0.isSameName(as: legalEntity) }
    }

    /// The company whose legal entity the text is.
    func company(ofArea text: Range<Int>, in bytes: Span<UInt8>) -> Answer {
        Self.answer(text, in: bytes, among: areas)
    }

    /// The company whose business unit has the text as its name or id.
    func company(ofUnit text: Range<Int>, in bytes: Span<UInt8>) -> Answer {
        Self.answer(text, in: bytes, among: units)
    }

    /// What people call the business unit of an id; nil when the references do not have it.
    func nameOfUnit(withID id: String) -> String? { unitNames[id.asIdentifier] }

    private static func add(_ name: String, _ company: Int, to entries: inout [Entry]) {
        let bytes = Array(name.utf8)
        let range = withoutBlanksAndBraces(0..<bytes.count, in: bytes.span)
        let text = bytes[range].map(\.asciiLowercased)
        guard !text.isEmpty else { return }
        guard let index = entries.firstIndex(where: { $0.text == text }) else {
            entries.append(Entry(text: text, companies: [company]))
            return
        }
        if !entries[index].companies.contains(company) { entries[index].companies.append(company) }
    }

    private static func companies(named name: String, in entries: [Entry]) -> [Int] {
        let bytes = Array(name.utf8)
        switch answer(0..<bytes.count, in: bytes.span, among: entries) {
        case .one(let company): return [company]
        case .several(let companies): return companies
        case .blank, .unknown: return []
        }
    }

    /// Companies are few, so that to look at each of them is as fast as a table.
    private static func answer(
        _ text: Range<Int>, in bytes: Span<UInt8>, among entries: [Entry]
    ) -> Answer {
        let text = withoutBlanksAndBraces(text, in: bytes)
        if text.isEmpty { return .blank }
        for entry in entries where isEqual(entry.text, text, in: bytes) {
            return entry.companies.count == 1 ? .one(entry.companies[0]) : .several(entry.companies)
        }
        return .unknown
    }

    private static func isEqual(_ name: [UInt8], _ text: Range<Int>, in bytes: Span<UInt8>) -> Bool
    {
        guard name.count == text.count else { return false }
        for index in name.indices
        where name[index] != bytes[text.lowerBound + index].asciiLowercased { return false }
        return true
    }

    /// Some write a GUID in braces.
    private static func withoutBlanksAndBraces(
        _ text: Range<Int>, in bytes: Span<UInt8>
    ) -> Range<Int> {
        var (start, end) = (text.lowerBound, text.upperBound)
        while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
        while start < end, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        if end - start == 38, bytes[start] == UInt8(ascii: "{"), bytes[end - 1] == UInt8(ascii: "}")
        {
            return start + 1..<end - 1
        }
        return start..<end
    }
}

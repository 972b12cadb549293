import Foundation
import Records
import Support
import Testing

@testable import Mapping

@Suite struct `Country region code` {
    private func mapped(
        _ values: [String?], _ codes: CountryRegionCode = CountryRegionCode(),
        legalEntity: String? = nil
    ) throws -> Mapped {
        try Mapped(
            leg(FieldMapping("c", "C", [.countryRegionCode(codes)])), batch([("c", values)]),
            legalEntity: legalEntity)
    }

    @Test(arguments: [
        ("Brazil", "BRA"), ("BRASIL", "BRA"), ("br", "BRA"), ("Bra", "BRA"), ("076", "BRA"),
        ("76", "BRA"), ("4", "AFG"), ("004", "AFG"), ("United States", "USA"),
        ("united States of America", "USA"), ("U.S.A.", "USA"), ("EUA", "USA"), ("uk", "GBR"),
        ("Great Britain", "GBR"), ("Deutschland", "DEU"), ("Alemanha", "DEU"),
        ("ÁUSTRIA", "AUT"), ("AUSTRIA", "AUT"), ("austrália", "AUS"), ("Côte d’Ivoire", "CIV"),
        ("COTE D'IVOIRE", "CIV"), ("Cote  d Ivoire", "CIV"), ("Korea, Republic of", "KOR"),
        ("Korea (Democratic People's Republic of)", "PRK"), ("São Tomé & Príncipe", "STP"),
        ("Sa\u{303}o Tome\u{301} e Pri\u{301}ncipe", "STP"), ("Guinea-Bissau", "GNB"),
        ("Guiné", "GIN"), ("Guiana", "GUY"), ("Congo", "COG"), ("Turkey", "TUR"),
        ("Türkiye", "TUR"), ("Czech Republic", "CZE"), ("Países\u{A0}Baixos", "NLD"),
        (" France ", "FRA"), ("Polónia", "POL"), ("Polônia", "POL"), ("Vietname", "VNM"),
    ])
    func `understands names and codes`(name: String, code: String) throws {
        #expect(values("C", of: try mapped([name]).batch) == [code])
    }

    @Test func `writes the form that is wanted`() throws {
        let forms: [(CountryRegionCode.Form, String)] = [
            (.alpha2, "AF"), (.alpha3, "AFG"), (.numeric, "004"), (.englishName, "Afghanistan"),
            (.portugueseName, "Afeganistão"),
        ]
        for (form, text) in forms {
            #expect(values("C", of: try mapped(["afg"], CountryRegionCode(form)).batch) == [text])
        }
    }

    @Test func `knows each country of ISO 3166-1 by all its forms`() {
        let table = CountryTable.shared
        #expect(table.count == 249)
        for country in 0..<table.count {
            for form in CountryRegionCode.Form.allCases {
                let text = table.text(of: country, form)
                #expect(table.country(named: text) == country, "\(text)")
                #expect(table.country(named: text.uppercased()) == country, "\(text)")
                #expect(table.country(named: text.lowercased()) == country, "\(text)")
                #expect(table.country(named: plain(text)) == country, "\(text)")
            }
            #expect(table.text(of: country, .alpha2).utf8.count == 2)
            #expect(table.text(of: country, .alpha3).utf8.count == 3)
            #expect(table.text(of: country, .numeric).utf8.count == 3)
        }
    }

    /// No name may stand for two countries: the later one would win in silence.
    @Test func `gives every name to one country`() throws {
        let lines = String(decoding: PackageResources.countries_tsv, as: UTF8.self)
            .split(separator: "\n").dropFirst()
        var owners: [String: Substring] = [:]
        for line in lines {
            let row = line.split(separator: "\t", omittingEmptySubsequences: false)
            try #require(row.count == 6, "\(line)")
            for name in row[..<5] + row[5].split(separator: "|") {
                let key = plain(String(name)).lowercased().filter { $0.isLetter || $0.isNumber }
                #expect(owners[key] ?? row[0] == row[0], "\(name)")
                owners[key] = row[0]
            }
        }
    }

    /// Without accents, by Foundation.
    private func plain(_ text: String) -> String {
        text.folding(options: .diacriticInsensitive, locale: nil)
    }

    @Test(arguments: [UInt64(1), 2])
    func `takes any bytes`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let starts: [UInt8] = [0xC2, 0xC3, 0xCC, 0xE2, 0x80, 0xF0, 0x41, 0x20]
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? starts.randomElement(using: &random)!
                    : UInt8.random(in: 0...255, using: &random)
            }
            var folded: [UInt8] = []
            let fits = CountryTable.fold(
                0..<bytes.count, of: bytes.span, into: &folded, limit: 4)
            #expect(folded.count <= (fits ? 4 : 5))
        }
    }

    @Test func `sets what is no country aside unless told otherwise`() throws {
        let strange = ["Bavaria", "X", "1000", "...", "日本", String(repeating: "x", count: 5_000)]
        let refused = try mapped(strange)
        #expect(refused.fates == Array(repeating: .quarantined, count: 6))
        #expect(
            refused.issues[0]
                == RowIssue(
                    row: 0, field: "c", code: .notACountry,
                    detail: "\"Bavaria\" is no country or region that ISO 3166-1 knows, for C"))
        #expect(refused.unmapped.values.map(\.key) == strange)
        #expect(refused.unmapped.values[0].map == "Account.C")
        let passed = try mapped(["Bavaria", "de"], CountryRegionCode(unmapped: .pass))
        #expect(values("C", of: passed.batch) == ["Bavaria", "DEU"])
        let nulled = try mapped(["Bavaria", "de"], CountryRegionCode(unmapped: .null))
        #expect(values("C", of: nulled.batch) == [nil, "DEU"])
        for mapped in [passed, nulled] {
            #expect(mapped.unmapped.values.map(\.key) == ["Bavaria"])
        }
    }

    @Test func `leaves blank values as they are`() throws {
        let mapped = try mapped([nil, absent, "", " "])
        #expect(values("C", of: mapped.batch) == [nil, absent, "", " "])
        #expect(mapped.issues == [])
    }

    @Test func `lets what people filled in win`() throws {
        var codes = CountryRegionCode()
        codes.entries = [.init("Bavaria", "DEU"), .init("Congo", "COD", organization: "DEMF")]
        #expect(
            values("C", of: try mapped(["bavaria", "Congo"], codes).batch) == ["DEU", "COG"])
        #expect(
            values("C", of: try mapped(["Congo"], codes, legalEntity: "demf").batch) == ["COD"])
    }

    @Test func `converts a default too`() throws {
        let chain: [ValueTransform] = [.default("Brazil"), .countryRegionCode(CountryRegionCode())]
        let constant = try Mapped(leg(FieldMapping(nil, "C", chain)), batch([("c", ["1"])]))
        #expect(values("C", of: constant.batch) == ["BRA"])
        let wrong: [ValueTransform] = [
            .default("Bavaria"), .countryRegionCode(CountryRegionCode()),
        ]
        #expect(wrong.constant() == .refused("Bavaria", because: "is no country or region"))
    }
}

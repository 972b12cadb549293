/// Brings what a country or region is called into one form: names in English and Portuguese and the
/// three codes of ISO 3166-1 are understood.
package struct CountryRegionCode: Sendable, Equatable {
    /// How countries are written in the destination.
    package enum Form: String, Sendable, CaseIterable {
        /// `BR`
        case alpha2 = "alpha-2"
        /// `BRA`, as F&O has it.
        case alpha3 = "alpha-3"
        /// `076`
        case numeric
        /// `Brazil`
        case englishName = "name"
        /// `Brasil`
        case portugueseName = "name-pt"
    }

    package var form: Form
    /// What becomes of a value that is no country. Blank values always pass.
    package var unmapped: ValueMap.Unmapped
    /// What people added: it wins over ISO 3166-1.
    package var entries: [ValueMap.Entry] = []

    package init(_ form: Form = .alpha3, unmapped: ValueMap.Unmapped = .error) {
        self.form = form
        self.unmapped = unmapped
    }
}

extension CountryRegionCode {
    /// What a value of the template becomes; cells go through `CompiledValueMap`.
    func value(for name: String) -> String? {
        CountryTable.shared.country(named: name).map { CountryTable.shared.text(of: $0, form) }
    }
}

import JSON5
import Records

/// Pairs of values of the source and of the destination.
package struct ValueMap: Sendable, Equatable {
    /// What becomes of a value that has no entry. Blank values always pass.
    package enum Unmapped: String, Sendable, CaseIterable {
        /// Its record goes to quarantine.
        case error
        /// It stays as it is.
        case pass
        /// It becomes null.
        case null
    }

    package struct Entry: Sendable {
        package var key: String
        package var value: String
        /// The legal entity for which it holds; nil for all.
        package var organization: String?
        /// Where it stands, in a file of its own; nil for an entry of the template.
        package var place: DocumentPlace?

        package init(
            _ key: String, _ value: String, organization: String? = nil,
            at place: DocumentPlace? = nil
        ) {
            self.place = place
            self.key = key
            self.value = value
            self.organization = organization
        }
    }

    /// In the order of the file. Keys are compared without the case of letters and without blanks at
    /// their ends; a blank key stands for blank values.
    package var entries: [Entry]
    /// Nil for the rule: `error` where either field holds options or booleans, else `pass`.
    package var unmapped: Unmapped?
    /// The name of the file beside the template that has the entries; nil where the template has
    /// them.
    package var file: String?

    package init(_ entries: [Entry], unmapped: Unmapped? = nil, file: String? = nil) {
        self.entries = entries
        self.unmapped = unmapped
        self.file = file
    }
}

extension ValueMap {
    /// What becomes of values without an entry, given that the fields hold a closed set or not.
    func policy(isClosed: Bool) -> Unmapped { unmapped ?? (isClosed ? .error : .pass) }
}

extension [ValueMap.Entry] {
    /// The entries that hold for a legal entity: its own win over those for all, and of two with one
    /// key the first. A key that names one of the `choices` by its label or number stands for its value
    /// too.
    package func holding(
        for legalEntity: String?, of choices: Choices? = nil
    ) -> [ValueMap.Entry] {
        let own = filter { entry in
            guard let organization = entry.organization, let legalEntity else { return false }
            return organization.isSameName(as: legalEntity)
        }
        let general = filter { $0.organization == nil }
        let all = own + own.naming(choices) + general + general.naming(choices)
        var keys: Set<String> = []
        return all.filter { keys.insert($0.foldedKey).inserted }
    }

    /// The entries with the values of the choices in the places of their labels and numbers.
    private func naming(_ choices: Choices?) -> [ValueMap.Entry] {
        guard let choices else { return [] }
        return compactMap { entry in
            choices.value(of: entry.key.withoutBlanks).map { value in
                var named = entry
                named.key = value
                return named
            }
        }
    }

    /// The value of the entry with the key, for values of the template; cells go through
    /// `CompiledValueMap`.
    func value(for key: String?) -> String? {
        let wanted = ValueMap.Entry(key ?? "", "").foldedKey
        return first { $0.foldedKey == wanted }?.value
    }
}

extension ValueMap.Entry: Equatable {
    /// The same for keys that are the same.
    package var foldedKey: String { key.withoutBlanks.caseless }

    /// True for entries that say the same, wherever they stand.
    package static func == (one: Self, other: Self) -> Bool {
        one.key == other.key && one.value == other.value && one.organization == other.organization
    }
}

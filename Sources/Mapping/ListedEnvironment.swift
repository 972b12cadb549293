import JSON5
import Records

/// A system as the Data Integrator and dual-write list it in `environments` of their files. The list
/// is theirs: of its many keys only these are looked at.
struct ListedEnvironment {
    private var names: [String]
    /// Nil where the list does not say which of the three it is.
    var environment: Environment?
    var entities: [ListedEntity] = []

    init(_ value: JSON5Value, at place: DocumentPlace) throws(MappingError) {
        let object = try ObjectReader<MappingError>(foreign: value, at: place)
        names = try object.texts([
            "name", "id", "displayName", "environmentDisplayName", "connectionDisplayName",
        ])
        environment = try object.optionalText("targetType")
            .flatMap(Environment.init(templateName:))
        for (value, place) in try object.optionalList("schemas") ?? [] {
            entities.append(try ListedEntity(value, at: place, of: environment))
        }
    }

    func isNamed(_ name: String) -> Bool { names.contains { $0.isSameName(as: name) } }
}

/// An entity of a listed system.
struct ListedEntity {
    private var names: [String]
    /// The keys that may serve as integration key, the best first, without the company.
    var keys: [[String]]

    init(
        _ value: JSON5Value, at place: DocumentPlace, of environment: Environment?
    ) throws(MappingError) {
        let object = try ObjectReader<MappingError>(foreign: value, at: place)
        names = try object.texts(["name", "displayName"])
        let companies =
            try object.texts(["primaryCompanyContextField"])
            + (try object.optionalTexts("companyContextFields") ?? [])
        var ranked: [(rank: Int, fields: [String])] = []
        for (value, place) in try object.optionalList("keys") ?? [] {
            let key = try ObjectReader<MappingError>(foreign: value, at: place)
            let fields = try key.optionalTexts("fields") ?? []
            ranked.append((try Self.rank(of: key, in: environment), fields))
        }
        keys = ranked.sorted { $0.rank < $1.rank }.map { key in
            key.fields.filter { !$0.isCompany(among: companies) }
        }.filter { !$0.isEmpty }
    }

    func isNamed(_ name: String) -> Bool { names.contains { $0.isSameName(as: name) } }

    /// The key that was chosen comes first. The primary key of a table of Sales is an id that the
    /// other system never has, and comes last.
    private static func rank(
        of key: ObjectReader<MappingError>, in environment: Environment?
    ) throws(MappingError) -> Int {
        if try key.optionalFlag("isIntegrationKey") ?? false { return 0 }
        let isPrimary = try key.optionalFlag("isPrimaryKey") ?? false
        return isPrimary == (environment == .sales) ? 2 : 1
    }
}

extension ObjectReader<MappingError> {
    /// The texts under those of the keys that are there.
    fileprivate func texts(_ keys: [String]) throws(MappingError) -> [String] {
        var texts: [String] = []
        for key in keys {
            if let text = try optionalText(key), !text.isBlank { texts.append(text) }
        }
        return texts
    }
}

extension String {
    /// True for the field of a key that says whose company the record is.
    fileprivate func isCompany(among fields: [String]) -> Bool {
        let base = FieldPath(self).base
        return (fields + ["dataAreaId", "msdyn_company"]).contains {
            FieldPath($0).base.isSameName(as: base)
        }
    }
}

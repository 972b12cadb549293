import Records

/// A data map of the Import Data Wizard: into which tables and columns the files of an import go.
package struct ImportMap: Sendable, Equatable {
    /// One file and the table that it goes into.
    package struct Entity: Sendable, Equatable {
        /// The file's name without its ending.
        package var source: String
        /// The table's logical name.
        package var target: String
        package var columns: [Column]
        /// The map says not to import the file.
        package var isIgnored = false

        package init(source: String, target: String, columns: [Column]) {
            self.source = source
            self.target = target
            self.columns = columns
        }
    }

    /// One column of the file and the one that it goes into.
    package struct Column: Sendable, Equatable {
        /// As the header names it.
        package var source: String
        /// The logical name.
        package var target: String
        /// The map says not to import the column.
        package var isIgnored = false
        /// The tables that the value may point to, and the column there that holds it.
        package var lookups: [Lookup] = []
        /// The options by the values of the file.
        package var options: [Option] = []

        package init(source: String, target: String) {
            self.source = source
            self.target = target
        }

        /// The name under which records have the column: a lookup by key has the key behind it, as
        /// templates write it: `transactioncurrencyid.isocurrencycode`, and
        /// `customerid.account(accountnumber).contact(emailaddress1)` where each table has its own.
        var recordName: String {
            guard let key = lookups.first?.key else { return target }
            if lookups.allSatisfy({ $0.key == key }) { return "\(target).\(key)" }
            return lookups.reduce(target) { "\($0).\($1.table)(\($1.key))" }
        }
    }

    package struct Lookup: Sendable, Equatable {
        package var table: String
        package var key: String

        package init(table: String, key: String) {
            self.table = table
            self.key = key
        }
    }

    package struct Option: Sendable, Equatable {
        package var source: String
        package var target: String

        package init(source: String, target: String) {
            self.source = source
            self.target = target
        }
    }

    package var name: String
    package var entities: [Entity]
    /// What the map asks for besides, in words.
    package var furtherSteps: [String] = []

    package init(name: String, entities: [Entity]) {
        self.name = name
        self.entities = entities
    }
}

extension ImportMap {
    init(_ root: XMLElement) {
        name = root.part("Name") ?? ""
        let maps = root.child("EntityMaps")?.children("EntityMap") ?? []
        entities = maps.compactMap { Entity($0) }
        for map in maps {
            let table = map.part("TargetEntityName") ?? ""
            if map.part("Dedupe")?.foldedName == "eliminate" {
                furtherSteps.append("dropping duplicates of \(table)")
            }
            let transformations = map.child("TransformationMaps")?.children ?? []
            if !transformations.isEmpty {
                furtherSteps.append("\(transformations.count) transformations of \(table)")
            }
        }
    }
}

extension ImportMap.Entity {
    fileprivate init?(_ element: XMLElement) {
        guard let target = element.part("TargetEntityName") else { return nil }
        self.target = target
        source = element.part("SourceEntityName") ?? target
        isIgnored = element.isIgnored
        columns = (element.child("AttributeMaps")?.children("AttributeMap") ?? []).compactMap {
            ImportMap.Column($0)
        }
    }
}

extension ImportMap.Column {
    fileprivate init?(_ element: XMLElement) {
        guard let source = element.part("SourceAttributeName") else { return nil }
        self.source = source
        target = element.part("TargetAttributeName") ?? source
        isIgnored = element.isIgnored
        lookups = (element.child("LookupMaps")?.children("LookupMap") ?? []).compactMap { map in
            guard !map.isIgnored, let table = map.part("LookupEntityName"),
                let key = map.part("LookupAttributeName")
            else { return nil }
            return ImportMap.Lookup(table: table, key: key)
        }
        options = (element.child("PicklistMaps")?.children("PicklistMap") ?? []).compactMap { map in
            guard !map.isIgnored, let source = map.part("SourceValue"),
                let target = map.part("TargetValue")
            else { return nil }
            return ImportMap.Option(source: source, target: target)
        }
    }
}

extension XMLElement {
    /// What maps say in attributes, and in elements elsewhere.
    fileprivate func part(_ name: String) -> String? { attribute(name) ?? childText(name) }

    fileprivate var isIgnored: Bool { part("ProcessCode")?.foldedName == "ignore" }
}

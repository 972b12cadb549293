import JSON5
import Records

/// Reads entity schemas out of CDM documents: resolved and logical ones, manifests and `model.json`.
package struct CDMSchemaReader {
    /// What kind of CDM document a JSON text is.
    package enum Kind: Sendable, Equatable {
        case model
        case manifest
        case document
    }

    private let corpus: CDMCorpus
    private let wanted: [String]
    private let environment: Environment?
    private var reading = SchemaReading()
    private var manifests: Set<String> = []

    private static let mostManifests = 1_000

    /// Reads what stands at a path below the root folder: `/core/applicationCommon/Account.cdm.json`.
    ///
    /// `entities` are the names of those that are wanted, compared without case; none for all.
    /// `environment` is the system that they are of; nil to tell it from what they look like. `read`
    /// gives the bytes of the document at a path, and nil where there is none.
    package static func read(
        _ path: String, entities: [String] = [], environment: Environment? = nil,
        from read: @escaping (String) throws(SchemaError) -> [UInt8]?
    ) throws(SchemaError) -> SchemaReading {
        var reader = CDMSchemaReader(
            corpus: CDMCorpus(read), wanted: entities, environment: environment)
        try reader.take(path)
        return reader.reading
    }

    private init(corpus: CDMCorpus, wanted: [String], environment: Environment?) {
        self.corpus = corpus
        self.wanted = wanted
        self.environment = environment
    }

    /// What kind of document it is, by what is in it; nil where it is none of CDM's.
    package static func kind(of text: [UInt8]) -> Kind? {
        guard let value = try? JSON5Parser.value(of: text) else { return nil }
        return kind(of: value)
    }

    private static func kind(of value: JSON5Value) -> Kind? {
        let node = CDMNode(value: value, place: DocumentPlace(file: ""))
        guard case .object = value.content else { return nil }
        if node["manifestName"] != nil || node["subManifests"] != nil { return .manifest }
        if let entities = node["entities"]?.elements {
            if entities.contains(where: { $0["entityPath"] != nil || $0["entitySchema"] != nil }) {
                return .manifest
            }
            let hasAttributes = entities.contains { $0["name"] != nil && $0["attributes"] != nil }
            return hasAttributes ? .model : nil
        }
        let defines = node.list("definitions").contains {
            $0["entityName"] != nil || $0["attributeGroupName"] != nil || $0["dataTypeName"] != nil
        }
        return defines || node["jsonSchemaSemanticVersion"] != nil ? .document : nil
    }

    private mutating func take(_ path: String) throws(SchemaError) {
        guard let document = try corpus.document(path) else {
            throw SchemaError(
                at: DocumentPlace(file: path), what: "It is not there",
                remedy: "Name a document below the folder of --cdm-root")
        }
        switch Self.kind(of: document.node.value) {
        case .model: try takeModel(document)
        case .manifest: try takeManifest(document)
        case .document:
            for entity in document.entities { try take(entity, in: document) }
        case nil:
            throw document.node.error(
                "It is no document of the Common Data Model",
                "Name a model.json, a manifest or a document with entities")
        }
    }

    private mutating func takeModel(_ document: CDMDocument) throws(SchemaError) {
        for entity in document.node.list("entities") {
            guard let name = entity["name"]?.text else {
                throw entity.error("An entity has no name", "Correct the document")
            }
            guard entity["$type"]?.text?.foldedName.hasPrefix("reference") != true else {
                remark("\(name) is described by another model and was left out", entity)
                continue
            }
            try add(entity, named: name, in: document)
        }
    }

    private mutating func takeManifest(_ document: CDMDocument) throws(SchemaError) {
        guard manifests.insert(document.path).inserted else { return }
        guard manifests.count <= Self.mostManifests else {
            throw document.node.error(
                "More than \(Self.mostManifests) manifests lead to each other",
                "Name one of the inner ones")
        }
        let folder = CDMCorpus.folder(of: document.path)
        for listed in document.node.list("entities") {
            try take(listed: listed, folder: folder)
        }
        for inner in document.node.list("subManifests") {
            guard let definition = inner["definition"]?.text,
                let path = CDMCorpus.path(definition, from: folder)
            else { continue }
            guard let found = try corpus.document(path) else {
                remark("The manifest \(definition) is not there", inner)
                continue
            }
            try takeManifest(found)
        }
    }

    private mutating func take(listed: CDMNode, folder: String) throws(SchemaError) {
        let name = listed["entityName"]?.text ?? ""
        guard let reference = (listed["entityPath"] ?? listed["entitySchema"])?.text,
            isWanted(name)
        else { return }
        guard let slash = reference.lastIndex(of: "/"),
            let path = CDMCorpus.path(String(reference[..<slash]), from: folder),
            let document = try corpus.document(path)
        else {
            remark("\(name) is at \(reference), which is not there", listed)
            return
        }
        let inner = String(reference[reference.index(after: slash)...])
        if let entity = document.definition(.entity, inner) {
            try add(entity, named: name, in: document)
        } else {
            remark("\(name) is not in \(path)", listed)
        }
    }

    private mutating func take(
        _ entity: CDMNode, in document: CDMDocument
    ) throws(SchemaError) {
        try add(entity, named: entity["entityName"]?.text ?? "", in: document)
    }

    // MARK: Entities

    private mutating func add(
        _ entity: CDMNode, named name: String, in document: CDMDocument
    ) throws(SchemaError) {
        let source = entity["sourceName"]?.text ?? ""
        guard isWanted(name) || isWanted(source) else { return }
        var resolver = CDMResolver(corpus)
        let attributes = try resolver.attributes(of: entity, in: document)
        let environment = environment ?? Self.environment(of: attributes, in: document)
        var maker = CDMFieldMaker(corpus, environment: environment)
        let keys = Self.keys(of: entity, attributes)
        var fields: [Field] = []
        var primaryKey: [String] = []
        var names: Set<String> = []
        for attribute in attributes {
            let field = try maker.field(of: attribute)
            guard names.insert(field.name.foldedName).inserted else {
                remark("\(name) has two attributes that are \(field.name)", attribute.node)
                continue
            }
            if keys.contains(attribute.name) { primaryKey.append(field.name) }
            fields.append(field)
        }
        let isLogical = environment == .sales && !source.isEmpty
        let logicalName = isLogical ? source.foldedName : name
        reading.schemas.append(
            EntitySchema(
                environment: environment, name: logicalName, label: entity.displayName ?? name,
                aliases: logicalName.isSameName(as: name) ? [] : [name], primaryKey: primaryKey,
                fields: fields))
        remark(on: name, entity, resolver.columnlessCount, maker.unknownTypes, environment)
    }

    private mutating func remark(
        on name: String, _ entity: CDMNode, _ columnlessCount: Int, _ unknownTypes: [String: Int],
        _ environment: Environment
    ) {
        if columnlessCount > 0 {
            let count = columnlessCount == 1 ? "relationship" : "relationships"
            remark("\(name) has \(columnlessCount) \(count) without a column", entity)
        }
        for (type, count) in unknownTypes.sorted(by: { $0.key < $1.key }) {
            remark("\(name): the data type \(type) is nowhere defined, \(count) are texts", entity)
        }
        if environment == .finops, reading.schemas.last?.fields.allSatisfy(\.isBareText) == true {
            remark(
                "\(name): every field is a text without a length, as in all of Microsoft's "
                    + "documents for Finance and Operations. Lengths come from an overlay",
                entity)
        }
    }

    private func isWanted(_ name: String) -> Bool {
        wanted.isEmpty || wanted.contains { $0.isSameName(as: name) }
    }

    private mutating func remark(_ text: String, _ node: CDMNode) {
        reading.remarks.append(
            SchemaRemark(file: node.place.file, line: node.value.line, text: text))
    }

    /// The names of the attributes that identify a record.
    private static func keys(
        of entity: CDMNode, _ attributes: [CDMResolver.Attribute]
    ) -> Set<String> {
        var keys: Set<String> = []
        for argument in entity.trait("is.identifiedBy") ?? [] {
            let path = (argument["value"] ?? argument).text
            if let name = path?.split(separator: "/").last { keys.insert(String(name)) }
        }
        for attribute in attributes
        where attribute.node["purpose"]?.reference("purposeReference") == "identifiedBy" {
            keys.insert(attribute.name)
        }
        return keys
    }

    /// The system that documents are of: Microsoft's tree has a folder for each, and tables that are
    /// copied out of a system have columns that only it has.
    private static func environment(
        of attributes: [CDMResolver.Attribute], in document: CDMDocument
    ) -> Environment {
        if document.path.contains("/operationsCommon/") { return .finops }
        if document.path.contains("/applicationCommon") { return .sales }
        let names = Set(attributes.map(\.name.foldedName))
        if names.contains("dataareaid") || names.contains("recid") { return .finops }
        return names.contains("statecode") || names.contains("versionnumber") ? .sales : .cds
    }
}

extension Field {
    fileprivate var isBareText: Bool { type == .string && maxLength == nil }
}

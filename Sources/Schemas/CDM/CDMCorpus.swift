import JSON5
import Records

/// The documents below one root folder, read when they are asked for.
///
/// A document is named by its path from the root: `/core/applicationCommon/Account.cdm.json`. The
/// whole of Microsoft's tree is gigabytes once it is parsed, so that of a document that was only
/// looked through no more is kept than its names and imports.
final class CDMCorpus {
    /// What a document defines, and what it imports.
    struct Contents {
        var imports: [Import] = []
        var entities: [String] = []
        var groups: [String] = []
        var dataTypes: [String] = []
    }

    struct Import {
        /// From the root.
        var path: String
        var moniker: String?
    }

    /// A kind of definition, named as the key that names one.
    enum Kind: String {
        case entity = "entityName"
        case group = "attributeGroupName"
        case dataType = "dataTypeName"
    }

    /// Far more than any entity's imports lead to on the way to what they define.
    private static let mostDocuments = 2_000

    private let read: (String) throws(SchemaError) -> [UInt8]?
    private var contents: [String: Contents] = [:]
    private var documents: [String: CDMDocument] = [:]
    /// Documents that are imported and not there, in the order in which they were missed.
    private(set) var missing: [String] = []

    /// `read` gives the bytes of the document of that path; nil where there is none.
    init(_ read: @escaping (String) throws(SchemaError) -> [UInt8]?) { self.read = read }

    /// The document of that path; nil where there is none.
    func document(_ path: String) throws(SchemaError) -> CDMDocument? {
        if let known = documents[path] { return known }
        guard let document = try parse(path) else { return nil }
        documents[path] = document
        return document
    }

    /// The definition of that name which the document sees: its own, else the first that its imports
    /// lead to, the nearest first.
    func find(
        _ kind: Kind, _ name: String, from path: String
    ) throws(SchemaError) -> (node: CDMNode, document: CDMDocument)? {
        var queue = [path]
        var seen = Set(queue)
        var index = 0
        while index < queue.count {
            let here = queue[index]
            index += 1
            guard let contents = try contents(of: here) else { continue }
            if contents.has(kind, name), let document = try document(here),
                let node = document.definition(kind, name)
            {
                return (node, document)
            }
            for next in contents.imports where next.moniker == nil {
                guard seen.insert(next.path).inserted else { continue }
                // Most entities have a document of their own name.
                let isNamed = Self.baseName(of: next.path).isSameName(as: name)
                queue.insert(next.path, at: isNamed ? index : queue.count)
            }
        }
        return nil
    }

    /// The path that a moniker stands for in a document: its own, else the nearest of its imports.
    func path(ofMoniker moniker: String, from path: String) throws(SchemaError) -> String? {
        var queue = [path]
        var seen = Set(queue)
        var index = 0
        while index < queue.count {
            let imports = try contents(of: queue[index])?.imports ?? []
            index += 1
            if let found = imports.first(where: { $0.moniker == moniker }) { return found.path }
            for next in imports where next.moniker == nil && seen.insert(next.path).inserted {
                queue.append(next.path)
            }
        }
        return nil
    }

    private func contents(of path: String) throws(SchemaError) -> Contents? {
        if let known = contents[path] { return known }
        guard contents.count < Self.mostDocuments else {
            throw SchemaError(
                at: DocumentPlace(file: path),
                what: "Imports lead through more than \(Self.mostDocuments) documents",
                remedy: "Import a resolved document or the manifest of your own environment")
        }
        var document = documents[path]
        if document == nil { document = try parse(path) }
        guard let document else {
            if !missing.contains(path) { missing.append(path) }
            contents[path] = Contents()
            return nil
        }
        contents[path] = document.contents
        return document.contents
    }

    private func parse(_ path: String) throws(SchemaError) -> CDMDocument? {
        guard let bytes = try read(path) else { return nil }
        return CDMDocument(try SchemaFile.json(bytes, file: path), path: path)
    }

    /// `Account` of `/core/Account.cdm.json`.
    static func baseName(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.split(separator: ".").first ?? "")
    }

    /// The path from the root that a reference means in a folder; nil where it leads out of it. A
    /// name such as `cdm:` before it stands for the root.
    static func path(_ reference: String, from folder: String) -> String? {
        var text = reference[...]
        if let colon = text.firstIndex(of: ":") { text = "/" + text[text.index(after: colon)...] }
        var parts = text.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in text.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The folder of a path, with a slash at its end.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
    }
}

/// A document as it was read.
struct CDMDocument {
    let path: String
    let node: CDMNode

    init(_ value: JSON5Value, path: String) {
        self.path = path
        node = CDMNode(value: value, place: DocumentPlace(file: path))
    }

    var entities: [CDMNode] { node.list("definitions").filter { $0["entityName"] != nil } }

    var contents: CDMCorpus.Contents {
        var contents = CDMCorpus.Contents()
        let folder = CDMCorpus.folder(of: path)
        for item in node.list("imports") {
            guard let text = (item["corpusPath"] ?? item["uri"])?.text,
                let path = CDMCorpus.path(text, from: folder)
            else { continue }
            let moniker = item["moniker"]?.text.flatMap { $0.isEmpty ? nil : $0 }
            contents.imports.append(.init(path: path, moniker: moniker))
        }
        for definition in node.list("definitions") {
            if let name = definition["entityName"]?.text { contents.entities.append(name) }
            if let name = definition["attributeGroupName"]?.text { contents.groups.append(name) }
            if let name = definition["dataTypeName"]?.text { contents.dataTypes.append(name) }
        }
        return contents
    }

    func definition(_ kind: CDMCorpus.Kind, _ name: String) -> CDMNode? {
        node.list("definitions").first { $0[kind.rawValue]?.text?.isSameName(as: name) == true }
    }
}

extension CDMCorpus.Contents {
    fileprivate func has(_ kind: CDMCorpus.Kind, _ name: String) -> Bool {
        let names =
            switch kind {
            case .entity: entities
            case .group: groups
            case .dataType: dataTypes
            }
        return names.contains { $0.isSameName(as: name) }
    }
}

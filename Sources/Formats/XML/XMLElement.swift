import Records

/// A whole small document in memory: manifests and schemas, never data.
struct XMLElement {
    var name: String
    var namespace: String?
    var attributes: [(name: String, value: String)] = []
    var isNil = false
    /// Where it begins in the file, from 1.
    var line = 0
    var text = ""
    var children: [XMLElement] = []

    /// What a control file may take.
    private static let byteLimit = 256 << 20

    /// Reads the document. Only the root's namespace is kept.
    static func read(
        _ source: any ByteSource, file: String, limits: ReadLimits
    ) throws(FormatError) -> XMLElement {
        var warnings: [Issue] = []
        return try read(source, file: file, limits: limits, warnings: &warnings)
    }

    /// The same, with the warnings about how the file is written.
    static func read(
        _ source: any ByteSource, file: String, limits: ReadLimits, warnings: inout [Issue]
    ) throws(FormatError) -> XMLElement {
        var limits = limits
        limits.recordBytes = min(limits.recordBytes, byteLimit)
        let parser = try XMLParser(source, file: file, limits: limits)
        while try parser.readOn() {}
        warnings += parser.warnings
        var builder = Builder(bytes: parser.tape.bytes, names: parser.tape.names.texts)
        for event in parser.tape.events { builder.take(event) }
        var root = builder.root
        root.namespace = parser.tape.rootNamespace
        return root
    }

    private struct Builder {
        let bytes: [UInt8]
        let names: [String]
        var open: [XMLElement] = []
        var root = XMLElement(name: "")

        mutating func take(_ event: XMLEvent) {
            switch event.kind {
            case .start:
                var element = XMLElement(name: names[Int(event.name)])
                element.line = Int(event.position.line)
                open.append(element)
            case .attribute:
                open[open.count - 1].attributes.append((names[Int(event.name)], text(of: event)))
            case .nilMark: open[open.count - 1].isNil = true
            case .text: open[open.count - 1].text += text(of: event)
            case .forbidden: break
            case .end:
                let element = open.removeLast()
                if open.isEmpty {
                    root = element
                } else {
                    open[open.count - 1].children.append(element)
                }
            }
        }

        private func text(of event: XMLEvent) -> String {
            String(decoding: bytes[event.offset..<event.offset + event.count], as: UTF8.self)
        }
    }
}

extension XMLElement {
    /// The first child of that name.
    func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// All children of that name.
    func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The text of a child, without blanks around it; nil where it is missing, empty or nil.
    func childText(_ name: String) -> String? {
        guard let child = child(name), !child.isNil else { return nil }
        let text = child.text.trimmingBlanks()
        return text.isEmpty ? nil : text
    }

    /// The value of an attribute; nil where it is missing or empty.
    func attribute(_ name: String) -> String? {
        let value = attributes.first { $0.name == name }?.value
        return value?.isEmpty == true ? nil : value
    }
}

extension String {
    /// Without white space at both ends.
    func trimmingBlanks() -> String {
        let start = drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}

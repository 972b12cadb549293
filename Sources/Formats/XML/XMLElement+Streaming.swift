import Records

extension XMLElement {
    /// Hands out the outermost elements of those names one after the other, in the order in which
    /// they end: for documents that are too large to be held as a whole.
    static func forEach(
        _ names: Set<String>, of source: any ByteSource, file: String, limits: ReadLimits,
        body: (XMLElement) -> Void
    ) throws(FormatError) {
        let parser = try XMLParser(source, file: file, limits: limits)
        var open: [XMLElement] = []
        while try parser.readOn() {
            for event in parser.tape.events {
                let name = event.name < 0 ? "" : parser.tape.names.texts[Int(event.name)]
                switch event.kind {
                case .start:
                    guard !open.isEmpty || names.contains(name) else { continue }
                    var element = XMLElement(name: name)
                    element.line = Int(event.position.line)
                    open.append(element)
                case .end:
                    guard let element = open.popLast() else { continue }
                    if open.isEmpty {
                        body(element)
                    } else {
                        open[open.count - 1].children.append(element)
                    }
                case .text, .attribute:
                    guard !open.isEmpty else { continue }
                    let text = String(
                        decoding: parser.tape.bytes[event.offset..<event.offset + event.count],
                        as: UTF8.self)
                    if event.kind == .text {
                        open[open.count - 1].text += text
                    } else {
                        open[open.count - 1].attributes.append((name, text))
                    }
                case .nilMark, .forbidden: continue
                }
            }
            parser.tape.cutAll()
        }
    }
}

import Records

/// One of the parts of a workbook that say how its other parts belong together.
enum ExcelPart {
    /// An element with its attributes, whatever their prefixes.
    struct Element {
        /// From the root to the element itself.
        var path: [String]
        var attributes: [String: String]

        var name: String { path[path.count - 1] }
        /// The name of the element around it; empty for the root.
        var parent: String { path.count > 1 ? path[path.count - 2] : "" }
    }

    /// Walks over the elements in order, keeping none.
    static func read(
        _ source: any ByteSource, file: String, limits: ReadLimits, _ take: (Element) -> Void
    ) throws(FormatError) {
        let parser = try XMLParser(source, file: file, limits: limits)
        var path: [String] = []
        while try parser.readOn() {
            walk(parser.tape, path: &path, take)
            parser.tape.cutAll()
        }
    }

    private static func walk(
        _ tape: borrowing XMLTape, path: inout [String], _ take: (Element) -> Void
    ) {
        var index = 0
        while index < tape.events.count {
            let event = tape.events[index]
            index += 1
            if event.kind == .end { path.removeLast() }
            guard event.kind == .start else { continue }
            path.append(tape.names.texts[Int(event.name)])
            var attributes: [String: String] = [:]
            while index < tape.events.count, tape.events[index].kind == .attribute {
                let found = tape.events[index]
                attributes[tape.names.texts[Int(found.name)]] = String(
                    decoding: tape.bytes[found.offset..<found.offset + found.count], as: UTF8.self)
                index += 1
            }
            take(Element(path: path, attributes: attributes))
        }
    }
}

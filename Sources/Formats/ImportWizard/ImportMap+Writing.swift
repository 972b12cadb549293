extension ImportMap {
    /// The content of the map's file, in the shape of those that Sales exports.
    func text() -> String {
        let page = Page()
        page.open("Map", [("Name", name), ("Source", "p2c")])
        page.element("Description", "")
        page.element("EntitiesPerFile", "Single")
        page.open("EntityMaps")
        for entity in entities { entity.append(to: page) }
        page.close("EntityMaps")
        page.close("Map")
        return page.lines.joined(separator: "\r\n") + "\r\n"
    }
}

extension ImportMap.Entity {
    fileprivate func append(to page: Page) {
        page.open(
            "EntityMap",
            [
                ("TargetEntityName", target), ("SourceEntityName", source), ("Dedupe", "Ignore"),
                ("ProcessCode", "Process"),
            ])
        page.open("AttributeMaps")
        for column in columns { column.append(to: page) }
        page.close("AttributeMaps")
        page.close("EntityMap")
    }
}

extension ImportMap.Column {
    fileprivate func append(to page: Page) {
        page.open("AttributeMap")
        page.element("SourceAttributeName", source)
        page.element("TargetAttributeName", target)
        page.element("ProcessCode", isIgnored ? "Ignore" : "Process")
        if !lookups.isEmpty {
            page.open("LookupMaps")
            for lookup in lookups {
                page.open("LookupMap")
                page.element("LookupEntityName", lookup.table)
                page.element("LookupAttributeName", lookup.key)
                page.element("LookupType", "System")
                page.element("ProcessCode", "Process")
                page.close("LookupMap")
            }
            page.close("LookupMaps")
        }
        if !options.isEmpty {
            page.open("PicklistMaps")
            for option in options {
                page.open("PicklistMap")
                page.element("SourceValue", option.source)
                page.element("TargetValue", option.target)
                page.element("ProcessCode", "Process")
                page.close("PicklistMap")
            }
            page.close("PicklistMaps")
        }
        page.close("AttributeMap")
    }
}

/// Lines of XML, each element indented by two blanks more than the one around it.
private final class Page {
    private(set) var lines = ["<?xml version=\"1.0\" encoding=\"utf-8\"?>"]
    private var depth = 0

    func open(_ name: String, _ attributes: [(String, String)] = []) {
        let words = attributes.map { name, value in
            " \(name)=\"\(XMLEscaping.escaped(value, at: .attribute))\""
        }
        append("<\(name)\(words.joined())>")
        depth += 1
    }

    func close(_ name: String) {
        depth -= 1
        append("</\(name)>")
    }

    func element(_ name: String, _ text: String) {
        append("<\(name)>\(XMLEscaping.escaped(text, at: .element))</\(name)>")
    }

    private func append(_ line: String) {
        lines.append(String(repeating: "  ", count: depth) + line)
    }
}

import Records

/// The records inside a party list, which hold who sends and who receives an activity.
enum MigrationPartyList {
    /// Appends the records in the shape of the tool, one a paragraph. False, with nothing appended,
    /// when the text is not such records.
    static func append(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool {
        let document = Array("<field>".utf8) + text + Array("</field>".utf8)
        let parsed = try? XMLElement.read(
            MemoryBytes(document), file: "", limits: ReadLimits())
        guard let list = parsed, isBlank(list.text), list.children.allSatisfy(isParty) else {
            return false
        }
        for party in list.children {
            output += "          <\(party.name)\(attributes(party))>\r\n".utf8
            for field in party.children {
                output += "            <\(field.name)\(attributes(field)) />\r\n".utf8
            }
            output += "          </\(party.name)>\r\n".utf8
        }
        return true
    }

    private static func isParty(_ element: XMLElement) -> Bool {
        isBlank(element.text)
            && element.children.allSatisfy {
                $0.name == "field" && $0.children.isEmpty && isBlank($0.text)
            }
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    private static func attributes(_ element: XMLElement) -> String {
        element.attributes.map { name, value in
            " \(name)=\"\(XMLEscaping.escaped(value, at: .attribute))\""
        }.joined()
    }
}

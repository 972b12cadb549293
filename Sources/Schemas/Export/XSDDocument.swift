import Records

/// An entity as an XML schema (XSD 1.0) of its file in the format XML-Element, for whoever checks
/// files before p2c gets them: BizTalk, SSIS, Logic Apps.
///
/// Fields may come in any order. One that may be blank may be missing or empty. Lengths count
/// characters, where p2c counts UTF-16 code units; names and options are compared with their case,
/// where p2c takes any. Keys and references are not in it.
package struct XSDDocument {
    private let schema: EntitySchema
    private var lines: [String] = []

    package init(_ schema: EntitySchema) { self.schema = schema }

    package var bytes: [UInt8] {
        var document = self
        document.write()
        return Array((document.lines.joined(separator: "\n") + "\n").utf8)
    }

    private mutating func write() {
        lines = [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">",
            "  <xs:element name=\"Document\">", "    <xs:complexType>", "      <xs:sequence>",
            "        <xs:element name=\(Self.quoted(Self.elementName(schema.name))) minOccurs=\"0\" "
                + "maxOccurs=\"unbounded\">",
            "          <xs:complexType>", "            <xs:all>",
        ]
        for field in schema.fields { write(field) }
        lines += [
            "            </xs:all>", "          </xs:complexType>", "        </xs:element>",
            "      </xs:sequence>", "    </xs:complexType>", "  </xs:element>",
        ]
        lines += Self.sharedTypes
        lines.append("</xs:schema>")
    }

    /// Names of elements as F&O writes them; what a name cannot hold becomes an underscore.
    private static func elementName(_ name: String) -> String {
        let letters = name.uppercased().unicodeScalars.map { scalar in
            let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            return isPlain || "_-.".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
        }
        return String(letters)
    }

    private mutating func write(_ field: Field) {
        let occurs = field.isRequired ? "" : " minOccurs=\"0\""
        lines.append(
            "              <xs:element name=\(Self.quoted(Self.elementName(field.name)))\(occurs)>")
        lines.append("                <xs:simpleType>")
        if field.isRequired {
            write(restriction(of: field), indent: 18)
        } else {
            lines.append("                  <xs:union memberTypes=\"blank\">")
            lines.append("                    <xs:simpleType>")
            write(restriction(of: field), indent: 22)
            lines += ["                    </xs:simpleType>", "                  </xs:union>"]
        }
        lines += ["                </xs:simpleType>", "              </xs:element>"]
    }

    private struct Restriction {
        var base: String
        var facets: [(name: String, value: String)] = []
    }

    private mutating func write(_ restriction: Restriction, indent: Int) {
        let space = String(repeating: " ", count: indent)
        lines.append("\(space)<xs:restriction base=\(Self.quoted(restriction.base))>")
        for facet in restriction.facets {
            lines.append("\(space)  <xs:\(facet.name) value=\(Self.quoted(facet.value))/>")
        }
        lines.append("\(space)</xs:restriction>")
    }

    private func restriction(of field: Field) -> Restriction {
        if field.lookup != nil { return Restriction(base: "filled") }
        switch field.type {
        case .string: return text(field)
        case .guid: return Restriction(base: "guid")
        case .integer: return number(field, base: "xs:integer")
        case .decimal: return number(field, base: "xs:decimal")
        case .boolean(let whenTrue, let whenFalse): return truth([whenTrue, whenFalse])
        case .date where field.momentPattern == nil: return Restriction(base: "day")
        case .dateTime where field.momentPattern == nil: return Restriction(base: "moment")
        case .option: return options(field)
        default: return Restriction(base: "filled")
        }
    }

    /// Yes and no, and the field's own words for them, all in any case.
    private func truth(_ words: [String]) -> Restriction {
        let own = words.filter {
            !["yes", "no", "true", "false", "0", "1"].contains($0.lowercased())
        }
        if own.isEmpty { return Restriction(base: "yesOrNo") }
        let patterns = [Self.yesOrNo] + own.map(Self.inAnyCase)
        return Restriction(
            base: "xs:token", facets: [("pattern", patterns.joined(separator: "|"))])
    }

    private static let yesOrNo =
        "[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|0|1"

    /// The text as a regular expression of XML Schema, ASCII letters in any case.
    private static func inAnyCase(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let letter = String(scalar)
            if letter.lowercased() != letter.uppercased(), scalar.isASCII {
                return "[\(letter.uppercased())\(letter.lowercased())]"
            }
            return "\\.?*+()|[]{}^$-".contains(letter) ? "\\" + letter : letter
        }.joined()
    }

    private func text(_ field: Field) -> Restriction {
        var made = Restriction(base: "filled")
        if let length = field.minLength { made.facets.append(("minLength", "\(length)")) }
        if let length = field.maxLength { made.facets.append(("maxLength", "\(length)")) }
        if let pattern = field.pattern { made.facets.append(("pattern", pattern)) }
        made.facets += field.allowed.map { ("enumeration", $0) }
        return made
    }

    private func number(_ field: Field, base: String) -> Restriction {
        var made = Restriction(base: base)
        if let precision = field.precision { made.facets.append(("totalDigits", "\(precision)")) }
        if base == "xs:decimal", let scale = field.scale {
            made.facets.append(("fractionDigits", "\(scale)"))
        }
        let bounds = [
            ("minInclusive", field.minimum), ("maxInclusive", field.maximum),
            ("minExclusive", field.exclusiveMinimum), ("maxExclusive", field.exclusiveMaximum),
        ]
        for case (let name, let value?) in bounds { made.facets.append((name, value)) }
        return made
    }

    /// The value, the label and the number of each, as all of them are taken.
    private func options(_ field: Field) -> Restriction {
        var seen: Set<String> = []
        let texts = field.options.flatMap { [$0.value, $0.label, $0.number].compactMap { $0 } }
        return Restriction(
            base: "xs:string",
            facets: texts.filter { seen.insert($0).inserted }.map { ("enumeration", $0) })
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": quoted += "&amp;"
            case "<": quoted += "&lt;"
            case "\"": quoted += "&quot;"
            case "\u{0}"..<" ": quoted += "&#\(scalar.value);"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static let sharedTypes = """
          <xs:simpleType name="blank">
            <xs:restriction base="xs:string">
              <xs:pattern value="[ ]*"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="filled">
            <xs:restriction base="xs:string">
              <xs:pattern value="[\\s\\S]*\\S[\\s\\S]*"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="yesOrNo">
            <xs:restriction base="xs:token">
              <xs:pattern value="\(yesOrNo)"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="guid">
            <xs:restriction base="xs:token">
              <xs:pattern
                value="\\{?[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\\}?"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="spacedMoment">
            <xs:restriction base="xs:token">
              <xs:pattern
                value="[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) [0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="americanMoment">
            <xs:restriction base="xs:token">
              <xs:pattern
                value="(0?[1-9]|1[0-2])/(0?[1-9]|[12][0-9]|3[01])/[0-9]{4}( [0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?( [AP]M)?)?"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="day">
            <xs:union memberTypes="xs:date xs:dateTime spacedMoment americanMoment"/>
          </xs:simpleType>
          <xs:simpleType name="moment">
            <xs:union memberTypes="xs:dateTime xs:date spacedMoment americanMoment"/>
          </xs:simpleType>
        """.split(separator: "\n").map(String.init)
}

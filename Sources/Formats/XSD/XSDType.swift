import Records

/// What a simple type of an XML schema allows, as far as a field can say it.
struct XSDType {
    var type = FieldType.string
    var textFormat: TextFormat?
    var minLength: Int?
    var maxLength: Int?
    var pattern: String?
    var precision: Int?
    var scale: Int?
    var minimum: String?
    var maximum: String?
    var exclusiveMinimum: String?
    var exclusiveMaximum: String?
    /// The values that are listed, each with what its documentation says of it.
    var values: [FieldOption] = []
    /// A member of its union is the empty text.
    var allowsEmpty = false
    /// What of it a field cannot say, as the end of a sentence: `two patterns`.
    var losses: [String] = []

    /// The type that is built in under that name; nil where none is.
    static func builtIn(_ name: String) -> XSDType? {
        var made = XSDType()
        switch name {
        case "anyURI": made.textFormat = .uri
        case "base64Binary": made.textFormat = .binary
        case "boolean": made.type = .boolean(whenTrue: "true", whenFalse: "false")
        case "decimal", "float", "double": made.type = .decimal
        case "date": made.type = .date
        case "dateTime", "dateTimeStamp": made.type = .dateTime
        case "time": made.type = .time
        case "gYear": made.type = .year
        case "gYearMonth": made.type = .yearMonth
        default:
            if let bounds = integerBounds[name] {
                made.type = .integer
                (made.minimum, made.maximum) = bounds
            } else if !texts.contains(name) {
                return nil
            }
        }
        return made
    }

    private static let texts: Set = [
        "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "NMTOKENS",
        "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "QName", "NOTATION", "hexBinary", "duration",
        "gDay", "gMonth", "gMonthDay", "anySimpleType", "anyAtomicType", "anyType",
        "yearMonthDuration", "dayTimeDuration",
    ]

    private static let integerBounds: [String: (String?, String?)] = [
        "integer": (nil, nil), "positiveInteger": ("1", nil), "nonNegativeInteger": ("0", nil),
        "negativeInteger": (nil, "-1"), "nonPositiveInteger": (nil, "0"),
        "byte": ("-128", "127"), "short": ("-32768", "32767"),
        "int": ("-2147483648", "2147483647"),
        "long": ("-9223372036854775808", "9223372036854775807"), "unsignedByte": ("0", "255"),
        "unsignedShort": ("0", "65535"), "unsignedInt": ("0", "4294967295"),
        "unsignedLong": ("0", "18446744073709551615"),
    ]

    /// True where only the empty text is allowed: the member that makes a union optional.
    var isEmptyText: Bool {
        guard type == .string else { return false }
        return maxLength == 0 || values.map(\.value) == [""]
    }

    /// True where the type itself refuses a text of no characters.
    var refusesEmpty: Bool {
        if allowsEmpty { return false }
        if type != .string { return true }
        if !values.isEmpty { return !values.contains { $0.value.isEmpty } }
        return minLength.map { $0 > 0 } ?? false
    }

    // MARK: Restrictions

    /// Narrows the type by the facets of a restriction.
    mutating func restrict(by restriction: XMLElement) {
        let hadPattern = pattern != nil
        var patterns: [String] = []
        var listed: [FieldOption] = []
        for facet in restriction.children {
            guard let value = facet.attributes.first(where: { $0.name == "value" })?.value else {
                continue
            }
            switch facet.name {
            case "pattern": patterns.append(value)
            case "enumeration":
                listed.append(FieldOption(value: value, label: facet.documentation))
            default: take(facet.name, value)
            }
        }
        if hadPattern, !patterns.isEmpty { losses.append("the patterns of the types below it") }
        if !patterns.isEmpty {
            // Several patterns of one step are alternatives.
            pattern =
                patterns.count == 1
                ? patterns[0] : patterns.map { "(\($0))" }.joined(separator: "|")
        }
        if !listed.isEmpty { values = listed }
    }

    private mutating func take(_ facet: String, _ value: String) {
        switch facet {
        case "length": (minLength, maxLength) = (Int(value), Int(value))
        case "minLength": minLength = Int(value)
        case "maxLength": maxLength = Int(value)
        case "totalDigits": precision = Int(value)
        case "fractionDigits": scale = Int(value)
        case "minInclusive": minimum = canonical(value)
        case "maxInclusive": maximum = canonical(value)
        case "minExclusive": exclusiveMinimum = canonical(value)
        case "maxExclusive": exclusiveMaximum = canonical(value)
        default: break
        }
    }

    /// A bound in the form that values are brought to; nil where the type has no order.
    private func canonical(_ text: String) -> String? {
        var added: [UInt8] = []
        var bytes = Array(text.utf8)
        let verdict = bytes.withUnsafeMutableBufferPointer { buffer -> FormVerdict in
            let text = UnsafeBufferPointer(buffer)
            return switch type {
            case .integer, .decimal: DecimalForm.canonicalize(text, into: &added)
            case .date: DateForm.canonicalizeDay(text, into: &added)
            case .dateTime: DateForm.canonicalizeMoment(text, into: &added)
            case .time: DateForm.canonicalizeTime(text, into: &added)
            case .year, .yearMonth: .canonical
            default: .wrong
            }
        }
        switch verdict {
        case .canonical: return text
        case .rewritten: return String(decoding: added, as: UTF8.self)
        default: return nil
        }
    }

    // MARK: Fields

    /// The field of that name with the type's rules. Lengths are of texts alone, and listed texts
    /// make options.
    func field(named name: String) -> Field {
        var field = Field(name: name, type: type)
        field.textFormat = textFormat
        field.pattern = pattern
        if type == .string {
            // The empty text is no value, and so no option.
            field.options = values.filter { !$0.value.isEmpty }
            if !field.options.isEmpty { field.type = .option }
            field.minLength = minLength.flatMap { $0 > 0 ? $0 : nil }
            field.maxLength = maxLength.flatMap { $0 > 0 ? $0 : nil }
        } else {
            field.allowed = values.compactMap { canonical($0.value) }
        }
        if type == .decimal || type == .integer {
            field.precision = precision.flatMap { $0 > 0 ? $0 : nil }
            if type == .decimal { field.scale = scale.flatMap { $0 >= 0 ? $0 : nil } }
        }
        (field.minimum, field.maximum) = (minimum, maximum)
        (field.exclusiveMinimum, field.exclusiveMaximum) = (exclusiveMinimum, exclusiveMaximum)
        return field
    }
}

extension XMLElement {
    /// What people are told of it: the first documentation below it.
    var documentation: String? { child("annotation")?.childText("documentation") }
}

import Records

/// One object of a template's file, read strictly: a key that nobody knows is an error, because a
/// typo that passes silently loses data.
struct ObjectReader {
    let place: TemplatePlace
    private var values: [String: JSON5Value] = [:]

    init(
        _ value: JSON5Value, at place: TemplatePlace, knowing keys: [String]
    ) throws(MappingError) {
        self.place = place
        guard case .object(let members) = value.content else {
            throw wrongKind(of: value, at: place, expected: "an object")
        }
        for member in members {
            let memberPlace = place.member(member.key, line: member.line)
            guard keys.contains(member.key) else {
                throw MappingError(
                    .templateKeyUnknown,
                    "unknown key '\(member.key)'; known here: \(keys.joined(separator: ", "))",
                    at: memberPlace)
            }
            guard values.updateValue(member.value, forKey: member.key) == nil else {
                throw MappingError(
                    .templateKeyRepeated, "'\(member.key)' is given twice", at: memberPlace)
            }
        }
    }

    func text(_ key: String) throws(MappingError) -> String {
        let text = try required(key, try optionalText(key))
        guard !text.isBlank else {
            throw MappingError(.templateValueWrong, "'\(key)' is blank", at: memberPlace(key))
        }
        return text
    }

    /// Nil when the key is missing or null.
    func optionalText(_ key: String) throws(MappingError) -> String? {
        guard let value = value(key) else { return nil }
        return try Mapping.text(of: value, at: memberPlace(key))
    }

    func optionalNumber(_ key: String) throws(MappingError) -> Int? {
        guard let value = value(key) else { return nil }
        guard case .number(let text) = value.content, let number = Int(text) else {
            throw wrongKind(of: value, at: memberPlace(key), expected: "a whole number")
        }
        return number
    }

    func optionalFlag(_ key: String) throws(MappingError) -> Bool? {
        guard let value = value(key) else { return nil }
        guard case .boolean(let flag) = value.content else {
            throw wrongKind(of: value, at: memberPlace(key), expected: "true or false")
        }
        return flag
    }

    /// The elements with their places; nil when the key is missing or null.
    func optionalList(
        _ key: String
    ) throws(MappingError) -> [(value: JSON5Value, place: TemplatePlace)]? {
        guard let value = value(key) else { return nil }
        guard case .list(let elements) = value.content else {
            throw wrongKind(of: value, at: memberPlace(key), expected: "a list")
        }
        let place = memberPlace(key)
        return elements.enumerated().map { ($1, place.element($0, line: $1.line)) }
    }

    func list(
        _ key: String
    ) throws(MappingError) -> [(value: JSON5Value, place: TemplatePlace)] {
        try required(key, try optionalList(key))
    }

    /// The members of an object in the order of the file; nil when the key is missing or null.
    func optionalMembers(_ key: String) throws(MappingError) -> [JSON5Value.Member]? {
        guard let value = value(key) else { return nil }
        guard case .object(let members) = value.content else {
            throw wrongKind(of: value, at: memberPlace(key), expected: "an object")
        }
        return members
    }

    func required<Value>(_ key: String, _ value: Value?) throws(MappingError) -> Value {
        guard let value else {
            throw MappingError(.templateValueWrong, "'\(key)' is missing", at: place)
        }
        return value
    }

    func has(_ key: String) -> Bool { value(key) != nil }

    func memberPlace(_ key: String) -> TemplatePlace {
        place.member(key, line: values[key]?.line)
    }

    private func value(_ key: String) -> JSON5Value? {
        guard let value = values[key], value.content != .null else { return nil }
        return value
    }
}

/// The text that a value is, or the error that says what it is instead.
func text(of value: JSON5Value, at place: TemplatePlace) throws(MappingError) -> String {
    guard case .text(let text) = value.content else {
        throw wrongKind(of: value, at: place, expected: "a text in quotes")
    }
    return text
}

private func wrongKind(
    of value: JSON5Value, at place: TemplatePlace, expected: String
) -> MappingError {
    var place = place
    place.line = value.line
    return MappingError(
        .templateValueWrong, "expected \(expected), found \(value.kindName)", at: place)
}

extension TemplatePlace {
    func member(_ key: String, line: Int?) -> TemplatePlace {
        TemplatePlace(
            file: file, path: path.isEmpty ? key : "\(path).\(key)", line: line ?? self.line)
    }

    func element(_ index: Int, line: Int) -> TemplatePlace {
        TemplatePlace(file: file, path: "\(path)[\(index)]", line: line)
    }
}

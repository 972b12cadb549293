/// One object of a file, read strictly: a key that nobody knows is an error, because a typo that
/// passes silently loses data.
package struct ObjectReader<Failure: DocumentFailure> {
    package let place: DocumentPlace
    private var values: [String: JSON5Value] = [:]

    /// Keys that are ignored may be there and mean nothing here.
    package init(
        _ value: JSON5Value, at place: DocumentPlace, knowing keys: [String],
        ignoring ignored: [String] = []
    ) throws(Failure) {
        self.place = place
        guard case .object(let members) = value.content else {
            throw Self.wrongKind(of: value, at: place, expected: "an object")
        }
        for member in members {
            let memberPlace = place.member(member.key, line: member.line)
            guard keys.contains(member.key) || ignored.contains(member.key) else {
                throw Failure(
                    .unknownKey,
                    "unknown key '\(member.key)'; known here: \(keys.joined(separator: ", "))",
                    at: memberPlace)
            }
            guard values.updateValue(member.value, forKey: member.key) == nil else {
                throw Failure(
                    .repeatedKey, "'\(member.key)' is given twice", at: memberPlace)
            }
        }
    }

    /// Reads an object that another program keeps for itself: it may have any key.
    package init(foreign value: JSON5Value, at place: DocumentPlace) throws(Failure) {
        var keys: [String] = []
        if case .object(let members) = value.content { keys = members.map(\.key) }
        try self.init(value, at: place, knowing: keys)
    }

    package func text(_ key: String) throws(Failure) -> String {
        let text = try required(key, try optionalText(key))
        guard text.utf8.contains(where: { $0 > 0x20 }) else {
            throw Failure(.wrongValue, "'\(key)' is blank", at: memberPlace(key))
        }
        return text
    }

    /// Nil when the key is missing or null.
    package func optionalText(_ key: String) throws(Failure) -> String? {
        guard let value = value(key) else { return nil }
        return try Self.text(of: value, at: memberPlace(key))
    }

    package func optionalNumber(_ key: String) throws(Failure) -> Int? {
        guard let value = value(key) else { return nil }
        guard case .number(let text) = value.content, let number = Int(text) else {
            throw Self.wrongKind(of: value, at: memberPlace(key), expected: "a whole number")
        }
        return number
    }

    package func optionalFlag(_ key: String) throws(Failure) -> Bool? {
        guard let value = value(key) else { return nil }
        guard case .boolean(let flag) = value.content else {
            throw Self.wrongKind(of: value, at: memberPlace(key), expected: "true or false")
        }
        return flag
    }

    /// The elements with their places; nil when the key is missing or null.
    package func optionalList(
        _ key: String
    ) throws(Failure) -> [(value: JSON5Value, place: DocumentPlace)]? {
        guard let value = value(key) else { return nil }
        guard case .list(let elements) = value.content else {
            throw Self.wrongKind(of: value, at: memberPlace(key), expected: "a list")
        }
        let place = memberPlace(key)
        return elements.enumerated().map { ($1, place.element($0, line: $1.line)) }
    }

    package func list(
        _ key: String
    ) throws(Failure) -> [(value: JSON5Value, place: DocumentPlace)] {
        try required(key, try optionalList(key))
    }

    /// The members of an object in the order of the file; nil when the key is missing or null.
    package func optionalMembers(_ key: String) throws(Failure) -> [JSON5Value.Member]? {
        guard let value = value(key) else { return nil }
        guard case .object(let members) = value.content else {
            throw Self.wrongKind(of: value, at: memberPlace(key), expected: "an object")
        }
        return members
    }

    /// The object under the key, read as strictly; nil when the key is missing or null.
    package func optionalObject(
        _ key: String, knowing keys: [String]
    ) throws(Failure) -> ObjectReader? {
        guard let value = value(key) else { return nil }
        return try ObjectReader(value, at: memberPlace(key), knowing: keys)
    }

    /// The object under the key, which another program keeps for itself; nil when the key is missing
    /// or null.
    package func optionalForeignObject(_ key: String) throws(Failure) -> ObjectReader? {
        guard let value = value(key) else { return nil }
        return try ObjectReader(foreign: value, at: memberPlace(key))
    }

    /// A text, a number or a boolean as text; nil when the key is missing or null.
    package func optionalScalar(_ key: String) throws(Failure) -> String? {
        guard let value = value(key) else { return nil }
        return try Self.scalar(value, at: memberPlace(key))
    }

    /// One scalar or a list of them, as texts; nil when the key is missing or null.
    package func optionalTexts(_ key: String) throws(Failure) -> [String]? {
        guard let value = value(key) else { return nil }
        guard case .list(let elements) = value.content else {
            return [try Self.scalar(value, at: memberPlace(key))]
        }
        var texts: [String] = []
        for element in elements { texts.append(try Self.scalar(element, at: memberPlace(key))) }
        return texts
    }

    private static func scalar(
        _ value: JSON5Value, at place: DocumentPlace
    ) throws(Failure) -> String {
        switch value.content {
        case .text(let text), .number(let text): return text
        case .boolean(let flag): return flag ? "true" : "false"
        default:
            throw wrongKind(of: value, at: place, expected: "a text, a number or true or false")
        }
    }

    package func required<Value>(_ key: String, _ value: Value?) throws(Failure) -> Value {
        guard let value else {
            throw Failure(.wrongValue, "'\(key)' is missing", at: place)
        }
        return value
    }

    package func has(_ key: String) -> Bool { value(key) != nil }

    /// True for a key that is there and has the value null, which counts as left out.
    package func isNull(_ key: String) -> Bool { values[key]?.content == .null }

    package func memberPlace(_ key: String) -> DocumentPlace {
        place.member(key, line: values[key]?.line)
    }

    private func value(_ key: String) -> JSON5Value? {
        guard let value = values[key], value.content != .null else { return nil }
        return value
    }
}

extension ObjectReader {
    /// The text that a value is, or the error that says what it is instead.
    package static func text(
        of value: JSON5Value, at place: DocumentPlace
    ) throws(Failure) -> String {
        guard case .text(let text) = value.content else {
            throw wrongKind(of: value, at: place, expected: "a text in quotes")
        }
        return text
    }

    /// The error for a value of another kind than the one expected.
    package static func wrongKind(
        of value: JSON5Value, at place: DocumentPlace, expected: String
    ) -> Failure {
        var place = place
        place.line = value.line
        return Failure(.wrongValue, "expected \(expected), found \(value.kindName)", at: place)
    }
}

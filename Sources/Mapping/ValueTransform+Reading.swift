import JSON5
import Records

extension ValueTransform {
    init(_ value: JSON5Value, at place: DocumentPlace) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place,
            knowing: ["transformType"] + ObjectReader<MappingError>.parameters,
            ignoring: ["createValuesOnDestination", "$type", "$id"])
        let type = try object.text("transformType")
        switch type {
        case "Default":
            try object.allow(["defaultValue"], in: type)
            let value = try object.optionalText("defaultValue")
            self = .default(try object.required("defaultValue", value))
        case "ValueMap":
            try object.allow(["valueMap", "file", "unmapped"], in: type)
            self = .valueMap(try ValueMap(object))
        case "Truncate":
            try object.allow([], in: type)
            self = .truncate
        case "CountryRegionCode":
            try object.allow(["form", "unmapped"], in: type)
            self = .countryRegionCode(try CountryRegionCode(object))
        default:
            throw MappingError(
                .templateValueWrong,
                "'\(type)' is none of Default, ValueMap, Truncate, CountryRegionCode",
                at: object.memberPlace("transformType"))
        }
    }
}

extension ObjectReader<MappingError> {
    /// What a transform may be told, each by its own type.
    fileprivate static var parameters: [String] {
        ["defaultValue", "valueMap", "unmapped", "file", "form"]
    }

    /// Throws when the object has a parameter that belongs to another transform. In the files of the
    /// Data Integrator those are null, or a blank default.
    fileprivate func allow(_ keys: [String], in type: String) throws(MappingError) {
        for key in Self.parameters where !keys.contains(key) && has(key) {
            if key == "defaultValue", try optionalText(key)?.isBlank ?? true { continue }
            throw MappingError(
                .templateKeyUnknown, "'\(key)' does not belong to a \(type)", at: memberPlace(key))
        }
    }

    /// What becomes of values without an entry. Null without quotes would count as left out, and is
    /// hardly meant so.
    fileprivate func unmapped() throws(MappingError) -> ValueMap.Unmapped? {
        if isNull("unmapped") {
            throw MappingError(
                .templateValueWrong, "null without quotes says nothing",
                at: memberPlace("unmapped")
            ).toDo(
                "Write \"null\" to empty the values that are not in the map; or take the key out")
        }
        return try optionalWord("unmapped", of: ValueMap.Unmapped.self)
    }

    /// One of the words of the type; nil when the key is missing or null.
    fileprivate func optionalWord<Word: RawRepresentable & CaseIterable>(
        _ key: String, of type: Word.Type
    ) throws(MappingError) -> Word? where Word.RawValue == String {
        guard let name = try optionalText(key) else { return nil }
        guard let word = Word(rawValue: name) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw MappingError(
                .templateValueWrong, "'\(name)' is none of \(known)", at: memberPlace(key))
        }
        return word
    }
}

extension ValueMap {
    fileprivate init(_ object: ObjectReader<MappingError>) throws(MappingError) {
        let unmapped = try object.unmapped()
        guard let file = try object.optionalText("file") else {
            self.init(try ValueMap.entries(of: object), unmapped: unmapped)
            return
        }
        let place = object.memberPlace("file")
        if object.has("valueMap") {
            throw MappingError(
                .templateValueWrong, "a ValueMap has a valueMap or a file, not both", at: place)
        }
        guard !file.isBlank, !file.contains("/"), !file.hasPrefix(".") else {
            throw MappingError(
                .templateValueWrong, "'\(file)' is no name of a file in value-maps/", at: place)
        }
        guard !file.foldedName.hasSuffix(".csv") else {
            throw MappingError(
                .templateValueWrong, "'\(file)' names the file of value-maps/ with its ending",
                at: place
            ).toDo("Write \"\(file.dropLast(4))\"")
        }
        self.init([], unmapped: unmapped, file: file)
    }

    private static func entries(
        of object: ObjectReader<MappingError>
    ) throws(MappingError) -> [Entry] {
        guard let members = try object.optionalMembers("valueMap") else {
            throw MappingError(
                .templateValueWrong, "a ValueMap needs a valueMap, or the file of one",
                at: object.place)
        }
        let place = object.memberPlace("valueMap")
        var entries: [Entry] = []
        for member in members {
            let value = try ObjectReader<MappingError>.text(
                of: member.value, at: place.member(member.key, line: member.line))
            entries.append(Entry(member.key, value))
        }
        return entries
    }
}

extension CountryRegionCode {
    fileprivate init(_ object: ObjectReader<MappingError>) throws(MappingError) {
        self.init(
            try object.optionalWord("form", of: Form.self) ?? .alpha3,
            unmapped: try object.unmapped() ?? .error)
    }
}

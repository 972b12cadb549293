import JSON5
import Records

extension FieldMapping {
    /// How the leg around a row reads it.
    struct Way {
        /// The two sides of the row have changed places.
        var isReversed: Bool
        var direction: SyncDirection
    }

    init(
        _ value: JSON5Value, at place: DocumentPlace, going way: Way
    ) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place,
            knowing: [
                "sourceField", "destinationField", "valueTransforms", "provenance", "note",
                "enabled", "expression", "syncDirection",
            ],
            ignoring: [
                "$type", "$id", "isSystemGenerated", "destinationLookupFieldRelatedEntity",
            ])
        let direction = try FieldMapping.direction(of: object)
        let travels = direction.includes(way.direction)
        var transforms: [ValueTransform] = []
        for (value, place) in try object.optionalList("valueTransforms") ?? [] {
            let transform = try ValueTransform(value, at: place)
            transforms.append(way.isReversed ? transform.reversed : transform)
        }
        let (from, to) =
            way.isReversed
            ? ("destinationField", "sourceField") : ("sourceField", "destinationField")
        let source = try object.optionalText(from)
        // A row that goes the other way only may have nothing on this side.
        let isOn = try object.optionalFlag("enabled") ?? true && travels
        if isOn, way.isReversed { try FieldMapping.checkTurned(object, going: way.direction) }
        let destination = isOn ? try object.text(to) : try object.optionalText(to) ?? ""
        let otherWay = travels ? nil : "goes the other way: syncDirection \(direction.rawValue)"
        self.init(
            source.flatMap { $0.isBlank ? nil : $0 }, destination, transforms,
            provenance: try object.optionalText("provenance").map(Provenance.init(rawValue:)),
            note: try object.optionalText("note") ?? otherWay,
            isEnabled: isOn,
            expression: try FieldMapping.expression(of: object, besides: source), place: place)
    }

    /// Throws where a row has nothing on the side that it fills on the way back.
    private static func checkTurned(
        _ object: ObjectReader<MappingError>, going way: SyncDirection
    ) throws(MappingError) {
        guard try object.optionalText("sourceField")?.isBlank ?? true else { return }
        let there: SyncDirection = way == .fromFinOps ? .toFinOps : .fromFinOps
        let direction = way == .both ? "" : "\"syncDirection\": \(there.rawValue) or "
        throw MappingError(
            .templateValueWrong,
            "'sourceField' is missing: the template is reversed, and the row fills nothing on the way "
                + "back", at: object.place
        ).toDo("Give the row \(direction)\"enabled\": false")
    }

    private static func direction(
        of object: ObjectReader<MappingError>
    ) throws(MappingError) -> SyncDirection {
        guard let number = try object.optionalScalar("syncDirection") else { return .both }
        guard let direction = SyncDirection(rawValue: number) else {
            throw MappingError(
                .templateValueWrong, "'\(number)' is none of 1, 2, 3",
                at: object.memberPlace("syncDirection"))
        }
        return direction
    }

    private static func expression(
        of object: ObjectReader<MappingError>, besides source: String?
    ) throws(MappingError) -> ValueExpression? {
        guard let text = try object.optionalText("expression"), !text.isBlank else { return nil }
        let place = object.memberPlace("expression")
        if let source, !source.isBlank {
            throw MappingError(
                .templateValueWrong, "a mapping has a sourceField or an expression, not both",
                at: place)
        }
        do throws(ExpressionError) {
            return try ValueExpression(text, at: place)
        } catch {
            throw MappingError(.expressionWrong, error, at: place)
        }
    }
}

extension ValueTransform {
    /// The same for the way back. The pairs of a map have the value of F&O on the left whichever way
    /// a row goes. What a blank value becomes is a default, which does not turn back as long as another
    /// value becomes the same.
    fileprivate var reversed: ValueTransform {
        guard case .valueMap(var map) = self else { return self }
        let known = Set(map.entries.filter { !$0.key.isBlank }.map(\.value.foldedName))
        map.entries = map.entries.filter { !$0.key.isBlank || !known.contains($0.value.foldedName) }
            .map { ValueMap.Entry($0.value, $0.key) }
        return .valueMap(map)
    }
}

import Records

/// The schema of a `data.xml` that came without one, as far as its records tell, found in a first
/// pass over the file. All types are unknown and taken as text.
enum MigrationSurvey {
    static func schema(
        _ source: any ByteSource, file: String, limits: ReadLimits
    ) throws(FormatError) -> MigrationSchema {
        let parser = try XMLParser(source, file: file, limits: limits)
        var finder = Finder()
        while try parser.readOn() {
            for event in parser.tape.events { finder.take(event, tape: parser.tape) }
            guard finder.known.count + finder.entities.count <= limits.columns * 8 else {
                throw FormatError(
                    Issue(
                        .xmlTooManyNames, "It has more than \(limits.columns * 8) fields",
                        file: file))
            }
            _ = parser.tape.cut(events: parser.tape.events.count, bytes: parser.tape.bytes.count)
        }
        return MigrationSchema(entities: finder.entities)
    }

    private struct Finder {
        var entities: [MigrationSchema.Entity] = []
        private var walk = MigrationWalk()
        private var current = 0
        fileprivate var known: Set<String> = []
        private var relation: [String: String] = [:]
        private var field = MigrationSchema.Field(name: "", displayName: "", type: "string")

        mutating func take(_ event: XMLEvent, tape: borrowing XMLTape) {
            switch walk.place(of: event, names: tape.names) {
            case .entityAttribute where tape.names.texts[Int(event.name)] == "name":
                beginEntity(text(event, tape))
            case .fieldStart:
                field = MigrationSchema.Field(name: "", displayName: "", type: "string")
            case .fieldAttribute: noteAttribute(event, tape: tape)
            case .nested: field.type = "partylist"
            case .fieldEnd: endField()
            case .relationStart: relation = [:]
            case .relationAttribute:
                relation[tape.names.texts[Int(event.name)]] = text(event, tape)
            case .relationEnd: endRelation()
            default: break
            }
        }

        private mutating func beginEntity(_ name: String) {
            if let index = entities.firstIndex(where: { $0.name == name }) {
                current = index
                return
            }
            current = entities.count
            entities.append(
                MigrationSchema.Entity(
                    name: name, displayName: name, primaryIDField: name + "id",
                    primaryNameField: nil, fields: []))
        }

        private mutating func noteAttribute(_ event: XMLEvent, tape: borrowing XMLTape) {
            switch tape.names.texts[Int(event.name)] {
            case "name": field.name = text(event, tape)
            case "value" where hasCollectionMark(event, tape):
                field.type = "optionsetvaluecollection"
            case "lookupentity" where event.count > 0:
                field.type = "entityreference"
                field.lookupTypes = [text(event, tape)]
            default: break
            }
        }

        private mutating func endField() {
            guard !entities.isEmpty, !field.name.isEmpty else { return }
            if known.insert("\(current) \(field.name.foldedName)").inserted {
                field.displayName = field.name
                entities[current].fields.append(field)
            } else if field.type != "string" {
                noteType()
            }
        }

        /// What the first records do not tell, such as a lookup's table, shows later.
        private mutating func noteType() {
            let index = entities[current].fields.firstIndex { $0.name.isSameName(as: field.name) }
            guard let index else { return }
            entities[current].fields[index].type = field.type
            if let table = field.lookupTypes.first,
                !entities[current].fields[index].lookupTypes.contains(table)
            {
                entities[current].fields[index].lookupTypes.append(table)
            }
        }

        private func hasCollectionMark(_ event: XMLEvent, _ tape: borrowing XMLTape) -> Bool {
            tape.bytes[event.offset..<event.offset + event.count].starts(with: "[-1,".utf8)
        }

        private mutating func endRelation() {
            guard !entities.isEmpty, let name = relation["m2mrelationshipname"],
                !entities[current].relations.contains(where: { $0.name.isSameName(as: name) }),
                known.insert("relation \(current) \(name.foldedName)").inserted
            else { return }
            let source = entities[current]
            let target = relation["targetentityname"] ?? source.name
            entities[current].relations.append(
                MigrationSchema.Relation(
                    name: name, intersect: name, source: source.name,
                    sourceIDField: source.primaryIDField, target: target,
                    targetIDField: relation["targetentitynameidfield"] ?? target + "id"))
        }

        private func text(_ event: XMLEvent, _ tape: borrowing XMLTape) -> String {
            String(decoding: tape.bytes[event.offset..<event.offset + event.count], as: UTF8.self)
        }
    }
}

import Records

/// Knows where in a `data.xml` the steps stand:
/// `entities` › `entity` › `records` › `record` › `field`, and beside the records
/// `m2mrelationships` › `m2mrelationship` › `targetids` › `targetid`, and `deleterecords` › `record`.
struct MigrationWalk {
    /// What a step means.
    enum Place {
        case entityAttribute
        case recordStart
        case recordAttribute
        case recordEnd
        case fieldStart
        case fieldAttribute
        case fieldEnd
        /// A record inside a field, as party lists have them.
        case nested
        case relationStart
        case relationAttribute
        case relationEnd
        /// The id of a record that the relation leads to: an element with a text.
        case targetStart
        case targetText
        case targetEnd
        case deletionStart
        case deletionAttribute
        case deletionEnd
        /// Something else beside the records of an entity, and what lies in it.
        case unknownSection
        case unknownRecord
        case other
    }

    private(set) var depth = 0
    private var isInRecords = false
    private var isInRelations = false
    private var isInDeletions = false

    /// What the step means, by the elements around it.
    mutating func place(of event: XMLEvent, names: borrowing XMLNames) -> Place {
        switch event.kind {
        case .start:
            depth += 1
            return begin(names.texts[Int(event.name)])
        case .attribute: return attributePlace
        case .end:
            defer { depth -= 1 }
            return endPlace
        case .text: return depth == 6 && isInRelations ? .targetText : .other
        default: return .other
        }
    }

    private mutating func begin(_ name: String) -> Place {
        switch depth {
        case 3:
            isInRecords = name == "records"
            isInRelations = name == "m2mrelationships"
            isInDeletions = name == "deleterecords"
            return isInRecords || isInRelations || isInDeletions ? .other : .unknownSection
        case 4 where isInRecords: return .recordStart
        case 4 where isInRelations: return .relationStart
        case 4 where isInDeletions: return .deletionStart
        case 4: return .unknownRecord
        case 5 where isInRecords: return .fieldStart
        case 6 where isInRecords: return .nested
        case 6 where isInRelations && name == "targetid": return .targetStart
        default: return .other
        }
    }

    private var attributePlace: Place {
        switch depth {
        case 2: .entityAttribute
        case 4 where isInRecords: .recordAttribute
        case 4 where isInRelations: .relationAttribute
        case 4 where isInDeletions: .deletionAttribute
        case 5 where isInRecords: .fieldAttribute
        default: .other
        }
    }

    private var endPlace: Place {
        switch depth {
        case 4 where isInRecords: .recordEnd
        case 5 where isInRecords: .fieldEnd
        case 4 where isInRelations: .relationEnd
        case 4 where isInDeletions: .deletionEnd
        case 6 where isInRelations: .targetEnd
        default: .other
        }
    }
}

import Records

/// The field by which quarantined records carry their reason; dropped silently when they come back.
let reasonFieldName = "P2C_REASON"

/// What an entity file holds: its record elements and their fields, in the order of first use.
///
/// Found in a first pass over the whole file, before any record is read. It costs one parsing more,
/// and gives every batch the same columns although each record may have other elements; and a file
/// that is cut or broken anywhere is refused before the first record goes on.
struct XMLSurvey {
    /// The records of one element name.
    struct Records {
        var name: String
        var count = 0
        var fields: [String] = []
        /// Records inside records.
        var nestedCount = 0
        /// The first field is an attribute.
        var isAttributeStyle = false
        fileprivate var known: Set<String> = []

        fileprivate mutating func note(field: String, isAttribute: Bool) {
            if known.isEmpty { isAttributeStyle = isAttribute }
            let folded = field.foldedName
            guard !known.contains(folded) else { return }
            known.insert(folded)
            if folded != reasonFieldName.foldedName { fields.append(field) }
        }
    }

    var rootName = ""
    var records: [Records] = []
    var hasPrefixes = false
    var warnings: [Issue] = []

    init(
        _ source: any ByteSource, file: String, limits: ReadLimits, chunkBytes: Int = 64 << 10
    ) throws(FormatError) {
        let parser = try XMLParser(
            source, file: file, limits: limits, keepsText: false, chunkBytes: chunkBytes)
        var walk = Walk()
        while try parser.readOn() {
            let names = parser.tape.names.texts
            for event in parser.tape.events { walk.take(event, names: names) }
            guard walk.seen.count <= limits.columns * 8 else {
                throw FormatError(
                    Issue(
                        .xmlTooManyNames, "It has more than \(limits.columns * 8) fields",
                        file: file))
            }
            _ = parser.tape.cut(events: parser.tape.events.count, bytes: parser.tape.bytes.count)
        }
        rootName = walk.rootName
        records = walk.records
        hasPrefixes = parser.tape.hasPrefixes
        warnings = parser.warnings
    }

    /// The records of that element name, compared without case.
    func records(named name: String) -> Records? {
        records.first { $0.name.isSameName(as: name) }
    }
}

extension XMLSurvey {
    /// Where the walk stands: the root has depth 0, a record 1, a field 2.
    private struct Walk {
        var rootName = ""
        var records: [Records] = []
        var depth = 0
        var current = 0
        var numbers: [String: Int] = [:]
        /// The element at depth 2 and whether it was found to hold more than a text.
        var fieldName: Int32 = -1
        var isNested = false
        /// Fields that are known already, by record and the name's number: the common case.
        var seen: Set<UInt64> = []

        mutating func take(_ event: XMLEvent, names: [String]) {
            switch event.kind {
            case .start: begin(event, names: names)
            case .attribute where depth == 2: note(event.name, isAttribute: true, names: names)
            case .attribute where depth == 3: isNested = true
            case .end: end(names: names)
            default: break
            }
        }

        private mutating func begin(_ event: XMLEvent, names: [String]) {
            switch depth {
            case 0: rootName = names[Int(event.name)]
            case 1: beginRecord(names[Int(event.name)])
            case 2:
                fieldName = event.name
                isNested = false
            default: isNested = true
            }
            depth += 1
        }

        private mutating func beginRecord(_ name: String) {
            let folded = name.foldedName
            if let known = numbers[folded] {
                current = known
            } else {
                current = records.count
                numbers[folded] = current
                records.append(Records(name: name))
            }
            records[current].count += 1
        }

        private mutating func end(names: [String]) {
            depth -= 1
            guard depth == 2 else { return }
            if isNested {
                records[current].nestedCount += 1
            } else {
                note(fieldName, isAttribute: false, names: names)
            }
        }

        private mutating func note(_ name: Int32, isAttribute: Bool, names: [String]) {
            let key = UInt64(current) << 32 | UInt64(UInt32(bitPattern: name))
            guard seen.insert(key).inserted else { return }
            records[current].note(field: names[Int(name)], isAttribute: isAttribute)
        }
    }
}

import Records

/// Makes rows of the steps through a `data.xml`.
struct MigrationAssembler {
    /// How many steps of the tape were taken since its last cut.
    var taken = 0
    let columns: MigrationColumns
    /// Relations that the schema does not declare, and records inside such fields.
    private(set) var skippedCount = 0
    /// How many records the file says were deleted.
    private(set) var deletedCount = 0
    /// Ids of deleted records that are none: the first with its place, and how many there are.
    private(set) var wrongDeletions: (first: String, position: RecordPosition, count: Int)?
    /// Sections of the entity that are not read, with how many elements they have.
    private(set) var unknownSections: [(name: String, count: Int)] = []
    /// The file has an element of the entity, be it empty.
    private(set) var isEntityThere = false
    /// Entities that the schema does not declare, with how many records they have.
    private(set) var undeclaredEntities: [(name: String, count: Int)] = []
    /// Dates without a time zone.
    private(set) var zonelessCount = 0
    /// Fields without a column, with how many records have them, and the first of these.
    private(set) var undeclared: [String: (count: Int, first: RecordPosition)] = [:]
    private static let mostUndeclared = 100
    let entity: String
    let declared: [String]
    let file: String
    private let relations: [String]
    private var walk = MigrationWalk()
    /// By the numbers of the names.
    private var roles: [Role] = []
    private var isWanted = false
    private var isUndeclared = false

    private var cells: [[Cell]]
    private var positions: [RecordPosition] = []
    private var unreadable: [UnreadableRecord] = []
    private var raws: [[UInt8]] = []
    /// Party lists by their places in `cells`.
    private var lists: [MadeText] = []
    private var firstRecord = 0
    private var readCount = 0
    private var batchStart: UInt64 = 0
    /// Where the element began that was seen last, wanted or not.
    private var lastByte: UInt64 = 0

    private var row: [Cell]
    private var isFilled: [Bool]
    private var recordID = Cell.null
    private var position = RecordPosition(byte: 0, line: 1)
    private var startStep = 0
    private var isInRecord = false
    private var previousSlot = -1
    private var doubledField: String?

    private var fieldName = Cell.null
    private var fieldValue = Cell.null
    private var lookupTable = Cell.null
    private var lookupName = Cell.null
    /// The steps where records inside the field begin, in a field that has some.
    private var nestedSteps: [Int] = []
    private var isKnownRelation = false
    private var deleted: [DeletedRecord] = []
    /// The id of a record that was deleted; blank in an element that names none.
    private var deletedID = ""
    private var deletedPosition = RecordPosition(byte: 0, line: 1)
    private var isDeletedRecord = false

    /// A text that the file does not hold as such.
    private struct MadeText {
        var column: Int
        var row: Int
        var text: [UInt8]
    }

    /// `declared` are the entities of the schema.
    init(
        entity: MigrationSchema.Entity, declared: [String], columns: MigrationColumns, file: String
    ) {
        self.entity = entity.name
        self.declared = declared
        relations = entity.relations.map(\.name)
        self.columns = columns
        self.file = file
        cells = Array(repeating: [], count: columns.names.count)
        row = Array(repeating: .null, count: columns.names.count)
        isFilled = Array(repeating: false, count: columns.slots.count)
    }

    var hasRecords: Bool { !positions.isEmpty || !unreadable.isEmpty || !deleted.isEmpty }
    /// How much of the file the batch has taken so far.
    private var sourceBytes: UInt64 { lastByte - min(batchStart, lastByte) }

    /// Takes steps until a record ends behind that much of the file. Returns where the text of the
    /// batch ends then, and nil when all steps are taken before.
    mutating func takeSteps(of tape: borrowing XMLTape, upTo limit: UInt64) -> Int? {
        while taken < tape.events.count {
            let event = tape.events[taken]
            take(event, tape: tape)
            if event.kind == .end, !isInRecord, sourceBytes >= limit { return event.offset }
        }
        return nil
    }

    private mutating func take(_ event: XMLEvent, tape: borrowing XMLTape) {
        if event.kind == .start { lastByte = event.position.byte }
        let place = walk.place(of: event, names: tape.names)
        switch place {
        case .entityAttribute: noteEntity(event, tape: tape)
        case .recordStart where isWanted: beginRecord(event)
        case .recordStart where isUndeclared:
            undeclaredEntities[undeclaredEntities.count - 1].count += 1
        case .recordAttribute where isWanted:
            if role(of: event.name, names: tape.names) == .id { recordID = Self.cell(event) }
        case .fieldStart: beginField()
        case .fieldAttribute where isWanted: noteAttribute(event, tape: tape)
        case .fieldEnd where isWanted: endField(tape: tape)
        case .recordEnd where isWanted: endRecord(tape: tape)
        case .nested where isWanted: nestedSteps.append(taken)
        case .relationStart: isKnownRelation = false
        case .deletionStart:
            deletedID = ""
            deletedPosition = Self.position(event)
            isDeletedRecord = tape.names.texts[Int(event.name)] == "record"
        case .deletionAttribute where isWanted && isDeletedRecord:
            if role(of: event.name, names: tape.names) == .id { deletedID = text(event, tape) }
        case .deletionEnd where isWanted: endDeletion()
        case .unknownSection where isWanted: noteSection(tape.names.texts[Int(event.name)])
        case .unknownRecord where isWanted:
            noteUnknownElement()
        case .relationAttribute where isWanted: noteRelation(event, tape: tape)
        case .relationEnd where isWanted && !isKnownRelation: skippedCount += 1
        default: break
        }
        taken += 1
    }

    private mutating func noteRelation(_ event: XMLEvent, tape: borrowing XMLTape) {
        guard role(of: event.name, names: tape.names) == .relationName else { return }
        let name = text(event, tape)
        isKnownRelation = relations.contains { $0.isSameName(as: name) }
    }

    @inline(never)
    private mutating func noteSection(_ name: String) {
        guard unknownSections.count < Self.mostUndeclared else { return }
        unknownSections.append((name, 0))
    }

    private mutating func noteUnknownElement() {
        if !unknownSections.isEmpty { unknownSections[unknownSections.count - 1].count += 1 }
    }

    /// Takes the record whose element ends; what names none is not read.
    private mutating func endDeletion() {
        if !deletedID.isEmpty {
            deletedCount += 1
            if !deletedID.asIdentifier.isGUID { noteWrongDeletion() }
            deleted.append(DeletedRecord(id: deletedID, values: []))
            return
        }
        let section = DeletedRecord.sectionRule
        if unknownSections.last?.name != section { noteSection(section) }
        noteUnknownElement()
    }

    @inline(never)
    private mutating func noteWrongDeletion() {
        let known = wrongDeletions ?? (deletedID, deletedPosition, 0)
        wrongDeletions = (known.first, known.position, known.count + 1)
    }

    private static func position(_ event: XMLEvent) -> RecordPosition {
        RecordPosition(byte: event.position.byte, line: event.position.line)
    }

    private func text(_ event: XMLEvent, _ tape: borrowing XMLTape) -> String {
        String(decoding: tape.bytes[event.offset..<event.offset + event.count], as: UTF8.self)
    }

    private mutating func noteEntity(_ event: XMLEvent, tape: borrowing XMLTape) {
        guard role(of: event.name, names: tape.names) == .name else { return }
        let name = text(event, tape)
        isWanted = name.isSameName(as: entity)
        if isWanted { isEntityThere = true }
        let isDeclared = isWanted || declared.contains(where: name.isSameName)
        isUndeclared = !isDeclared && undeclaredEntities.count < Self.mostUndeclared
        if isUndeclared { undeclaredEntities.append((name, 0)) }
    }

    private mutating func beginRecord(_ event: XMLEvent) {
        isInRecord = true
        position = Self.position(event)
        startStep = taken
        recordID = .null
        previousSlot = -1
        doubledField = nil
        for column in row.indices { row[column] = .null }
        for slot in isFilled.indices { isFilled[slot] = false }
    }

    private mutating func beginField() {
        fieldName = .null
        fieldValue = .null
        lookupTable = .null
        lookupName = .null
        nestedSteps.removeAll(keepingCapacity: true)
    }

    private mutating func noteAttribute(_ event: XMLEvent, tape: borrowing XMLTape) {
        let cell = Self.cell(event)
        switch role(of: event.name, names: tape.names) {
        case .name: fieldName = cell
        case .value: fieldValue = cell
        case .lookupTable: lookupTable = cell
        case .lookupName: lookupName = cell
        default: break
        }
    }

    /// What the attributes of records and fields are for.
    private enum Role: String {
        case id
        case name
        case value
        case lookupTable = "lookupentity"
        case lookupName = "lookupentityname"
        case relationName = "m2mrelationshipname"
        case none
    }

    private mutating func role(of name: Int32, names: borrowing XMLNames) -> Role {
        while roles.count <= Int(name) {
            roles.append(Role(rawValue: names.texts[roles.count]) ?? .none)
        }
        return roles[Int(name)]
    }

    private mutating func endField(tape: borrowing XMLTape) {
        let name = tape.bytes[fieldName.range]
        guard let number = columns.slot(named: name, after: previousSlot) else {
            noteUndeclared(name)
            skippedCount += nestedSteps.count
            return
        }
        previousSlot = number
        let slot = columns.slots[number]
        if isFilled[number] { doubledField = columns.names[slot.value] }
        isFilled[number] = true
        row[slot.value] = slot.holdsText ? fieldValue : Self.textOrNull(fieldValue)
        if let first = nestedSteps.first { keepList(slot.value, from: first, tape: tape) }
        if slot.isCollection {
            row[slot.value] = OptionCollection.options(of: fieldValue, in: tape.bytes)
        }
        if slot.isDate, tape.bytes[fieldValue.range].contains(UInt8(ascii: "/")) {
            zonelessCount += 1
        }
        if slot.isLookup {
            row[slot.value + 1] = Self.textOrNull(lookupName)
            row[slot.value + 2] = Self.textOrNull(lookupTable)
        }
    }

    @inline(never)
    private mutating func keepList(_ column: Int, from first: Int, tape: borrowing XMLTape) {
        let text = XMLSteps.text(of: tape, from: first, through: taken - 1, skipsBlanks: true)
        lists.append(MadeText(column: column, row: positions.count, text: text))
    }

    @inline(never)
    private mutating func noteUndeclared(_ name: ArraySlice<UInt8>) {
        let name = String(decoding: name, as: UTF8.self)
        if name.isEmpty || name.isSameName(as: reasonFieldName) { return }
        let isListed = undeclared[name] != nil || undeclared.count < Self.mostUndeclared
        undeclared[isListed ? name : "other fields", default: (0, position)].count += 1
    }

    private mutating func endRecord(tape: borrowing XMLTape) {
        isInRecord = false
        readCount += 1
        if let issue = doubledFieldIssue ?? twoIDsIssue(tape: tape) {
            setAside(issue, tape: tape)
            return
        }
        if row[columns.idColumn].isNull { row[columns.idColumn] = Self.textOrNull(recordID) }
        for column in row.indices { cells[column].append(row[column]) }
        positions.append(position)
    }

    private var doubledFieldIssue: Issue? {
        doubledField.map { recordIssue(.xmlFieldTwice, "\($0) stands in it twice", field: $0) }
    }

    /// The record's own id is another than that of its primary id field.
    private func twoIDsIssue(tape: borrowing XMLTape) -> Issue? {
        let field = row[columns.idColumn]
        guard field.count > 0, recordID.count > 0,
            !tape.bytes[field.range].elementsEqual(tape.bytes[recordID.range])
        else { return nil }
        return twoIDsIssue(
            String(decoding: tape.bytes[recordID.range], as: UTF8.self),
            String(decoding: tape.bytes[field.range], as: UTF8.self))
    }

    @inline(never)
    private func twoIDsIssue(_ id: String, _ fieldID: String) -> Issue? {
        let (one, other) = (id.asIdentifier, fieldID.asIdentifier)
        guard one.isGUID, other.isGUID, one != other else { return nil }
        let field = columns.names[columns.idColumn]
        return recordIssue(
            .recordWithTwoIDs, "Its id is \(id), and its field \(field) is \(fieldID)", field: field
        )
    }

    private func recordIssue(_ code: IssueCode, _ detail: String, field: String) -> Issue {
        Issue(
            code, detail, file: file, entity: entity, record: readCount, line: Int(position.line),
            byte: Int(position.byte), field: field)
    }

    @inline(never)
    private mutating func setAside(_ issue: Issue, tape: borrowing XMLTape) {
        lists.removeAll { $0.row == positions.count }
        unreadable.append(UnreadableRecord(position: position, raw: .null, issue: issue))
        raws.append(XMLSteps.text(of: tape, from: startStep, through: taken))
    }

    private static func cell(_ event: XMLEvent) -> Cell {
        Cell(offset: event.offset, count: event.count)
    }

    private static func textOrNull(_ cell: Cell) -> Cell { cell.count == 0 ? .null : cell }

    /// The batch of the records taken so far; `bytes` are what their cells point into.
    mutating func takeBatch(_ bytes: [UInt8]) -> RecordBatch {
        let named = zip(columns.names, cells).map { Column(name: $0, cells: $1) }
        var batch = RecordBatch(
            bytes: bytes, columns: named, positions: positions, unreadable: unreadable,
            firstRecord: firstRecord)
        batch.writesUSMoments = true
        batch.deleted = deleted
        if !deleted.isEmpty {
            batch.leftOut = [.init(rule: DeletedRecord.sectionRule, count: deleted.count)]
        }
        for list in lists {
            batch.columns[list.column].cells[list.row] = batch.append(list.text)
        }
        for (index, raw) in raws.enumerated() {
            batch.unreadable[index].raw = batch.append(raw)
        }
        firstRecord += positions.count
        batchStart = lastByte
        taken = 0
        for column in cells.indices { cells[column].removeAll(keepingCapacity: true) }
        positions = []
        deleted = []
        unreadable = []
        raws = []
        lists = []
        return batch
    }
}

import Records

/// The columns that an entity of a Configuration Migration package has as records: its fields in
/// the order of the schema, behind each lookup `X` the two columns `X.lookupentityname` and
/// `X.lookupentity`, and the primary id where no field is it.
struct MigrationColumns {
    /// Where the parts of one field go.
    struct Slot {
        var name: [UInt8]
        var value: Int
        var isLookup: Bool
        var isCollection: Bool
        var isDate: Bool
        var holdsText: Bool
    }

    private(set) var names: [String] = []
    private(set) var slots: [Slot] = []
    /// The column of the record's own `id`.
    let idColumn: Int
    private var numbers: [String: Int] = [:]

    static func entityNameColumn(_ field: String) -> String { field + ".lookupentityname" }
    static func entityColumn(_ field: String) -> String { field + ".lookupentity" }

    /// `extraFields` are columns that the caller wants although the schema does not declare them.
    init(_ entity: MigrationSchema.Entity, extraFields: [String]) {
        var fields = entity.fields
        for extra in extraFields where !fields.contains(where: { $0.name.isSameName(as: extra) }) {
            fields.append(MigrationSchema.Field(name: extra, displayName: extra, type: "string"))
        }
        let primary = entity.primaryIDField
        if !fields.contains(where: { $0.name.isSameName(as: primary) }) {
            fields.append(MigrationSchema.Field(name: primary, displayName: primary, type: "guid"))
        }
        var idColumn = 0
        for field in fields {
            if field.name.isSameName(as: primary) { idColumn = names.count }
            if numbers[field.name.foldedName] == nil {
                numbers[field.name.foldedName] = slots.count
            }
            slots.append(
                Slot(
                    name: Array(field.name.utf8), value: names.count, isLookup: field.isLookup,
                    isCollection: field.isCollection, isDate: field.type == "datetime",
                    holdsText: field.holdsText))
            names.append(field.name)
            if field.isLookup {
                names.append(Self.entityNameColumn(field.name))
                names.append(Self.entityColumn(field.name))
            }
        }
        self.idColumn = idColumn
    }

    /// The slot of a field's name. Records keep the order of the schema and leave fields out, so
    /// the search begins behind the slot that was found before.
    func slot(named name: ArraySlice<UInt8>, after previous: Int) -> Int? {
        for step in 1...slots.count {
            let number = (previous + step) % slots.count
            let candidate = slots[number].name
            if candidate.count == name.count, candidate.elementsEqual(name) { return number }
        }
        return slotWithoutCase(name)
    }

    @inline(never)
    private func slotWithoutCase(_ name: ArraySlice<UInt8>) -> Int? {
        numbers[String(decoding: name, as: UTF8.self).foldedName]
    }
}

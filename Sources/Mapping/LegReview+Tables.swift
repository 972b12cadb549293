import Records

extension Leg {
    /// What to know of rows that read what nothing fills: the destination never gets it.
    func remarksOnEmptyFields(
        of source: EntitySchema, filled: Set<String>
    ) -> [LegReview.Remark] {
        enabledMappings.flatMap { row in
            row.sourceFields.map { FieldPath($0).base }.filter { !filled.contains($0.foldedName) }
                .map {
                    LegReview.Remark(
                        place: row.place,
                        text:
                            "'\(row.destinationField)' is made of '\($0)', which no template that is on fills in "
                            + "\(source.name). Fill it in the leg before, or take the row out")
                }
        }
    }
}

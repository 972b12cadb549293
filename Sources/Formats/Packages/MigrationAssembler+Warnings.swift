import Records

/// What people should know of a `data.xml` when all of it was read.
extension MigrationAssembler {
    var warnings: [Issue] {
        sectionWarnings + undeclaredEntityWarnings + dateWarnings + undeclaredFieldWarnings
    }

    /// Of what stands beside the records.
    private var sectionWarnings: [Issue] {
        var found: [Issue] = []
        if skippedCount > 0 {
            found.append(warning(.relationsSkipped, "\(skippedCount) of them were skipped"))
        }
        if deletedCount > 0 {
            let records = Self.counted(deletedCount, "record")
            found.append(warning(.migrationDeleted, "\(records): \(DeletedRecord.sectionRule)"))
        }
        return found + wrongDeletionWarnings
            + unknownSections.map { section in
                let elements = Self.counted(section.count, "element")
                return warning(.unknownSection, "\(section.name) with \(elements) is not read")
            }
    }

    private var wrongDeletionWarnings: [Issue] {
        guard let (id, position, count) = wrongDeletions else { return [] }
        let others =
            count == 1 ? "is no GUID" : "and \(Self.counted(count - 1, "other")) are no GUIDs"
        var issue = warning(.deletedIDUnknown, "\"\(id)\" \(others)")
        issue.line = Int(position.line)
        issue.byte = Int(position.byte)
        return [issue]
    }

    private var undeclaredEntityWarnings: [Issue] {
        undeclaredEntities.filter { $0.count > 0 }.map { other in
            Issue(
                .undeclaredEntity,
                Self.undeclared(other) + ", and not read."
                    + NearNames.hint(for: other.name, among: declared), file: file)
        }
    }

    /// Records that may be those of the entity under another name: it is misspelt, or the file has
    /// nothing of the entity. Nil where there are none.
    var misnamedEntity: Issue? {
        let others = undeclaredEntities.filter { $0.count > 0 }
        if let other = others.first(where: { isMisspelt($0.name) }) {
            var issue = Issue(
                .misnamedEntity,
                Self.undeclared(other) + "; the nearest that it declares is \"\(entity)\"",
                file: file)
            issue.ownRemedy =
                "Correct data.xml: write name=\"\(entity)\" for \"\(other.name)\", and drop the "
                + "package again"
            return issue
        }
        guard !isEntityThere, let other = others.first else { return nil }
        return Issue(
            .misnamedEntity,
            Self.undeclared(other) + ", and data.xml has nothing of \(entity), which it does",
            file: file)
    }

    private func isMisspelt(_ name: String) -> Bool {
        NearNames.misspelt(name, among: declared)?.isSameName(as: entity) == true
    }

    private static func undeclared(_ other: (name: String, count: Int)) -> String {
        let records = other.count == 1 ? "1 record is" : "\(other.count) records are"
        return "\(records) of \(other.name), which data_schema.xml does not declare"
    }

    private var dateWarnings: [Issue] {
        guard zonelessCount > 0 else { return [] }
        return [warning(.datesWithoutZone, "\(zonelessCount) values have the US form")]
    }

    private var undeclaredFieldWarnings: [Issue] {
        undeclared.sorted { $0.key < $1.key }.map { field, found in
            let records =
                found.count == 1
                ? "1 record has \(field), and its value does"
                : "\(found.count) records have \(field), and its values do"
            let near = NearNames.misspelt(field, among: columns.names)
            let hint = near.map { " The nearest is \"\($0)\"." } ?? ""
            var issue = warning(.undeclaredField, "\(records) not travel.\(hint)")
            issue.line = Int(found.first.line)
            issue.byte = Int(found.first.byte)
            issue.field = field
            return issue
        }
    }

    private func warning(_ code: IssueCode, _ detail: String) -> Issue {
        Issue(code, detail, file: file, entity: entity)
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
}

import Folders
import Formats
import JSON5
import Records
import Schemas

/// The columns that the files of each entity had the last time, for `--against-last`: one small file
/// an entity and company in the workspace's state folder.
package struct ColumnMemory: Sendable {
    /// A column as it was seen. Days are such as `2026-11-23`.
    private struct Column {
        var name: String
        /// What its values looked like; nil where there were none.
        var type: String?
        /// When it was seen first, and when first with values of this type.
        var since: String
        var typeSince: String
    }

    /// What was seen of one entity.
    private struct Seen {
        /// The day of the file that was seen last.
        var day: String
        /// In the file's order.
        var columns: [Column]

        func column(_ name: String) -> Column? { columns.first { $0.name.isSameName(as: name) } }
    }

    private let folder: String
    private let company: String?
    private let today: String

    /// `today` is a day such as `2026-11-23`; the company tells files of several ones apart.
    package init(folder: String, company: String?, today: String) {
        self.folder = folder
        self.company = company
        self.today = today
    }

    /// Remembers the columns of an entity that was read to its end, and tells what is different from
    /// the last time: nothing for an entity that was never seen.
    func compare(_ surveys: [ColumnSurvey], in entity: PackageEntity) throws -> [Issue] {
        let seen = try seen(entity.name)
        let columns = surveys.map { column(of: $0, before: seen?.column($0.name)) }
        try write(columns, of: entity.name)
        return seen.map { drift(from: $0, to: columns, in: entity) } ?? []
    }

    private func column(of survey: ColumnSurvey, before: Column?) -> Column {
        let found = InferredEntity.Column(survey, of: .sales, records: 0, options: .init())
        let type = survey.filled == 0 ? before?.type : found.field.type.tableSchemaName
        return Column(
            name: survey.name, type: type, since: before?.since ?? today,
            typeSince: type == before?.type ? before?.typeSince ?? today : today)
    }

    private func drift(
        from seen: Seen, to columns: [Column], in entity: PackageEntity
    ) -> [Issue] {
        let found = SchemaDifference(
            from: Self.schema(entity.name, seen.columns), to: Self.schema(entity.name, columns))
        func issue(_ code: IssueCode, _ detail: String, _ field: String) -> Issue {
            Issue(code, detail, file: entity.file, entity: entity.name, field: field)
        }
        let came = found.added.map {
            issue(.columnCame, "\($0) was not in the file of \(seen.day)", $0)
        }
        let went = found.removed.map { name in
            let since = seen.column(name)?.since ?? seen.day
            return issue(
                .columnWent, "\(name) was in the files from \(since) to \(seen.day)", name)
        }
        let renamed = found.renamed.map { pair in
            let percent = Int((pair.likelihood * 100).rounded())
            return issue(
                .columnRenamed,
                "\(pair.old), last seen on \(seen.day), is probably \(pair.new) (\(percent) %)",
                pair.new)
        }
        let changed = columns.compactMap { column -> Issue? in
            guard let before = seen.column(column.name), let old = before.type,
                let type = column.type, type != old
            else { return nil }
            return issue(
                .columnTypeChanged,
                "\(column.name) was \(old) in the files from \(before.typeSince) to \(seen.day) "
                    + "and is \(type)", column.name)
        }
        return came + went + renamed + changed
    }

    /// Only names count for what came and went.
    private static func schema(_ entity: String, _ columns: [Column]) -> EntitySchema {
        EntitySchema(
            environment: .sales, name: entity, label: entity,
            fields: columns.map { Field(name: $0.name, type: .string) })
    }
}

// MARK: The file

extension ColumnMemory {
    private func write(_ columns: [Column], of entity: String) throws(FoldersError) {
        let value = JSON5Value.object([
            ("entity", .text(entity)), ("day", .text(today)),
            ("columns", .list(columns.map(Self.value))),
        ])
        try Paths.replace(path(entity), with: value.formatted)
    }

    private static func value(of column: Column) -> JSON5Value {
        var members: [(String, JSON5Value)] = [("name", .text(column.name))]
        if let type = column.type { members.append(("type", .text(type))) }
        members += [("since", .text(column.since)), ("typeSince", .text(column.typeSince))]
        return .object(members)
    }

    private func seen(_ entity: String) throws(FoldersError) -> Seen? {
        let path = path(entity)
        guard Paths.leadsToFile(path) else { return nil }
        let bytes = try Paths.read(path)
        // A file that somebody has spoilt is as if it were not there.
        guard let value = try? JSON5Parser.value(of: bytes),
            let day = Self.text("day", of: value),
            case .list(let columns)? = value["columns"]?.content
        else { return nil }
        return Seen(
            day: day,
            columns: columns.compactMap { column in
                guard let name = Self.text("name", of: column),
                    let since = Self.text("since", of: column)
                else { return nil }
                return Column(
                    name: name, type: Self.text("type", of: column), since: since,
                    typeSince: Self.text("typeSince", of: column) ?? since)
            })
    }

    private static func text(_ key: String, of value: JSON5Value) -> String? {
        guard case .text(let text)? = value[key]?.content else { return nil }
        return text
    }

    private func path(_ entity: String) -> String {
        let name = [company, entity].compactMap(\.self).joined(separator: " ").foldedName
        let plain = name.map { $0 == "/" || $0 == "." || $0 == "\0" ? "_" : $0 }
        return "\(folder)/columns/\(String(plain)).json"
    }
}

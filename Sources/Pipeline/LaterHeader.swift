import Formats
import Records
import Schemas

extension SourcePackage {
    /// Says that the header of a workbook's sheet may stand below titles: that in one of the first rows
    /// but not in the very first there are two names of fields. Nil where there is no such row.
    func laterHeaderIssue(of entity: PackageEntity, schema: EntitySchema) -> Issue? {
        for passed in 0..<5 {
            guard let found = columns(of: entity, passingRows: passed) else { continue }
            let unknown = SchemaChecker(schema: schema, columns: found.names).unknownColumns
            let known = found.names.count - unknown.count
            guard known > 1 else { continue }
            if passed == 0 { return nil }
            return Issue(
                .excelLaterHeader,
                "Row \(found.row) may be the header: \(known) of its texts are names of fields",
                file: entity.file, entity: entity.name)
        }
        return nil
    }
}

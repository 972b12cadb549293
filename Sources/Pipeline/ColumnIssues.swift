import Formats
import Records
import Schemas

extension SchemaChecker {
    /// Says which columns of the entity's file are known by their labels; nil when none is.
    func labelIssue(in entity: PackageEntity) -> Issue? {
        guard !labelColumns.isEmpty else { return nil }
        return Issue(
            .columnsByLabel, "Taken for their fields: " + labelColumns.joined(separator: ", "),
            file: entity.file, entity: entity.name)
    }
}

import JSON5
import Records

extension ConfigurationFiles {
    /// Leaves out all templates but that of the folder and those that the settings of a case switch on.
    /// Throws at one that the settings name and that is not there.
    mutating func keepOnly(_ template: String, and settings: Settings) throws {
        let known = templateFiles.map { (folder: $0.folder, name: Self.name(in: $0.bytes)) }
        var kept: Set = [template]
        for (name, isOn) in settings.templates.sorted(by: { $0.key < $1.key }) {
            let found = known.filter {
                $0.folder.isSameName(as: name) || $0.name?.isSameName(as: name) == true
            }
            if found.isEmpty { throw settings.located(Self.noTemplate(name, among: known)) }
            if isOn { kept.formUnion(found.map(\.folder)) }
        }
        templateFiles.removeAll { !kept.contains($0.folder) }
    }

    private static func noTemplate(
        _ name: String, among known: [(folder: String, name: String?)]
    ) -> UsageError {
        let names = known.flatMap { [$0.folder, $0.name].compactMap(\.self) }
        return UsageError(
            "p2c.json: templates.\"\(name)\": templates/ has no \"\(name)\"."
                + NearNames.hint(for: name, among: names) + " Known are "
                + known.map { "\"\($0.folder)\"" }.joined(separator: ", "))
    }

    /// What the file calls the template; nil where it cannot be read.
    private static func name(in file: [UInt8]) -> String? {
        guard case .text(let name)? = (try? JSON5Parser.value(of: file))?["name"]?.content else {
            return nil
        }
        return name
    }
}

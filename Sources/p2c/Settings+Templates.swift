import Pipeline

extension Settings {
    /// Whether a template is on: as `templates` says by its name or its folder's; else as its file does.
    func isOn(_ entry: Configuration.EnabledTemplate) -> Bool {
        let said = templates.filter { entry.isNamed($0.key) }.values
        return said.isEmpty ? entry.template.isOnByDefault : said.allSatisfy(\.self)
    }

    /// True where `templates` says that it is off, by whichever of its names.
    func switchesOff(_ entry: Configuration.EnabledTemplate) -> Bool {
        templates.contains { entry.isNamed($0.key) && !$0.value }
    }
}

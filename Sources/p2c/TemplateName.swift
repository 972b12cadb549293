/// Reads the name of a template from the command line. Its folder may also be named by a path as the
/// shell completes it, such as `templates/hives/`.
func templateName(_ text: String) -> String {
    if text.hasPrefix("/") { return text }
    var parts = text.split(separator: "/").drop { $0 == "." }
    if parts.first == "templates" { parts.removeFirst() }
    if parts.last == "template.json" { parts.removeLast() }
    return parts.count == 1 ? String(parts.first ?? "") : text
}

import Formats
import FoundationEssentials
import Pipeline

/// The link that saves the failing records of an entity. They are in the link itself, so that it works
/// without a network and without a script.
struct FailingRecordsLink {
    private let profile: EntityProfile

    /// A multiple of three, which base64 needs to go on where it stopped.
    private static let chunkSize = 48 << 10

    init(_ profile: EntityProfile) { self.profile = profile }

    func write(to sink: any ByteSink) throws(FormatError) {
        guard let failing = profile.failing else { return }
        try write("<div class=\"download\">\n<p><b><bdi>\(profile.entity)</bdi></b>: ", to: sink)
        try write("\(counted(failing.count, "record"))\(rest(failing))</p>\n", to: sink)
        if failing.embeddedCount > 0 { try writeLink(failing, to: sink) }
        try write("\(personal)</div>\n", to: sink)
    }

    private func writeLink(
        _ failing: EntityProfile.FailingRecords, to sink: any ByteSink
    ) throws(FormatError) {
        let name = "\(fileSafe(profile.entity))-failing.csv"
        try write(
            "<a class=\"button\" download=\"\(name)\" href=\"data:text/csv;charset=utf-8;base64,",
            to: sink)
        var start = 0
        while start < failing.csv.count {
            let end = min(start + Self.chunkSize, failing.csv.count)
            try sink.write(Array(Data(failing.csv[start..<end]).base64EncodedData()))
            start = end
        }
        try write(
            "\">Save \(name)</a> <small>\(size(failing.csv.count))</small>\n", to: sink)
    }

    private func rest(_ failing: EntityProfile.FailingRecords) -> HTML {
        if failing.embeddedCount == failing.count { return .nothing }
        let here: HTML =
            failing.embeddedCount == 0
            ? ", too many to be held here."
            : ", the first \(unbroken(failing.embeddedCount)) are here."
        guard let file = failing.fileWithAll else {
            return "\(here) The others are in no file, because too many entities have some"
        }
        return "\(here) All of them are in <code>\(file)</code>, which was written with this report"
    }

    /// Who passes the report on must know.
    private var personal: HTML {
        let fields = profile.personalFields
        guard !fields.isEmpty else { return .nothing }
        let more = fields.count > 8 ? " and \(fields.count - 8) more" : ""
        return """
            <p class="personal">The records are in full, personal fields \
            (\(fields.prefix(8).joined(separator: ", "))\(more)) too. Do not pass this file on to \
            people who may not see them.</p>

            """
    }

    private func size(_ bytes: Int) -> String {
        bytes < 1000
            ? counted(bytes, "byte")
            : bytes < 1_000_000
                ? "\((bytes + 500) / 1000) kB" : "\((bytes + 500_000) / 1_000_000) MB"
    }

    private func write(_ html: HTML, to sink: any ByteSink) throws(FormatError) {
        try sink.write(Array(html.markup.utf8))
    }
}

/// A name as a part of a file's name: letters, digits and dots stay, everything else is a line.
func fileSafe(_ name: String) -> String {
    let safe = name.unicodeScalars.prefix(80).map { scalar -> Character in
        let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.value < 58)
        return isPlain && (scalar.value >= 48 || scalar == ".") ? Character(scalar) : "-"
    }
    return safe.first == "." ? "-" + String(safe.dropFirst()) : String(safe)
}

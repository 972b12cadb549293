import Folders
import Formats
import Records

/// Looks into the inbox and tells which files may be taken: those that have settled and are complete
/// in themselves.
package struct InboxWatch {
    /// What decides when a file may be taken.
    package struct Rules: Sendable {
        /// Looks in a row that must find a file the same.
        package var looks = 3
        /// Take a file only once there is a `.done` marker beside it.
        package var doneMarkers = false
        /// Seconds after its last change at which a file that is not complete is taken all the same,
        /// to be refused with its reason.
        package var patience = 3600.0

        package init() {}
    }

    /// What one look found.
    package struct Findings {
        package var ready: [InboxEntry] = []
        /// Files that stay for the time being, each with its reason; told once.
        package var remarks: [String] = []
        /// Files that this user may not read, each with what to do; told once.
        package var refused: [String] = []
        /// Paths in the inbox of files that wait for their `.done` marker.
        package var unmarked: [String] = []
        /// Files that are seen but not settled yet.
        package var isWaiting = false

        package init() {}

        /// Nothing can be converted, and nothing is told.
        package var isEmpty: Bool {
            ready.isEmpty && remarks.isEmpty && refused.isEmpty && unmarked.isEmpty
        }

        /// That files wait for their markers, and which; nil where none does.
        package var markerRemark: String? {
            guard let first = unmarked.first else { return nil }
            let named = unmarked.prefix(3).joined(separator: ", ")
            let more = unmarked.count > 3 ? " and \(unmarked.count - 3) more" : ""
            let waits =
                unmarked.count == 1
                ? "1 file in inbox/ waits for NAME.done beside it"
                : "\(unmarked.count) files in inbox/ wait for NAME.done beside them"
            return "\(waits), as inbox.doneMarkers of p2c.json wants: \(named)\(more). Who writes "
                + "\(first) makes \(first).done when it is all there; or set doneMarkers to false"
        }
    }

    private let inbox: Inbox
    private let formats: FormatRegistry
    package let rules: Rules
    private var tracker: SettleTracker
    private var told: Set<String> = []

    /// A folder in the inbox that is named as one of the configured legal entities is theirs, and no
    /// package.
    package init(workspace: Workspace, rules: Rules, configuration: Configuration) {
        inbox = Inbox(workspace, legalEntities: configuration.legalEntities)
        formats = configuration.formats
        self.rules = rules
        tracker = SettleTracker(looks: rules.looks, doneMarkers: rules.doneMarkers)
    }

    /// Looks once. `time` is the wall clock in seconds since 1970.
    package mutating func look(time: Double) throws(FoldersError) -> Findings {
        let seen = try inbox.look()
        var findings = Findings()
        for remark in seen.remarks { tell(remark, in: &findings.remarks) }
        for path in seen.refused { tell(Self.refusal(path), in: &findings.refused) }
        let settled = tracker.look(seen.entries)
        if rules.doneMarkers {
            findings.unmarked = seen.entries.filter { !$0.hasDoneMarker }.map(\.relativePath)
        }
        findings.isWaiting = settled.count < seen.entries.count
        for entry in settled {
            let age = time - Double(entry.modified) / 1e9
            if age < rules.patience,
                case .incomplete(let reason, let remedy) = PackageCompleteness.check(
                    path: inbox.path(of: entry), formats: formats)
            {
                tell(
                    "\(entry.name) is not complete yet: \(reason). If nobody writes it any more, "
                        + "\(remedy): an hour after its last change it is refused",
                    in: &findings.remarks)
            } else {
                findings.ready.append(entry)
            }
        }
        return findings
    }

    private static func refusal(_ path: String) -> String {
        "inbox/\(path) stays: permission denied. \(IssueCode.folderRefused.remedy), or let the "
            + "exporter write so that it may be read [\(IssueCode.folderRefused.id)]"
    }

    private mutating func tell(_ remark: String, in remarks: inout [String]) {
        if told.insert(remark).inserted { remarks.append(remark) }
    }
}

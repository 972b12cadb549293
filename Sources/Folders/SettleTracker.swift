/// Tells which files of the inbox have settled: several looks in a row found the same size, time of
/// change and inode. A pure value; how much time lies between the looks is the caller's.
package struct SettleTracker: Sendable {
    private let looks: Int
    private let doneMarkers: Bool
    private var seen: [String: (entry: InboxEntry, count: Int)] = [:]

    /// With `doneMarkers` a file is taken when its marker is there, and only then.
    package init(looks: Int, doneMarkers: Bool) {
        precondition(looks > 0, "A file is looked at once at least")
        self.looks = looks
        self.doneMarkers = doneMarkers
    }

    /// Takes what one look saw; returns the entries that have settled, in the same order.
    package mutating func look(_ entries: [InboxEntry]) -> [InboxEntry] {
        if doneMarkers { return entries.filter(\.hasDoneMarker) }
        var now: [String: (entry: InboxEntry, count: Int)] = [:]
        for entry in entries {
            let before = seen[entry.relativePath]
            let count = before?.entry == entry ? (before?.count ?? 0) + 1 : 1
            now[entry.relativePath] = (entry, count)
        }
        seen = now
        return entries.filter { (now[$0.relativePath]?.count ?? 0) >= looks }
    }
}

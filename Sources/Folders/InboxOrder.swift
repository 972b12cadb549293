import CSystem

extension [InboxEntry] {
    /// Oldest first, because the newest state of a record shall be the one that stays.
    ///
    /// The times of files that were copied together tell nothing: of those that follow the first of them
    /// within a second the paths decide, with numbers in them as numbers.
    func oldestFirst() -> [InboxEntry] {
        var start = Int.min
        let timed = sorted { $0.modified < $1.modified }.map { entry in
            if entry.modified >= start + Self.second { start = entry.modified }
            return (start: start, entry: entry)
        }
        return timed.sorted { one, other in
            one.start == other.start
                ? p2c_compare_names(one.entry.relativePath, other.entry.relativePath) < 0
                : one.start < other.start
        }.map(\.entry)
    }

    /// In nanoseconds.
    private static var second: Int { 1_000_000_000 }
}

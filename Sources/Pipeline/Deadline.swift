import Glibc

/// How long records may wait.
enum Deadline {
    /// The time so many days before another one, both as `2026-11-23T01:02:03Z`.
    static func text(daysBefore time: String, _ days: Int) -> String {
        var parts = tm()
        let numbers = time.split { !$0.isNumber }.compactMap { Int32($0) }
        precondition(numbers.count == 6, "A clock gives the time in UTC")
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (
            numbers[0] - 1900, numbers[1] - 1, numbers[2]
        )
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers[5])
        var seconds = timegm(&parts) - days * 86_400
        gmtime_r(&seconds, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
            guard let start = buffer.baseAddress else { return time }
            strftime(start, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
            return String(cString: start)
        }
    }
}

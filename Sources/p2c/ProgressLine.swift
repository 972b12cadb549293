import Glibc
import Pipeline

/// Shows on a terminal how far the work is, on one line that overwrites itself; says nothing into a
/// pipe or a file.
final class ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let started = monotonicSeconds()
    private var lastShown = 0.0
    private var isShown = false

    func show(_ progress: Progress) {
        guard isTerminal else { return }
        let time = monotonicSeconds()
        guard time - lastShown >= 0.2, time - started >= 0.5 else { return }
        lastShown = time
        isShown = true
        writeError("\r\u{1B}[K" + Self.text(progress, seconds: time - started))
    }

    /// Takes the line away again.
    func clear() {
        guard isShown else { return }
        isShown = false
        writeError("\r\u{1B}[K")
    }

    static func text(_ progress: Progress, seconds: Double) -> String {
        let speed = seconds > 0 ? Double(progress.bytes) / 1e6 / seconds : 0
        var text = "\(progress.file): \(grouped(progress.records)) records, \(Int(speed)) MB/s"
        if let total = progress.totalBytes, total > progress.bytes, speed > 0 {
            let left = Double(total - progress.bytes) / 1e6 / speed
            text += ", \(Int(left.rounded(.up))) s left"
        }
        return text
    }
}

/// A number with a space between groups of three digits: `1 234 567`.
func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: " ")
}

/// Seconds of a clock that never jumps.
func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

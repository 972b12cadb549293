import Glibc
import Logging

/// Writes each event as one line to standard error: time, level, name, keys sorted.
struct LineLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let keys = metadata.merging(event.metadata ?? [:]) { $1 }
        let words = keys.sorted { $0.key < $1.key }.map {
            "\($0.key)=\(Self.quoted("\($0.value)"))"
        }
        let parts = [UTCClock.now(), event.level.rawValue, "\(event.message)"] + words
        printError(parts.joined(separator: " "))
    }

    /// The text in quotes when it holds a space, so that a line can be cut at spaces.
    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.isEmpty || text.contains { $0.isWhitespace || $0 == "\"" }
        guard needsQuotes else { return text }
        let escaped = text.map { character in
            switch character {
            case "\"": "\\\""
            case "\n", "\r\n", "\r": "\\n"
            default: String(character)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}

/// The time of day in UTC.
enum UTCClock {
    /// Seconds since 1970.
    static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Such as `2026-11-23T01:02:03Z`.
    static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

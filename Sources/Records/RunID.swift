/// The number of a run in its workspace's ledger, from 1, never given twice.
package struct RunID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }
    package init(_ rawValue: Int) { self.rawValue = rawValue }

    package var description: String { String(rawValue) }

    package static func < (one: RunID, other: RunID) -> Bool { one.rawValue < other.rawValue }
}

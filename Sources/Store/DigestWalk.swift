import Glibc
import Records

/// Asks a table for the digests of keys one after another, cheaply when they come in its order.
///
/// Files bring their records mostly in the order of the night before. So behind a row that was
/// searched for by its key, the rows that follow it in the table are tried first: a step costs a
/// fifth of a search. Where the next row is another one, searching goes on, and following is tried
/// less and less often. Lives for one batch: an open walk would be in the way of changes to the
/// table's columns.
struct DigestWalk {
    /// The statements of a table, and what it calls a place to walk on from.
    struct Statements {
        /// By key, the first parameter: the digest and the place.
        var search: Statement
        /// The keys and digests behind a place, the first parameter, in order.
        var follow: Statement
        /// Both tell in the column behind these under which rules the record was sent.
        var tellRules = false
    }

    /// What the table has under a key.
    enum Answer { case none, same, other }

    private let statements: Statements
    private var isFollowing = false
    /// Searches between two tries to follow, and how many of them are still to come.
    private var patience = 1
    private var rest = 0

    /// The rules under which the record that was asked for last was sent; nil where nothing is noted.
    private(set) var rules: Int?

    private static let mostPatience = 256

    init(_ statements: Statements) { self.statements = statements }

    /// Whether the table has that digest under the key.
    mutating func ask(_ key: [UInt8], for digest: Fingerprint) throws(StoreError) -> Answer {
        try ask(key) { stored in digest.withBytes { isEqual($0, stored) } }
    }

    /// Whether the table has those bytes under the key, where its statements tell them in the place of
    /// a digest.
    mutating func ask(_ key: [UInt8], for bytes: [UInt8]) throws(StoreError) -> Answer {
        try ask(key) { isEqual($0, bytes) }
    }

    @inline(__always)
    private mutating func ask(
        _ key: [UInt8], isSame: (UnsafeRawBufferPointer) -> Bool
    ) throws(StoreError) -> Answer {
        if isFollowing {
            if try statements.follow.step(), isEqual(statements.follow.bytes(0), key) {
                patience = 1
                readRules(of: statements.follow)
                return isSame(statements.follow.bytes(1)) ? .same : .other
            }
            end()
            patience = min(patience * 2, Self.mostPatience)
            rest = patience
        }
        return try search(key, isSame: isSame)
    }

    /// Gives the table free.
    mutating func end() {
        if isFollowing { statements.follow.reset() }
        isFollowing = false
    }

    @inline(__always)
    private mutating func search(
        _ key: [UInt8], isSame: (UnsafeRawBufferPointer) -> Bool
    ) throws(StoreError) -> Answer {
        let search = statements.search
        defer { search.reset() }
        guard try search.step(withText: key, at: 1) else { return .none }
        rest -= 1
        if rest <= 0 {
            search.copyColumn(1, to: statements.follow, 1)
            isFollowing = true
        }
        readRules(of: search)
        return isSame(search.bytes(0)) ? .same : .other
    }

    private mutating func readRules(of statement: Statement) {
        guard statements.tellRules else { return }
        rules = statement.isNull(2) ? nil : statement.integer(2)
    }
}

@inline(__always)
private func isEqual(_ one: UnsafeRawBufferPointer, _ other: [UInt8]) -> Bool {
    other.withUnsafeBytes { isEqual(one, $0) }
}

@inline(__always)
private func isEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    guard one.count == other.count else { return false }
    guard let first = one.baseAddress, let second = other.baseAddress else { return true }
    return memcmp(first, second, one.count) == 0
}

import Records
import Store

/// Finds records that wait for nothing but each other: a vehicle for its driver, and the driver for the
/// vehicle. One of each circle has to go without its reference first.
struct WaitingCircles {
    /// A record of CDS.
    private struct Node: Hashable {
        var entity: String
        var key: [UInt8]
    }

    /// Which records go first, by the run that holds them: their own keys.
    private(set) var first: [RunID: Set<[UInt8]>] = [:]

    private var awaited: [Node: Set<Node>] = [:]
    private var awaiting: [Node: Set<Node>] = [:]
    private var places: [Node: RunID] = [:]

    /// `waiting` are the records that wait for one which waits itself, the earliest first.
    init(_ waiting: [WaitingRecord]) {
        var order: [Node] = []
        for record in waiting {
            let node = Node(entity: record.ownEntity.foldedName, key: record.ownKey)
            if places[node] == nil { order.append(node) }
            places[node] = places[node] ?? record.run
            guard let entity = record.awaitedEntity else { continue }
            let other = Node(entity: entity.foldedName, key: record.awaitedKey)
            awaited[node, default: []].insert(other)
            awaiting[other, default: []].insert(node)
        }
        // A chain that ends in a record which waits for none of these would not be helped.
        let stuck = awaited.filter { $0.value.contains { places[$0] == nil } }.map(\.key)
        remove(stuck) { _ in true }
        for node in order where awaited[node] != nil { breakCircle(from: node) }
    }

    /// Follows what the node waits for until a record comes again. The earliest of that circle goes
    /// first, and with it all that only waited for it.
    private mutating func breakCircle(from start: Node) {
        var path: [Node] = []
        var node = start
        while !path.contains(node) {
            path.append(node)
            guard let next = awaited[node]?.min(by: Self.isBefore) else { return }
            node = next
        }
        let circle = path[(path.firstIndex(of: node) ?? 0)...]
        guard let chosen = circle.min(by: { isEarlier($0, $1) }), let run = places[chosen] else {
            return
        }
        first[run, default: []].insert(chosen.key)
        remove([chosen]) { $0.isEmpty }
    }

    /// Takes nodes away, and after them those of which `follows` holds when it has been told what they
    /// still wait for.
    private mutating func remove(_ nodes: [Node], whileTrue follows: (Set<Node>) -> Bool) {
        var left = nodes
        while let node = left.popLast() {
            guard awaited.removeValue(forKey: node) != nil || places[node] != nil else { continue }
            for other in awaiting.removeValue(forKey: node) ?? [] {
                guard var others = awaited[other] else { continue }
                others.remove(node)
                awaited[other] = others
                if follows(others) { left.append(other) }
            }
        }
    }

    private func isEarlier(_ one: Node, _ other: Node) -> Bool {
        let runs = (places[one] ?? RunID(0), places[other] ?? RunID(0))
        return runs.0 == runs.1 ? Self.isBefore(one, other) : runs.0 < runs.1
    }

    /// Any order that is the same each time.
    private static func isBefore(_ one: Node, _ other: Node) -> Bool {
        one.entity == other.entity
            ? one.key.lexicographicallyPrecedes(other.key) : one.entity < other.entity
    }
}

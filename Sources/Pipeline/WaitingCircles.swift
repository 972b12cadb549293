import Records
import Store

/// Finds records that wait for nothing but each other: a vehicle for its driver, and the driver for the
/// vehicle. One of each circle has to go without its reference first.
struct WaitingCircles {
    /// A record of CDS, or of a table of Sales.
    private struct Node: Hashable {
        var isOfSales: Bool
        var entity: String
        var key: [UInt8]

        init(_ entity: String, key: [UInt8], isOfSales: Bool) {
            self.isOfSales = isOfSales
            self.entity = entity.foldedName
            self.key = key
        }
    }

    /// Which records go first, by the run that holds them: their own keys.
    private(set) var first: [RunID: Set<[UInt8]>] = [:]

    private var awaited: [Node: Set<Node>] = [:]
    private var awaiting: [Node: Set<Node>] = [:]
    private var places: [Node: RunID] = [:]
    /// The runs in which the records came.
    private var begins: [Node: RunID] = [:]
    /// Those that cannot go without what they wait for.
    private var whole: Set<Node> = []

    /// `waiting` are the records that wait for one which waits itself, the earliest first.
    init(_ waiting: [WaitingRecord]) {
        var order: [Node] = []
        for record in waiting {
            let node = Self.node(of: record)
            if places[node] == nil { order.append(node) }
            places[node] = places[node] ?? record.run
            begins[node] = min(begins[node] ?? record.firstRun, record.firstRun)
            if record.goesWhole { whole.insert(node) }
        }
        for record in waiting {
            let node = Self.node(of: record)
            let others = Self.awaitedNodes(of: record)
            guard let other = others.first(where: { places[$0] != nil }) ?? others.first else {
                continue
            }
            awaited[node, default: []].insert(other)
            awaiting[other, default: []].insert(node)
        }
        // A chain that ends in a record which waits for none of these would not be helped.
        let stuck = awaited.filter { $0.value.contains { places[$0] == nil } }.map(\.key)
        remove(stuck) { _ in true }
        for node in order where awaited[node] != nil { breakCircle(from: node) }
    }

    private static func node(of record: WaitingRecord) -> Node {
        record.ownTable.isEmpty
            ? Node(record.ownEntity, key: record.ownKey, isOfSales: false)
            : Node(record.ownTable, key: record.ownKey, isOfSales: true)
    }

    /// What the record waits for: one of CDS, or one of any of several tables of Sales.
    private static func awaitedNodes(of record: WaitingRecord) -> [Node] {
        record.awaitedEntity.map { [Node($0, key: record.awaitedKey, isOfSales: false)] }
            ?? record.awaitedTables.map { Node($0, key: record.awaitedKey, isOfSales: true) }
    }

    /// Follows what the node waits for until a record comes again. The earliest of that circle that can
    /// goes first, and with it all that only waited for it.
    private mutating func breakCircle(from start: Node) {
        var path: [Node] = []
        var node = start
        while !path.contains(node) {
            path.append(node)
            guard let next = awaited[node]?.min(by: Self.isBefore) else { return }
            node = next
        }
        let circle = path[(path.firstIndex(of: node) ?? 0)...]
        let able = circle.filter { !whole.contains($0) }
        guard let chosen = able.min(by: { isEarlier($0, $1) }), let run = places[chosen] else {
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
        let runs = (begins[one] ?? RunID(0), begins[other] ?? RunID(0))
        return runs.0 == runs.1 ? Self.isBefore(one, other) : runs.0 < runs.1
    }

    /// Any order that is the same each time.
    private static func isBefore(_ one: Node, _ other: Node) -> Bool {
        one.entity == other.entity
            ? one.key.lexicographicallyPrecedes(other.key) : one.entity < other.entity
    }
}

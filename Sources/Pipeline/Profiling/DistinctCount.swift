/// Counts different texts by their hashes: exactly as long as there is room for the hashes, and by an
/// estimate from then on.
///
/// That two of 24,000 texts have one hash happens once in 60 billion columns.
struct DistinctCount {
    /// A hash lies in the first free place from the one that its low bits name; 0 is a free place.
    private var places = [UInt64](repeating: 0, count: 64)
    private var used = 0
    /// How many places there may be, a power of two.
    private let mostPlaces: Int
    private var sketch: HyperLogLog?

    /// Looking for a hash ends after so many places. Only texts that were made for it get there.
    private static let longestSearch = 128

    init(mostPlaces: Int) {
        precondition(mostPlaces >= 64 && mostPlaces.nonzeroBitCount == 1, "A power of two")
        self.mostPlaces = mostPlaces
    }

    var result: ColumnSummary.Distinct {
        sketch.map { .init(count: $0.estimate, isExact: false) }
            ?? .init(count: used, isExact: true)
    }

    @inline(__always)
    mutating func note(_ hash: UInt64) {
        guard sketch == nil else {
            sketch?.note(hash)
            return
        }
        let hash = hash == 0 ? 1 : hash
        let mask = places.count &- 1
        var place = Int(truncatingIfNeeded: hash) & mask
        for _ in 0..<Self.longestSearch {
            if places[place] == hash { return }
            if places[place] == 0 {
                add(hash, at: place)
                return
            }
            place = (place &+ 1) & mask
        }
        estimate(with: hash)
    }

    @inline(never)
    private mutating func add(_ hash: UInt64, at place: Int) {
        places[place] = hash
        used += 1
        guard used * 4 > places.count * 3 else { return }
        if places.count == mostPlaces { estimate(with: hash) } else { grow() }
    }

    private mutating func grow() {
        let hashes = places.filter { $0 != 0 }
        places = [UInt64](repeating: 0, count: places.count * 2)
        used = 0
        for hash in hashes { note(hash) }
    }

    /// Goes over from counting to estimating.
    @inline(never)
    private mutating func estimate(with hash: UInt64) {
        var sketch = HyperLogLog()
        for hash in places where hash != 0 { sketch.note(hash) }
        sketch.note(hash)
        self.sketch = sketch
        places = []
    }
}

import Support

/// Random tables and texts for the properties of delimited files.
struct DelimitedRandom: RandomNumberGenerator {
    private var generator: SeededGenerator

    init(seed: Int) { generator = SeededGenerator(seed: UInt64(seed)) }

    mutating func next() -> UInt64 { generator.next() }

    /// A number of 0..<bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }
}

import Records

/// What names stand for to a reader, asked by their numbers: each is looked up once a file.
struct XMLNameSlots {
    private let slots: [String: Int]
    /// By the names' numbers.
    private var known: [Int] = []

    /// A name without a slot.
    static let none = -1
    private static let unasked = Int.min

    /// Each name, compared without case, stands for its place in the list.
    init(_ names: [String]) {
        let numbered = names.enumerated().map { ($1.foldedName, $0) }
        slots = Dictionary(numbered, uniquingKeysWith: { first, _ in first })
    }

    mutating func slot(of name: Int32, names: borrowing XMLNames) -> Int {
        let index = Int(name)
        if index < known.count, known[index] != Self.unasked { return known[index] }
        return lookUp(index, names: names)
    }

    @inline(never)
    private mutating func lookUp(_ index: Int, names: borrowing XMLNames) -> Int {
        while known.count <= index { known.append(Self.unasked) }
        known[index] = slots[names.texts[index].foldedName] ?? Self.none
        return known[index]
    }
}

import Records

/// The values that value maps did not have, each with how many records had it, for people to fill in.
package struct UnmappedValues: Sendable {
    package struct Value: Sendable, Equatable {
        /// The name of the map's file, or the field that it fills: `Product.ProductType`.
        package var map: String
        /// As the first record spells it.
        package var key: String
        /// What became of it.
        package var unmapped: ValueMap.Unmapped
        package var records: Int

        package init(map: String, key: String, unmapped: ValueMap.Unmapped, records: Int) {
            self.map = map
            self.key = key
            self.unmapped = unmapped
            self.records = records
        }
    }

    /// In the order in which they were met.
    package private(set) var values: [Value] = []
    private var indexes: [String: Int] = [:]
    private var keysByMap: [String: Int] = [:]

    /// Of more different values than these a person fills in none: the map was meant for another
    /// field.
    package static let mostOfOneMap = 1_000

    package init() {}

    package var isEmpty: Bool { values.isEmpty }

    /// Counts a value that the map does not have.
    @inline(never)
    mutating func note(_ key: some Collection<UInt8>, of map: CompiledValueMap) {
        add(
            Value(
                map: map.name, key: String(decoding: key, as: UTF8.self), unmapped: map.unmapped,
                records: 1))
    }

    /// Takes over the values of another task.
    package mutating func add(_ other: UnmappedValues) {
        for value in other.values { add(value) }
    }

    private mutating func add(_ value: Value) {
        let identity = value.map + "\u{0}" + value.key.foldedMapKey
        if let index = indexes[identity] {
            values[index].records += value.records
        } else if keysByMap[value.map, default: 0] < Self.mostOfOneMap {
            keysByMap[value.map, default: 0] += 1
            indexes[identity] = values.count
            values.append(value)
        }
    }
}

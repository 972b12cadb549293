import Formats

extension Settings.Limits {
    /// Brings what is set into the limits; says which one cannot be right.
    func apply(to limits: inout ReadLimits) throws(UsageError) {
        // A batch of records is addressed by 32 bits, so that a record cannot be much longer.
        if let size = try checked(recordMiB, "recordMiB", 1...1_024) {
            limits.recordBytes = size << 20
        }
        if let size = try checked(unpackedGiB, "unpackedGiB", 1...1_048_576) {
            limits.unpackedBytes = size << 30
        }
        if let ratio = try checked(unpackingRatio, "unpackingRatio", 1...1_000_000) {
            limits.unpackingRatio = ratio
        }
        if let count = try checked(zipEntries, "zipEntries", 1...1_000_000) {
            limits.zipEntries = count
        }
        if let count = try checked(columns, "columns", 1...100_000) { limits.columns = count }
        if let depth = try checked(xmlDepth, "xmlDepth", 3...256) { limits.xmlDepth = depth }
    }

    private func checked(
        _ value: Int?, _ name: String, _ range: ClosedRange<Int>
    ) throws(UsageError) -> Int? {
        guard let value, !range.contains(value) else { return value }
        throw UsageError(
            "p2c.json: limits.\(name) is \(value). Write a number from \(range.lowerBound) to "
                + "\(range.upperBound)")
    }
}

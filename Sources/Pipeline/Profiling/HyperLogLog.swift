import Glibc

/// Estimates how many different texts there were, in 16 KiB whatever their number. Of hashes that
/// begin with the same 14 bits it keeps the longest run of zeros behind them: a run of n zeros comes
/// up once in 2ⁿ texts.
///
/// The standard error is 1.04 / √16384 = 0.81 %. Estimated as in Otmar Ertl, "New cardinality
/// estimation algorithms for HyperLogLog sketches" (https://arxiv.org/abs/1702.01284, algorithm 6),
/// which needs no correction for small numbers.
struct HyperLogLog {
    private static let indexBits = 14
    private static let registerCount = 1 << indexBits
    /// The longest run that a register can hold is of so many bits.
    private static let runBits = 64 - indexBits

    private var registers = [UInt8](repeating: 0, count: registerCount)

    mutating func note(_ hash: UInt64) {
        let index = Int(truncatingIfNeeded: hash >> UInt64(Self.runBits))
        // The bit keeps the run within the hash.
        let rest = hash << UInt64(Self.indexBits) | 1 << UInt64(Self.indexBits - 1)
        let run = UInt8(truncatingIfNeeded: rest.leadingZeroBitCount + 1)
        if run > registers[index] { registers[index] = run }
    }

    var estimate: Int {
        var counts = [Int](repeating: 0, count: Self.runBits + 2)
        for run in registers { counts[Int(run)] += 1 }
        let size = Double(Self.registerCount)
        var sum = size * Self.tau(1 - Double(counts[Self.runBits + 1]) / size)
        for run in stride(from: Self.runBits, through: 1, by: -1) {
            sum = 0.5 * (sum + Double(counts[run]))
        }
        sum += size * Self.sigma(Double(counts[0]) / size)
        return Int((size * size / (2 * log(2)) / sum).rounded())
    }

    private static func sigma(_ start: Double) -> Double {
        if start == 1 { return .infinity }
        var (value, factor, sum) = (start, 1.0, start)
        while true {
            value *= value
            let before = sum
            sum += value * factor
            factor += factor
            if sum == before { return sum }
        }
    }

    private static func tau(_ start: Double) -> Double {
        if start == 0 || start == 1 { return 0 }
        var (value, factor, sum) = (start, 1.0, 1 - start)
        while true {
            value = value.squareRoot()
            let before = sum
            factor *= 0.5
            sum -= (1 - value) * (1 - value) * factor
            if sum == before { return sum / 3 }
        }
    }
}

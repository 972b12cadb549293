/// A whole number of 256 bits, for what is in between when two numbers of 38 digits meet.
struct WideNumber: Equatable, Comparable {
    var high: UInt128 = 0
    var low: UInt128

    init(_ low: UInt128) { self.low = low }

    init(_ one: UInt128, times other: UInt128) {
        (high, low) = one.multipliedFullWidth(by: other)
    }

    static func < (one: WideNumber, other: WideNumber) -> Bool {
        one.high == other.high ? one.low < other.low : one.high < other.high
    }

    /// Nothing here grows beyond 77 digits, which is why no carry is lost.
    static func + (one: WideNumber, other: WideNumber) -> WideNumber {
        var sum = one
        let (low, carry) = one.low.addingReportingOverflow(other.low)
        sum.low = low
        sum.high = one.high &+ other.high &+ (carry ? 1 : 0)
        return sum
    }

    /// `other` is not the larger one.
    static func - (one: WideNumber, other: WideNumber) -> WideNumber {
        var difference = one
        let (low, borrow) = one.low.subtractingReportingOverflow(other.low)
        difference.low = low
        difference.high = one.high &- other.high &- (borrow ? 1 : 0)
        return difference
    }

    var timesTen: WideNumber {
        var product = WideNumber(low, times: 10)
        product.high &+= high &* 10
        return product
    }

    func dividedByTen() -> (quotient: WideNumber, remainder: UInt128) {
        if high == 0 { return (WideNumber(low / 10), low % 10) }
        var quotient = WideNumber(0)
        quotient.high = high / 10
        let (low, remainder) = UInt128(10).dividingFullWidth((high % 10, low))
        quotient.low = low
        return (quotient, remainder)
    }

    /// Bit by bit, as on paper. `divisor` is not zero.
    func divided(by divisor: WideNumber) -> (quotient: WideNumber, remainder: WideNumber) {
        if high == 0 && divisor.high == 0 {
            return (WideNumber(low / divisor.low), WideNumber(low % divisor.low))
        }
        var quotient = WideNumber(0)
        var remainder = WideNumber(0)
        for bit in (0..<256).reversed() {
            remainder = remainder + remainder
            let digit = bit >= 128 ? high >> (bit - 128) & 1 : low >> bit & 1
            remainder.low |= digit
            if remainder >= divisor {
                remainder = remainder - divisor
                if bit >= 128 {
                    quotient.high |= 1 << (bit - 128)
                } else {
                    quotient.low |= 1 << bit
                }
            }
        }
        return (quotient, remainder)
    }
}

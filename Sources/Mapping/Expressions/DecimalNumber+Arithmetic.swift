/// Where a result is not exact: `quotient` rounds, everything else is exact or nil because the
/// result would have more than 38 digits.
extension DecimalNumber {
    /// The places behind the point that a quotient has at most, as many as F&O's real numbers.
    static let quotientPlaces = 16

    func plus(_ other: DecimalNumber) -> DecimalNumber? {
        if scale == other.scale, let sum = Self.small(coefficient + other.coefficient, scale) {
            return sum
        }
        let (one, two, scale) = Self.aligned(self, other)
        if isNegative == other.isNegative {
            return DecimalNumber(isNegative: isNegative, one + two, scale: scale)
        }
        return one < two
            ? DecimalNumber(isNegative: other.isNegative, two - one, scale: scale)
            : DecimalNumber(isNegative: isNegative, one - two, scale: scale)
    }

    func minus(_ other: DecimalNumber) -> DecimalNumber? { plus(other.negated) }

    func times(_ other: DecimalNumber) -> DecimalNumber? {
        DecimalNumber(
            isNegative: isNegative != other.isNegative,
            WideNumber(magnitude, times: other.magnitude),
            scale: scale + other.scale)
    }

    /// Rounded half away from zero to 16 places behind the point, to fewer where the number would
    /// get more than 38 digits. `divisor` is not zero.
    func quotient(by divisor: DecimalNumber) -> DecimalNumber? {
        let (one, two, _) = Self.aligned(self, divisor)
        var (quotient, remainder) = one.divided(by: two)
        guard quotient.high == 0 else { return nil }
        var places = 0
        while places < Self.quotientPlaces, remainder.low != 0 || remainder.high != 0,
            quotient.low < Self.powersOfTen[Self.mostDigits - 1]
        {
            let (digit, rest) = remainder.timesTen.divided(by: two)
            quotient = quotient.timesTen + digit
            remainder = rest
            places += 1
        }
        if remainder + remainder >= two { quotient = quotient + WideNumber(1) }
        return DecimalNumber(
            isNegative: isNegative != divisor.isNegative, quotient, scale: places)
    }

    /// The whole part of the quotient, towards zero. `divisor` is not zero.
    func wholeQuotient(by divisor: DecimalNumber) -> DecimalNumber? {
        let (one, two, _) = Self.aligned(self, divisor)
        return DecimalNumber(
            isNegative: isNegative != divisor.isNegative, one.divided(by: two).quotient, scale: 0)
    }

    /// What the whole quotient leaves, with the sign of this number. `divisor` is not zero.
    func remainder(by divisor: DecimalNumber) -> DecimalNumber? {
        let (one, two, scale) = Self.aligned(self, divisor)
        return DecimalNumber(
            isNegative: isNegative, one.divided(by: two).remainder, scale: scale)
    }

    enum Rounding {
        case halfAwayFromZero, down, up, towardsZero
    }

    func rounded(_ rounding: Rounding, places: Int) -> DecimalNumber {
        guard scale > places else { return self }
        let divisor = Self.powersOfTen[scale - places]
        var (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor)
        let isRaised =
            switch rounding {
            case .halfAwayFromZero: remainder >= divisor - remainder
            case .down: isNegative && remainder > 0
            case .up: !isNegative && remainder > 0
            case .towardsZero: false
            }
        if isRaised { quotient += 1 }
        // A digit behind the point was given up, so that a carry has room.
        return DecimalNumber(isNegative: isNegative, WideNumber(quotient), scale: places) ?? self
    }

    func order(to other: DecimalNumber) -> ValueOrder {
        if scale == other.scale {
            return coefficient == other.coefficient
                ? .equal : coefficient < other.coefficient ? .less : .greater
        }
        if isNegative != other.isNegative { return isNegative ? .less : .greater }
        let (one, two, _) = Self.aligned(self, other)
        if one == two { return .equal }
        return (one < two) != isNegative ? .less : .greater
    }

    /// The magnitudes over the larger one of the scales.
    private static func aligned(
        _ one: DecimalNumber, _ other: DecimalNumber
    ) -> (WideNumber, WideNumber, scale: Int) {
        let scale = max(one.scale, other.scale)
        return (
            WideNumber(one.magnitude, times: powersOfTen[scale - one.scale]),
            WideNumber(other.magnitude, times: powersOfTen[scale - other.scale]), scale
        )
    }

    /// A sum that surely needs no wide number.
    private static func small(_ sum: Int128, _ scale: Int) -> DecimalNumber? {
        guard sum.magnitude <= UInt128(UInt64.max) else { return nil }
        return DecimalNumber(isNegative: sum < 0, WideNumber(sum.magnitude), scale: scale)
    }
}

import Records

/// The rules for values in their canonical form, compiled from a field.
struct ValueRules {
    private let field: Field
    private let isNumber: Bool
    private let scale: Int
    private let precision: Int
    private let isWhole: Bool
    private let minimum: Bound?
    private let maximum: Bound?
    private let allowed: [[UInt8]]
    /// A number with fewer digits before the point is below the maximum.
    private let wholeDigitsOfMaximum: Int
    private let isMinimumPositive: Bool

    /// An end of the range; the value itself is out of it where it is exclusive.
    private struct Bound {
        var text: [UInt8]
        var isExclusive: Bool
    }

    /// There is nothing to check in a canonical value.
    var isEmpty: Bool { !isNumber && minimum == nil && maximum == nil && allowed.isEmpty }

    init(_ field: Field) {
        self.field = field
        isWhole = field.type == .integer
        isNumber = isWhole || field.type == .decimal
        scale = field.scale ?? .max
        precision = field.precision ?? .max
        minimum = Self.bound(field.minimum, field.exclusiveMinimum)
        maximum = Self.bound(field.maximum, field.exclusiveMaximum)
        allowed = field.allowed.map { Array($0.utf8) }
        isMinimumPositive =
            minimum.map {
                $0.text.first != UInt8(ascii: "-") && ($0.text != [48] || $0.isExclusive)
            }
            ?? false
        let isMaximumPositive = maximum?.text.first != UInt8(ascii: "-")
        wholeDigitsOfMaximum =
            isMaximumPositive ? maximum?.text.prefix { $0.isDigit }.count ?? 0 : 0
    }

    private static func bound(_ inclusive: String?, _ exclusive: String?) -> Bound? {
        if let exclusive { return Bound(text: Array(exclusive.utf8), isExclusive: true) }
        return inclusive.map { Bound(text: Array($0.utf8), isExclusive: false) }
    }

    /// Checks a canonical number whose shape is known. `shown` is the value as the file has it.
    func checkNumber(
        _ number: UnsafeBufferPointer<UInt8>, _ shape: DecimalForm.Shape,
        shown: UnsafeBufferPointer<UInt8>, row: Int, outcome: inout CheckOutcome
    ) {
        let decimals = shape.decimals
        if isWhole && decimals > 0 {
            outcome.note(
                .notAWholeNumber, row: row, field: field, value: shown, "is not a whole number")
        } else if decimals > scale {
            outcome.note(
                .tooManyDecimals, row: row, field: field, value: shown,
                "has \(decimals) decimals, \(field.name) keeps \(scale)")
        }
        if shape.whole &+ decimals > precision { checkPrecision(number, shown, row, &outcome) }
        if let minimum, isMinimumPositive || number.first == UInt8(ascii: "-"),
            isBeyond(minimum.text, isLess(number, than: minimum.text), number, minimum)
        {
            noteBelow(shown, row, &outcome)
        }
        if let maximum, shape.whole >= wholeDigitsOfMaximum,
            isBeyond(maximum.text, isLess(maximum.text, than: number), number, maximum)
        {
            noteAbove(shown, row, &outcome)
        }
        if !allowed.isEmpty { checkAllowed(number, shown: shown, row: row, outcome: &outcome) }
    }

    /// Checks a canonical value of any other kind, whose texts stand in the order of the values.
    func check(
        _ value: UnsafeBufferPointer<UInt8>, shown: UnsafeBufferPointer<UInt8>, row: Int,
        outcome: inout CheckOutcome
    ) {
        if let minimum {
            let order = Self.order(value, minimum.text)
            if order < 0 || order == 0 && minimum.isExclusive { noteBelow(shown, row, &outcome) }
        }
        if let maximum {
            let order = Self.order(value, maximum.text)
            if order > 0 || order == 0 && maximum.isExclusive { noteAbove(shown, row, &outcome) }
        }
        if !allowed.isEmpty { checkAllowed(value, shown: shown, row: row, outcome: &outcome) }
    }

    /// Checks a text against the allowed ones.
    func checkAllowedText(
        _ text: UnsafeBufferPointer<UInt8>, row: Int, outcome: inout CheckOutcome
    ) {
        if !allowed.isEmpty { checkAllowed(text, shown: text, row: row, outcome: &outcome) }
    }

    private func checkAllowed(
        _ value: UnsafeBufferPointer<UInt8>, shown: UnsafeBufferPointer<UInt8>, row: Int,
        outcome: inout CheckOutcome
    ) {
        if allowed.contains(where: { $0.elementsEqual(value) }) { return }
        let known = field.allowed.prefix(8).joined(separator: ", ")
        let more = allowed.count > 8 ? " and \(allowed.count - 8) more" : ""
        outcome.note(
            .unknownOption, row: row, field: field, value: shown, "is none of \(known)\(more)")
    }

    // MARK: Numbers

    private func isBeyond(
        _ bound: [UInt8], _ isOutside: Bool, _ number: UnsafeBufferPointer<UInt8>, _ end: Bound
    ) -> Bool {
        isOutside || end.isExclusive && bound.elementsEqual(number)
    }

    private func isLess(_ one: UnsafeBufferPointer<UInt8>, than other: [UInt8]) -> Bool {
        other.withUnsafeBufferPointer { DecimalForm.isLess(one, than: $0) }
    }

    private func isLess(_ one: [UInt8], than other: UnsafeBufferPointer<UInt8>) -> Bool {
        one.withUnsafeBufferPointer { DecimalForm.isLess($0, than: other) }
    }

    /// A zero before the point is no digit of the number: 0.5 has one.
    @inline(never)
    private func checkPrecision(
        _ number: UnsafeBufferPointer<UInt8>, _ shown: UnsafeBufferPointer<UInt8>, _ row: Int,
        _ outcome: inout CheckOutcome
    ) {
        var digits = number.filter(\.isDigit)[...]
        while digits.count > 1, digits.first == UInt8(ascii: "0") { digits.removeFirst() }
        guard digits.count > precision else { return }
        outcome.note(
            .tooManyDigits, row: row, field: field, value: shown,
            "has \(digits.count) digits, \(field.name) keeps \(precision)")
    }

    // MARK: Messages and order

    @inline(never)
    private func noteBelow(
        _ shown: UnsafeBufferPointer<UInt8>, _ row: Int, _ outcome: inout CheckOutcome
    ) {
        let rest = field.exclusiveMinimum.map { "is not above \($0)" }
        outcome.note(
            .outOfRange, row: row, field: field, value: shown,
            rest ?? "is below \(field.minimum ?? "")")
    }

    @inline(never)
    private func noteAbove(
        _ shown: UnsafeBufferPointer<UInt8>, _ row: Int, _ outcome: inout CheckOutcome
    ) {
        let rest = field.exclusiveMaximum.map { "is not below \($0)" }
        outcome.note(
            .outOfRange, row: row, field: field, value: shown,
            rest ?? "is above \(field.maximum ?? "")")
    }

    /// Canonical days, times and moments are in order as texts, but for the Z behind decimals.
    private static func order(_ value: UnsafeBufferPointer<UInt8>, _ bound: [UInt8]) -> Int {
        let zulu = UInt8(ascii: "Z")
        let one = value.last == zulu ? value.dropLast() : value[...]
        let other = bound.last == zulu ? bound.dropLast() : bound[...]
        if one.elementsEqual(other) { return 0 }
        return one.lexicographicallyPrecedes(other) ? -1 : 1
    }
}

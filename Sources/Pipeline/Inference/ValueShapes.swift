import Records

/// The types that all values of a column so far could be of.
struct ValueShapes: OptionSet {
    let rawValue: UInt16

    static let yesNo = ValueShapes(rawValue: 1)
    static let trueFalse = ValueShapes(rawValue: 2)
    static let guid = ValueShapes(rawValue: 4)
    static let integer = ValueShapes(rawValue: 8)
    static let decimal = ValueShapes(rawValue: 16)
    static let moment = ValueShapes(rawValue: 32)
    static let time = ValueShapes(rawValue: 64)

    static let all: ValueShapes = [
        .yesNo, .trueFalse, .guid, .integer, .decimal, .moment, .time,
    ]
    static let numbers: ValueShapes = [.integer, .decimal]
}

/// What is learnt of a column's values besides the types that they could be of.
struct ValueTraits: OptionSet {
    let rawValue: UInt8

    /// Only zeros before other digits: a code and no number.
    static let leadingZero = ValueTraits(rawValue: 1)
    /// A day that could be read in two ways, such as 3/4/2026.
    static let ambiguousDay = ValueTraits(rawValue: 2)
    /// A moment that is not midnight, or that is written as one.
    static let timeOfDay = ValueTraits(rawValue: 4)
    /// A `+` in front, as of a telephone number.
    static let plusSign = ValueTraits(rawValue: 8)
    /// The day by which F&O says that there is none.
    static let noDate = ValueTraits(rawValue: 16)
}

/// Finds out what types one value could be of. Runs for every cell, and only as long as its column
/// could be of a type.
struct ValueTrial {
    private(set) var shapes = ValueShapes.all
    private(set) var traits = ValueTraits()
    /// The most digits behind the point of a number.
    private(set) var decimals = 0
    private var scratch: [UInt8] = []

    /// Notes a value that is not blank.
    mutating func take(_ text: UnsafeBufferPointer<UInt8>) {
        if !shapes.isDisjoint(with: .numbers) { takeNumber(text) }
        if !shapes.isDisjoint(with: [.yesNo, .trueFalse]) { takeBoolean(text) }
        scratch.removeAll(keepingCapacity: true)
        if shapes.contains(.guid), GUIDForm.canonicalize(text, into: &scratch) == .wrong {
            shapes.remove(.guid)
        }
        if shapes.contains(.time), DateForm.canonicalizeTime(text, into: &scratch) == .wrong {
            shapes.remove(.time)
        }
        if shapes.contains(.moment) { takeMoment(text) }
    }

    private mutating func takeNumber(_ text: UnsafeBufferPointer<UInt8>) {
        if let shape = DecimalForm.Shape(text) {
            if shape.decimals > 0 { shapes.remove(.integer) }
            decimals = max(decimals, shape.decimals)
            return
        }
        shapes.remove(.integer)
        guard isPlainDecimal(text) else {
            shapes.remove(.decimal)
            return
        }
        scratch.removeAll(keepingCapacity: true)
        if DecimalForm.canonicalize(text, into: &scratch) == .wrong {
            shapes.remove(.decimal)
            return
        }
        let shape = scratch.withUnsafeBufferPointer { DecimalForm.Shape($0) }
        decimals = max(decimals, shape?.decimals ?? 0)
    }

    /// A number as systems write it: nothing in front but a minus, no zeros before its digits, and a
    /// sign in its exponent, without which `1E05` is a code.
    private mutating func isPlainDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if text.first == UInt8(ascii: "+") { traits.insert(.plusSign) }
        let digits = UnsafeBufferPointer(
            rebasing: text.dropFirst(text.first == UInt8(ascii: "-") ? 1 : 0))
        guard let first = digits.first, let last = digits.last, last.isDigit else { return false }
        guard first.isDigit || first == UInt8(ascii: ".") else { return false }
        if first == UInt8(ascii: "0"), digits.count > 1, digits[1].isDigit {
            if digits.allSatisfy(\.isDigit) { traits.insert(.leadingZero) }
            return false
        }
        guard let exponent = digits.firstIndex(where: { $0.asciiLowercased == 0x65 }) else {
            return true
        }
        let sign = digits[exponent + 1]
        return sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    }

    private mutating func takeBoolean(_ text: UnsafeBufferPointer<UInt8>) {
        let isYesNo = text.isEqual(to: "yes") || text.isEqual(to: "no")
        let isTrueFalse = text.isEqual(to: "true") || text.isEqual(to: "false")
        if !isYesNo { shapes.remove(.yesNo) }
        if !isTrueFalse { shapes.remove(.trueFalse) }
    }

    private mutating func takeMoment(_ text: UnsafeBufferPointer<UInt8>) {
        scratch.removeAll(keepingCapacity: true)
        switch DateForm.canonicalizeMoment(text, into: &scratch) {
        case .canonical: traits.formUnion(Self.traits(of: text, isMoment: true))
        case .rewritten:
            let isMoment = text.count > 10 && text[10] == UInt8(ascii: "T")
            let found = scratch.withUnsafeBufferPointer { Self.traits(of: $0, isMoment: isMoment) }
            traits.formUnion(found)
        case .ambiguous:
            traits.insert(.ambiguousDay)
            shapes.remove(.moment)
        case .nothing: break
        case .wrong: shapes.remove(.moment)
        }
    }

    /// What a moment in its canonical form shows; `isMoment` when the file wrote it as one.
    private static func traits(
        of moment: UnsafeBufferPointer<UInt8>, isMoment: Bool
    ) -> ValueTraits {
        var traits = ValueTraits()
        let day = UnsafeBufferPointer(rebasing: moment[..<10])
        if day.isEqual(to: "1900-01-01") { traits.insert(.noDate) }
        let time = UnsafeBufferPointer(rebasing: moment[10...])
        if isMoment || !time.isEqual(to: "t00:00:00z") { traits.insert(.timeOfDay) }
        return traits
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Equal to a text in lower case, whatever its own case.
    fileprivate func isEqual(to text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for index in indices where self[index].asciiLowercased != text.utf8Start[index] {
            return false
        }
        return true
    }
}

import Records

/// What the values of cells need to be understood.
struct ExcelValues {
    var texts = ExcelSharedTexts()
    var styles = ExcelStyles()
    /// Days are counted from 1904, as on old Macs.
    var is1904 = false
}

/// The cell that is being read: first its parts are gathered, then its text is made of them.
struct ExcelCell {
    /// Why a cell has no text.
    enum Fault {
        case error
        case number
        case date
        case missingText
        case neverCalculated
        case kind
    }

    private enum Kind {
        case number, sharedText, text, inline, boolean, error, day, unknown
    }

    private(set) var fault: Fault?
    /// The number had more digits than Excel keeps.
    private(set) var hasLostDigits = false
    private var kind = Kind.number
    private var style = 0
    private var hasFormula = false
    private var hasValue = false
    private var hasInline = false
    /// The content of the value element.
    private var value: [UInt8] = []
    /// The content of the texts inside the cell.
    private var inline: [UInt8] = []
    private var number = ExcelNumber()

    /// What the cell holds of the file.
    var byteCount: Int { value.count + inline.count }

    mutating func begin() {
        (fault, hasLostDigits) = (nil, false)
        (kind, style) = (.number, 0)
        (hasFormula, hasValue, hasInline) = (false, false, false)
        value.removeAll(keepingCapacity: true)
        inline.removeAll(keepingCapacity: true)
    }

    mutating func takeKind(_ text: ArraySlice<UInt8>) {
        switch (text.first, text.count) {
        case (UInt8(ascii: "n"), 1): kind = .number
        case (UInt8(ascii: "s"), 1): kind = .sharedText
        case (UInt8(ascii: "s"), 3): kind = .text
        case (UInt8(ascii: "i"), 9): kind = .inline
        case (UInt8(ascii: "b"), 1): kind = .boolean
        case (UInt8(ascii: "e"), 1): kind = .error
        case (UInt8(ascii: "d"), 1): kind = .day
        default: kind = .unknown
        }
    }

    mutating func takeStyle(_ text: ArraySlice<UInt8>) {
        style = ExcelReference.number(text) ?? 0
    }

    mutating func take(_ element: ExcelElement) {
        switch element {
        case .formula: hasFormula = true
        case .value: hasValue = true
        case .inline: hasInline = true
        default: break
        }
    }

    mutating func takeText(_ text: ArraySlice<UInt8>, of element: ExcelElement) {
        if element == .value { value += text } else { inline += text }
    }

    /// Appends the cell's text. Null for a cell that is there for its looks alone; on a fault what
    /// the file says instead of a value.
    mutating func makeText(_ values: ExcelValues, into output: inout [UInt8]) -> Cell {
        guard hasValue || hasInline else {
            if hasFormula { fault = .neverCalculated }
            return .null
        }
        // A formula whose result is an empty text has the kind of a text.
        if hasFormula, hasValue, trimmed.isEmpty, kind != .text, kind != .inline {
            fault = .neverCalculated
            return .null
        }
        let start = output.count
        if !appendText(values, to: &output) {
            output.removeLast(output.count - start)
            output += value
        }
        return Cell(offset: start, count: output.count - start)
    }

    /// Returns false, with the fault noted, when there is no text.
    private mutating func appendText(
        _ values: ExcelValues, to output: inout [UInt8]
    ) -> Bool {
        switch kind {
        case .inline: appendDecoded(hasInline ? inline : value, to: &output)
        case .text: appendDecoded(hasValue ? value : inline, to: &output)
        case .number where !hasValue: appendDecoded(inline, to: &output)
        case .number: appendNumber(values, to: &output)
        case .sharedText: appendShared(values, to: &output)
        case .boolean: appendBoolean(to: &output)
        case .day: output += value
        case .error: fault = .error
        case .unknown: fault = .kind
        }
        return fault == nil
    }

    private func appendDecoded(_ text: [UInt8], to output: inout [UInt8]) {
        text.withUnsafeBufferPointer { ExcelEscapes.appendDecoded($0, to: &output) }
    }

    private mutating func appendShared(
        _ values: ExcelValues, to output: inout [UInt8]
    ) {
        guard let index = ExcelReference.number(trimmed), let text = values.texts[index] else {
            fault = .missingText
            return
        }
        output += text
    }

    private mutating func appendBoolean(to output: inout [UInt8]) {
        switch trimmed {
        case [UInt8(ascii: "1")]: output += "true".utf8
        case [UInt8(ascii: "0")]: output += "false".utf8
        case let word where word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8):
            output += word
        default: fault = .kind
        }
    }

    private mutating func appendNumber(
        _ values: ExcelValues, to output: inout [UInt8]
    ) {
        let text = trimmed
        guard !text.isEmpty else { return }
        guard number.read(text) else {
            fault = .number
            return
        }
        let shown = values.styles[style]
        if shown == .number {
            number.append(to: &output)
            hasLostDigits = number.hasLostDigits
        } else if !ExcelDate.append(number, shown: shown, is1904: values.is1904, to: &output) {
            fault = .date
        }
    }

    /// The value without blanks around it.
    private var trimmed: ArraySlice<UInt8> {
        var rest = value[...]
        while let first = rest.first, first <= 0x20 { rest = rest.dropFirst() }
        while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
        return rest
    }
}

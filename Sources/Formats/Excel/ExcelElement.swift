/// The names that matter in the parts of a workbook that hold cells and texts.
enum ExcelName: UInt8 {
    case other
    case sheetData, row, c, v, f, `is`, si, r, s, t

    init(_ text: String) {
        switch text {
        case "sheetData": self = .sheetData
        case "row": self = .row
        case "c": self = .c
        case "v": self = .v
        case "f": self = .f
        case "is": self = .is
        case "si": self = .si
        case "r": self = .r
        case "s": self = .s
        case "t": self = .t
        default: self = .other
        }
    }
}

/// Where a walk through a sheet or the shared texts stands.
///
/// Only what stands in its right place counts. Everything else is passed over with all that is in
/// it: the hints on how to pronounce a text, extensions, what later versions may add.
enum ExcelElement: UInt8 {
    case document, root
    case sheetData, row, cell, value, formula, inline
    /// A shared text.
    case shared
    /// A stretch of a text with its own font.
    case run
    case text
    case other

    func child(_ name: ExcelName) -> ExcelElement {
        switch (self, name) {
        case (.document, _): .root
        case (.root, .sheetData): .sheetData
        case (.sheetData, .row): .row
        case (.row, .c): .cell
        case (.cell, .v): .value
        case (.cell, .f): .formula
        case (.cell, .is): .inline
        case (.root, .si): .shared
        case (.inline, .r), (.shared, .r): .run
        case (.inline, .t), (.shared, .t), (.run, .t): .text
        default: .other
        }
    }
}

/// Follows the steps of a part from element to element.
struct ExcelWalk {
    private(set) var element = ExcelElement.document
    private var open: [ExcelElement] = []
    private var names: [ExcelName] = []

    /// Enters the element that begins, and returns it.
    mutating func begin(_ event: XMLEvent, names known: borrowing XMLNames) -> ExcelElement {
        open.append(element)
        element = element.child(name(of: event, known))
        return element
    }

    /// Leaves the element that ends, and returns it.
    mutating func end() -> ExcelElement {
        let ended = element
        element = open.removeLast()
        return ended
    }

    /// The name of an element or attribute.
    mutating func name(of event: XMLEvent, _ known: borrowing XMLNames) -> ExcelName {
        let number = Int(event.name)
        while names.count <= number { names.append(ExcelName(known.texts[names.count])) }
        return names[number]
    }
}

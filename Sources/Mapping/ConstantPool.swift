import Records

/// Texts of a template, appended to a batch's bytes once a batch.
struct ConstantPool: Sendable {
    private(set) var bytes: [UInt8] = []

    /// The text's place in the pool, the same for the same text.
    mutating func cell(of text: String) -> Cell {
        if let known = cells[text] { return known }
        let cell = Cell(offset: bytes.count, count: text.utf8.count)
        bytes.append(contentsOf: text.utf8)
        cells[text] = cell
        return cell
    }

    private var cells: [String: Cell] = [:]
}

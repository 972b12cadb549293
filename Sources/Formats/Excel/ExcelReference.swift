/// Names of cells: a column's letters and a row's number, such as `B12`.
enum ExcelReference {
    /// A sheet ends with column XFD.
    static let columnLimit = 16_384
    static let rowLimit = 1_048_576

    /// What the letters of a reference say.
    enum Column: Equatable {
        /// Counted from 0.
        case at(Int)
        /// There are no letters.
        case unsaid
        case beyond
    }

    /// The column of a cell's reference. Its row number is not looked at: the row says it.
    static func column(of text: ArraySlice<UInt8>) -> Column {
        var number = 0
        var letters = 0
        for byte in text {
            let letter = byte.asciiLowercased &- UInt8(ascii: "a")
            guard letter < 26 else { break }
            letters += 1
            number = number * 26 + Int(letter) + 1
            if number > columnLimit { return .beyond }
        }
        return letters == 0 ? .unsaid : .at(number - 1)
    }

    /// The letters of a column counted from 0.
    static func letters(ofColumn column: Int) -> String {
        var rest = column + 1
        var letters = ""
        while rest > 0 {
            let digit = UInt8((rest - 1) % 26)
            letters = String(Unicode.Scalar(UInt8(ascii: "A") + digit)) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    /// A whole number without a sign; nil for anything else, and for numbers over a billion.
    static func number(_ text: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in text {
            guard byte.isDigit, number < 100_000_000 else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return text.isEmpty ? nil : number
    }
}

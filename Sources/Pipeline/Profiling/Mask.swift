/// The form of a personal value without the value: letters become X and x, digits 9, more than three
/// in a row are three, and signs stay. `Ann-Kathrin 12` is `Xxx-Xxxx 99`. Masking it again changes
/// nothing.
package func masked(_ text: String) -> String {
    var form = String.UnicodeScalarView()
    var inRow = 0
    for scalar in text.unicodeScalars {
        let mark = mark(of: scalar)
        inRow = mark == form.last ? inRow + 1 : 1
        if inRow > 3, mark != scalar || mark == "X" || mark == "x" || mark == "9" { continue }
        guard form.count < 40 else {
            form.append("…")
            break
        }
        form.append(mark)
    }
    return String(form)
}

private func mark(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: "X"
    case .lowercaseLetter, .otherLetter, .modifierLetter: "x"
    case .decimalNumber: "9"
    default: scalar.isASCII && scalar.value >= 0x20 || scalar == "…" ? scalar : "*"
    }
}

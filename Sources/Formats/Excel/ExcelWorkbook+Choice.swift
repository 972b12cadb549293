import Records

extension ExcelWorkbook {
    /// The sheet of that name, or the first that is not hidden and holds anything.
    ///
    /// `name` is what a manifest or the settings say; a `$` behind it, quotes around it and a cut
    /// after 30 characters are F&O's way to write it. A workbook that has one sheet and calls it
    /// otherwise is read with a warning.
    func choose(named name: String?) throws(FormatError) -> (sheet: ExcelSheet, warnings: [Issue]) {
        if let name, let sheet = sheet(named: name) { return (sheet, []) }
        let visible = sheets.contains(where: \.isVisible) ? sheets.filter(\.isVisible) : sheets
        guard let first = visible.first else {
            throw FormatError(Issue(.excelNoSheet, "It has no worksheet", file: file))
        }
        if let name { return (first, [try otherName(name, than: visible)]) }
        var filled: [ExcelSheet] = []
        if visible.count > 1 {
            for sheet in visible where try holdsValues(sheet) { filled.append(sheet) }
        }
        let chosen = filled.first ?? first
        guard filled.count > 1 else { return (chosen, []) }
        let others = filled.dropFirst().map(\.name).joined(separator: ", ")
        return (
            chosen,
            [
                Issue(
                    .excelOtherSheets, "\(chosen.name) is read, and not \(others)", file: file)
            ]
        )
    }

    private func sheet(named name: String) -> ExcelSheet? {
        var wanted = name[...]
        if wanted.count > 1, wanted.first == "'", wanted.last == "'" {
            wanted = wanted.dropFirst().dropLast()
        }
        if wanted.last == "$" { wanted = wanted.dropLast() }
        let whole = String(wanted)
        return sheets.first { $0.name.isSameName(as: whole) }
            ?? sheets.first {
                whole.count == 30 && String($0.name.prefix(30)).isSameName(as: whole)
            }
    }

    private func otherName(
        _ name: String, than visible: [ExcelSheet]
    ) throws(FormatError) -> Issue {
        let names = visible.map(\.name).joined(separator: ", ")
        let detail = "There is no sheet \(name); it has \(names)"
        guard visible.count == 1 else {
            throw FormatError(Issue(.excelNoSheet, detail, file: file))
        }
        return Issue(.excelSheetName, detail, file: file)
    }

    /// Reads the sheet up to its first value.
    private func holdsValues(_ sheet: ExcelSheet) throws(FormatError) -> Bool {
        let parser = try XMLParser(
            try open(sheet), file: "\(file)/\(sheet.name)", limits: limits, keepsText: false)
        var walk = ExcelWalk()
        while try parser.readOn() {
            for event in parser.tape.events {
                switch event.kind {
                case .start: _ = walk.begin(event, names: parser.tape.names)
                case .text where walk.element == .value || walk.element == .text: return true
                case .end: if walk.end() == .sheetData { return false }
                default: break
                }
            }
            parser.tape.cutAll()
        }
        return false
    }
}

import Records

/// Which of a workbook's cell styles show dates.
struct ExcelStyles {
    private var shown: [ExcelDate.Shown] = []

    /// No styles: every number is a number.
    init() {}

    init(_ source: any ByteSource, file: String, limits: ReadLimits) throws(FormatError) {
        var reading = Reading()
        try ExcelPart.read(source, file: file, limits: limits) { reading.take($0) }
        shown = reading.shown
    }

    /// What a cell of that style shows of its number.
    subscript(style: Int) -> ExcelDate.Shown {
        shown.indices.contains(style) ? shown[style] : .number
    }

    private struct Reading {
        var shown: [ExcelDate.Shown] = []
        var custom: [Int: ExcelDate.Shown] = [:]

        /// Excel ends at 65,490 styles.
        private static let countLimit = 1 << 17

        mutating func take(_ element: ExcelPart.Element) {
            let number = element.attributes["numFmtId"].flatMap { Int($0) } ?? 0
            switch (element.parent, element.name) {
            case ("numFmts", "numFmt") where custom.count < Self.countLimit:
                custom[number] = ExcelNumberFormat.shown(
                    byCode: element.attributes["formatCode"] ?? "")
            case ("cellXfs", "xf") where shown.count < Self.countLimit:
                shown.append(custom[number] ?? ExcelNumberFormat.shown(byBuiltIn: number))
            default: break
            }
        }
    }
}

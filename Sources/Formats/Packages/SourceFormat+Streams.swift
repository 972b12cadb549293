import Records

extension SourceFormat {
    /// The ending of entity files.
    package var fileExtension: String {
        switch self {
        case .delimited: "csv"
        case .xmlElement, .xmlAttribute: "xml"
        case .excel: "xlsx"
        case .fixedWidth: "txt"
        }
    }

    var isExcel: Bool {
        if case .excel = self { true } else { false }
    }

    /// Begins an entity file of this format. A worksheet is named after the label, where it is
    /// given, else after the entity.
    package func makeWriter(
        sink: any ByteSink, entity: String, label: String? = nil, fieldNames: [String],
        file: String
    ) throws(FormatError) -> any RecordWriter {
        switch self {
        case .delimited(let dialect):
            return try CSVWriter(
                try DelimitedOutput.makeSink(for: dialect, to: sink, name: file),
                dialect: dialect, fieldNames: fieldNames, file: file)
        case .fixedWidth(let layout):
            return try FixedWidthWriter(
                try layout.makeSink(to: sink, name: file), layout: layout, fieldNames: fieldNames,
                file: file)
        case .xmlElement, .xmlAttribute:
            return try XMLRecordWriter(
                sink: sink, style: self, entity: entity, fieldNames: fieldNames, file: file)
        case .excel:
            return try ExcelRecordWriter(
                sink: sink, sheetName: ExcelSkeleton.sheetName(label ?? entity),
                fieldNames: fieldNames, file: file)
        }
    }
}

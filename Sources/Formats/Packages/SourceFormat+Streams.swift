import Records

extension SourceFormat {
    /// The ending of entity files.
    var fileExtension: String {
        switch self {
        case .delimited: "csv"
        case .xmlElement, .xmlAttribute: "xml"
        }
    }

    /// Begins an entity file of this format.
    package func makeWriter(
        sink: any ByteSink, entity: String, fieldNames: [String], file: String
    ) throws(FormatError) -> any RecordWriter {
        switch self {
        case .delimited(let dialect):
            return try CSVWriter(
                try DelimitedOutput.makeSink(for: dialect, to: sink, name: file),
                dialect: dialect, fieldNames: fieldNames, file: file)
        case .xmlElement, .xmlAttribute:
            return try XMLRecordWriter(
                sink: sink, style: self, entity: entity, fieldNames: fieldNames, file: file)
        }
    }
}

extension Dialect {
    /// How p2c prints records: UTF-8, commas, LF, and quotes only where they must be.
    package static let canonical: Dialect = {
        var dialect = Dialect()
        dialect.lineEnd = .lf
        return dialect
    }()
}

extension CSVWriter {
    /// Writes canonical CSV: null and absent as nothing, empty text as `""`, and quotes round values
    /// that hold a comma, a quote or a line break.
    ///
    /// A null that is the only column is `""` too, since a line with nothing on it is no record.
    package convenience init(
        canonical sink: any ByteSink, fieldNames: [String], file: String,
        bufferSize: Int = 256 << 10
    ) throws(FormatError) {
        try self.init(
            sink, dialect: .canonical, fieldNames: fieldNames, file: file,
            quotesOuterSpaces: false, bufferSize: bufferSize)
    }
}

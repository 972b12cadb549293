import Records

// What readers know of their file without a record.

extension CSVReader {
    package func knownColumns() throws(FormatError) -> [String]? { try columnNames() }

    package var foundDialect: Dialect? { dialect }
}

extension XMLRecordReader {
    package func knownColumns() -> [String]? { columns }
}

extension MigrationReader {
    package func knownColumns() -> [String]? { columnNames }
}

extension ExcelRecordReader {
    /// Known once the first records were asked for.
    package func knownColumns() -> [String]? { columnNames }
}

extension CDMReader {
    func knownColumns() -> [String]? { entity.attributes }
}

extension NewestVersionReader {
    func knownColumns() -> [String]? { reader.knownColumns() }
}

extension SourcePackage {
    /// The encoding of an XML file, by its first bytes and its declaration; nil for any other file.
    package func xmlEncoding(of entity: PackageEntity) throws(FormatError) -> TextEncoding? {
        switch entity.content {
        case .xml(let entry, _, _), .migration(let entry, _):
            let start = RewindableBytes(try container.open(entry))
            return XMLText.Start(try start.readPrefix(1_024)).encoding
        default: return nil
        }
    }
}

import Records

/// What a person says about a delimited file. It wins over what the format's name stands for and
/// over what is found by looking at the file; only a byte order mark and a `sep=` line win over it.
package struct DialectOverrides: Sendable, Equatable {
    /// A character, or that there is none.
    package enum Mark: Sendable, Equatable {
        case none
        case character(UInt8)

        var byte: UInt8? {
            switch self {
            case .none: nil
            case .character(let byte): byte
            }
        }
    }

    package var encoding: TextEncoding?
    package var delimiter: UInt8?
    package var qualifier: Mark?
    package var escape: Mark?
    package var header: HeaderLine?
    /// True to refuse a file with a record that does not keep to its dialect.
    package var isStrict = false

    package init() {}

    /// The dialect with what is said here in place of its own.
    package func applied(to dialect: Dialect) -> Dialect {
        var dialect = dialect
        if let encoding { dialect.encoding = encoding }
        if let delimiter { dialect.delimiter = delimiter }
        if let qualifier { dialect.qualifier = qualifier.byte }
        if let escape { dialect.escape = escape.byte }
        if let header { dialect.header = header }
        if isStrict { dialect.isStrict = true }
        return dialect
    }

    /// The layout with what is said here of the encoding and the header.
    func applied(to layout: FixedWidthLayout) -> FixedWidthLayout {
        var layout = layout
        if let encoding { layout.encoding = encoding }
        if let header { layout.header = header }
        return layout
    }
}

extension SourceFormat {
    func overridden(by overrides: DialectOverrides) -> SourceFormat {
        switch self {
        case .delimited(let dialect): .delimited(overrides.applied(to: dialect))
        case .fixedWidth(let layout): .fixedWidth(overrides.applied(to: layout))
        case .xmlElement, .xmlAttribute, .excel: self
        }
    }
}

extension PackageEntity {
    /// The same entity, read as the overrides say where it is delimited.
    package func overridden(by overrides: DialectOverrides) -> PackageEntity {
        var entity = self
        entity.format = format?.overridden(by: overrides)
        switch content {
        case .delimited(let entry, let dialect):
            entity.content = .delimited(entry: entry, overrides.applied(to: dialect))
            if overrides.delimiter != nil {
                entity.isDialectDetected = false
                // What was in doubt is said.
                entity.refusal = nil
            }
        case .fixedWidth(let entry, let layout):
            entity.content = .fixedWidth(entry: entry, overrides.applied(to: layout))
        case .partitions(var listed):
            for index in listed.partitions.indices {
                listed.partitions[index].dialect = overrides.applied(
                    to: listed.partitions[index].dialect)
            }
            entity.content = .partitions(listed)
        case .parts(let parts):
            entity.content = .parts(parts.map { $0.overridden(by: overrides) })
        default: break
        }
        return entity
    }

    /// The dialect in which it is to be read; nil when it is not delimited.
    package var dialect: Dialect? {
        if case .delimited(let dialect)? = format { dialect } else { nil }
    }

    /// False for one that a manifest lists without a file.
    package var hasFile: Bool {
        if case .none = content { false } else { true }
    }
}

import FoundationEssentials
import Formats
import Records

/// One entity of a file: how it is written and how many records it has.
package struct EntityListing: Encodable, Sendable {
    /// How a delimited file is written.
    package struct Delimiting: Encodable, Sendable {
        package var delimiter: String
        /// Nil for none.
        package var qualifier: String?
        package var escape: String?
        /// The line of the header; nil for none.
        package var headerLine: Int?
        /// Found by looking at the file, because nothing declares it.
        package var isDetected: Bool
    }

    /// How a fixed width file is written.
    package struct FixedWidth: Encodable, Sendable {
        /// How many characters a record has.
        package var width: Int
        /// The line that is passed over as a header; nil for none.
        package var headerLine: Int?
    }

    /// The file, for a package with the entry behind it.
    package var file: String
    package var entity: String
    /// The AOT name, where a manifest gives it.
    package var targetEntity: String?
    /// What kind of file or package it is in.
    package var kind: String
    package var format: String
    /// Nil for what is not delimited.
    package var dialect: Delimiting?
    /// Nil for what has no fixed width.
    package var layout: FixedWidth?
    package var encoding: String?
    package var columns: [String]?
    /// Records that were read; nil when the file cannot be read to its end.
    package var records: Int?
    /// Records that could not be read.
    package var unreadable = 0

    init(_ entity: PackageEntity, of package: SourcePackage) {
        file = entity.file
        self.entity = entity.name
        targetEntity = entity.targetEntity
        kind = package.kind.rawValue
        format =
            !entity.hasFile ? "no file" : entity.dialect == nil ? entity.formatText : "CSV"
        if case .fixedWidth(let fixed)? = entity.format {
            format = "fixed width"
            layout = FixedWidth(fixed)
            encoding = fixed.encoding.displayName
        }
        take(entity.dialect, isDetected: entity.isDialectDetected)
    }

    mutating func take(_ found: Dialect?, isDetected: Bool) {
        guard let found else { return }
        dialect = Delimiting(found, isDetected: isDetected)
        encoding = found.encoding.displayName
    }

    /// The listings as JSON lines, keys sorted.
    package static func jsonLines(_ listings: [EntityListing]) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return listings.flatMap { listing -> [UInt8] in
            guard let data = try? encoder.encode(listing) else {
                preconditionFailure("A listing holds only texts and numbers, which JSON can carry")
            }
            return [UInt8](data) + [UInt8(ascii: "\n")]
        }
    }
}

extension EntityListing.FixedWidth {
    fileprivate init(_ layout: FixedWidthLayout) {
        width = layout.width
        if case .line(let line) = layout.header { headerLine = line }
    }
}

extension EntityListing.Delimiting {
    fileprivate init(_ dialect: Dialect, isDetected: Bool) {
        func text(_ byte: UInt8) -> String { String(Character(Unicode.Scalar(byte))) }
        delimiter = text(dialect.delimiter)
        qualifier = dialect.qualifier.map(text)
        escape = dialect.escape.map(text)
        if case .line(let line) = dialect.header { headerLine = line }
        self.isDetected = isDetected
    }
}

/// Names the entities of files and counts their records, by reading all of them.
package struct FileListing {
    private let view: FileView
    private(set) package var entities: [EntityListing] = []
    private(set) package var findings = ViewFindings()

    package init(_ view: FileView) { self.view = view }

    /// Adds the entities of a file. What cannot be read is in the findings.
    package mutating func add(_ file: String) throws(ViewError) {
        let package: SourcePackage
        do throws(FormatError) {
            package = try view.open(file)
        } catch {
            findings.note(error)
            return
        }
        findings.note(package.warnings)
        for entity in try view.entities(of: package) {
            var listing = EntityListing(entity, of: package)
            do throws(FormatError) {
                try count(entity, of: package, into: &listing)
            } catch {
                findings.note(error)
            }
            entities.append(listing)
        }
    }

    private mutating func count(
        _ entity: PackageEntity, of package: SourcePackage, into listing: inout EntityListing
    ) throws(FormatError) {
        if listing.dialect == nil, listing.layout == nil {
            listing.encoding = try package.xmlEncoding(of: entity)?.displayName
        }
        let reader = try package.makeReader(for: entity)
        defer { findings.note(reader.takeWarnings()) }
        var records = 0
        while let batch = try reader.next() {
            if listing.columns == nil { listing.columns = batch.columns.map(\.name) }
            records += batch.rowCount
            listing.unreadable += batch.unreadable.count
            findings.note(batch.unreadable.map(\.issue))
        }
        if listing.columns == nil { listing.columns = try reader.knownColumns() }
        listing.take(reader.foundDialect, isDetected: entity.isDialectDetected)
        listing.records = records
    }
}

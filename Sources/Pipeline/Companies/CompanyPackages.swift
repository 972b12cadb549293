import Formats
import Records

/// The packages into which the records of one are distributed: one a company, in the same format and
/// under the same name. Nothing is created before a company's first record.
final class CompanyPackages {
    private let source: SourcePackage
    private let folder: String
    private let formats: FormatRegistry
    private let mapping: OrganizationMapping
    private let isLarge: Bool
    private var packages: [Int: ReturnPackage] = [:]
    private var writers: [Int: ReturnedRecords] = [:]
    /// How many records each company got, by its number.
    private(set) var counts: [Int: Int] = [:]

    /// Each company's package lies in a sub-folder of `folder` that is named as its legal entity.
    init(
        of source: SourcePackage, folder: String, formats: FormatRegistry,
        mapping: OrganizationMapping, isLarge: Bool
    ) {
        self.source = source
        self.folder = folder
        self.formats = formats
        self.mapping = mapping
        self.isLarge = isLarge
    }

    /// The numbers of the companies that got records, in the order of their legal entities.
    var companies: [Int] {
        counts.keys.sorted { mapping.legalEntities[$0] < mapping.legalEntities[$1] }
    }

    /// Appends the rows to the company's records of the entity, which is `finishEntity`'s to end.
    func write(
        _ batch: RecordBatch, rows: [Int], of entity: PackageEntity, to company: Int
    ) throws(FormatError) {
        guard !rows.isEmpty else { return }
        try writer(for: entity, columns: batch.columns.map(\.name), of: company)
            .write(batch, rows: rows, reasons: [:])
        counts[company, default: 0] += rows.count
    }

    /// Appends those of the batch's deleted records to the company's: where its format lists such, or as
    /// rows that say it.
    func writeDeleted(
        of batch: RecordBatch, rows: [Int], of entity: PackageEntity, to company: Int
    ) throws(FormatError) {
        guard !rows.isEmpty else { return }
        let names = batch.columns.map(\.name)
        let writer = try writer(for: entity, columns: names, of: company)
        if try !writer.list(deleted: rows.map { batch.deleted[$0] }) {
            let deleted = RecordBatch(of: batch.deleted, columns: names)
            try writer.write(deleted, rows: rows, reasons: [:])
        }
        counts[company, default: 0] += rows.count
    }

    /// Gives all records of the entity to each company that has any; they are not counted.
    func copy(_ entity: PackageEntity) throws(FormatError) {
        let reader = try source.makeReader(for: entity)
        while let batch = try reader.next() {
            let rows = Array(0..<batch.rowCount)
            for company in companies where !rows.isEmpty {
                try writer(for: entity, columns: batch.columns.map(\.name), of: company)
                    .write(batch, rows: rows, reasons: [:])
            }
        }
        try finishEntity()
    }

    func finishEntity() throws(FormatError) {
        for company in companies { try writers[company]?.finish() }
        writers = [:]
    }

    /// Completes the packages.
    func finish() throws(FormatError) {
        for company in companies { _ = try packages[company]?.finish() }
    }

    private func writer(
        for entity: PackageEntity, columns: [String], of company: Int
    ) throws(FormatError) -> ReturnedRecords {
        if let made = writers[company] { return made }
        let made = try package(of: company).makeWriter(for: entity, columns: columns)
        writers[company] = made
        return made
    }

    private func package(of company: Int) -> ReturnPackage {
        if let made = packages[company] { return made }
        let legalEntity = mapping.legalEntities[company]
        let made = ReturnPackage(
            of: source, folder: "\(folder)/\(legalEntity)", formats: formats,
            title: "\(legalEntity), distributed by p2c", givesReasons: false, keepsModel: true,
            isLarge: isLarge)
        packages[company] = made
        return made
    }
}

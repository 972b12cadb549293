import Formats
import Records

/// Gathers what only the report for people tells: profiles of columns, and failing records in full. It
/// is handed each batch behind the check, and its memory is bounded.
package final class ProfileCollector {
    /// What a report may take.
    package struct Limits: Sendable {
        /// The most failing records that the report itself holds.
        package var embeddedRecords = 10_000
        /// The most bytes of them.
        package var embeddedBytes = 5_000_000
        /// The most files with failing records beside it.
        package var files = 100
        /// The most columns with a profile, of an entity and of the report.
        package var columnsOfEntity = 1_000
        package var columnsOfReport = 5_000
        /// The memory for counting different values of an entity's columns exactly.
        package var distinctBytes = 16 << 20

        package init() {}
    }

    /// What is known of an entity while its records come.
    private struct Running {
        var result: EntityProfile
        var schema: EntitySchema?
        var profiles: [ColumnProfile] = []
        var names: [String] = []
        var failing: FailingRecords?
    }

    /// Makes the file beside the report that takes all failing records of the named entity.
    package typealias MakeFile = (_ entity: String) throws -> (sink: any ByteSink, name: String)

    private(set) package var entities: [EntityProfile] = []
    private let limits: Limits
    private let masksAll: Bool
    private let makeFile: MakeFile
    private var budget: FailingRecords.Budget
    private var columnsLeft: Int
    private var running: Running?

    /// `masksAll` treats every column as personal and leaves failing records out.
    package init(limits: Limits = Limits(), masksAll: Bool = false, makeFile: @escaping MakeFile) {
        self.limits = limits
        self.masksAll = masksAll
        self.makeFile = makeFile
        budget = .init(
            records: limits.embeddedRecords, bytes: limits.embeddedBytes, files: limits.files)
        columnsLeft = limits.columnsOfReport
    }

    /// Begins an entity of the file that the user named `source`. The one before is complete.
    func begin(_ entity: PackageEntity, of source: String, schema: EntitySchema?) throws {
        try end()
        var result = EntityProfile(source: source, entity: entity.name, file: entity.file)
        result.personalFields = schema?.fields.filter(\.isPersonal).map(\.name) ?? []
        running = Running(result: result, schema: schema)
    }

    /// Takes a checked batch. `asRead` are its columns before the check.
    func take(
        _ batch: RecordBatch, asRead: [Column], fates: [RowFate], reasons: [Int: String]
    ) throws {
        guard var entity = running else { return }
        running = nil
        if entity.names.isEmpty { beginColumns(batch.columns, of: &entity) }
        entity.result.records += batch.rowCount
        batch.bytes.withUnsafeBufferPointer { bytes in
            for index in entity.profiles.indices {
                entity.profiles[index].take(batch.columns[index].cells, of: bytes)
            }
        }
        try takeFailing(
            of: batch, asRead: asRead, rows: fates.indices.filter { !fates[$0].isKept },
            reasons: reasons, into: &entity)
        running = entity
    }

    /// Completes the entity that was begun last.
    package func end() throws {
        guard var entity = running else { return }
        running = nil
        entity.result.columns = zip(entity.names, entity.profiles).map { name, profile in
            var summary = profile.summary(named: name)
            if let field = entity.schema?.field(named: name) {
                summary.describe(field)
            } else if let lookup = entity.schema?.lookup(ofPart: name) {
                summary.title = lookup.title
                summary.type = "part of a lookup"
            }
            return summary
        }
        if var failing = entity.failing {
            try asMachineFailure { try failing.finish() }
            entity.result.failing = .init(
                count: failing.count, embeddedCount: failing.embeddedCount, csv: failing.embedded,
                fileWithAll: failing.fileName)
        }
        entities.append(entity.result)
    }

    private func beginColumns(_ columns: [Column], of entity: inout Running) {
        let count = min(columns.count, limits.columnsOfEntity, columnsLeft)
        columnsLeft -= count
        entity.result.columnsLeftOut = columns.count - count
        entity.names = columns.map(\.name)
        entity.profiles = columns.prefix(count).map { column in
            let field = entity.schema?.field(named: column.name)
            let owner = field ?? entity.schema?.lookup(ofPart: column.name)
            return ColumnProfile(
                field, isPersonal: masksAll || owner?.isPersonal == true,
                mostPlaces: mostPlaces(columns: count))
        }
    }

    /// A power of two, so that all columns together stay within the limit.
    private func mostPlaces(columns: Int) -> Int {
        var places = 1 << 16
        while places > 64, places * 8 * columns > limits.distinctBytes { places /= 2 }
        return places
    }

    private func takeFailing(
        of batch: RecordBatch, asRead: [Column], rows: [Int], reasons: [Int: String],
        into entity: inout Running
    ) throws {
        guard !masksAll, !rows.isEmpty || !batch.unreadable.isEmpty else { return }
        var read = batch
        read.columns = asRead
        let (name, makeFile) = (entity.result.entity, makeFile)
        try asMachineFailure {
            var failing =
                try entity.failing
                ?? FailingRecords(columns: asRead.map(\.name)) { try makeFile(name) }
            entity.failing = nil
            try failing.take(read, rows: rows, reasons: reasons, budget: &budget)
            entity.failing = failing
        }
    }

    /// What cannot be written is no fault of the file that is read.
    private func asMachineFailure(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as FormatError {
            throw PipelineError.unwritten(error)
        }
    }
}

extension PipelineError {
    /// A result cannot be written.
    package static func unwritten(_ error: FormatError) -> PipelineError {
        PipelineError(reason: .machine, description: error.issue.message, issue: error.issue)
    }
}

extension EntitySchema {
    /// The lookup that a column such as `transactioncurrencyid.isocurrencycode` is a part of.
    fileprivate func lookup(ofPart column: String) -> Field? {
        guard let dot = column.firstIndex(of: "."), let field = field(named: String(column[..<dot]))
        else { return nil }
        return field.lookup == nil ? nil : field
    }
}

extension ColumnSummary {
    /// Takes over what the schema says of the field.
    fileprivate mutating func describe(_ field: Field) {
        title = field.title
        maxLength = field.maxLength
        type =
            switch field.type {
            case .string: "text"
            case .integer: "whole number"
            case .decimal: "number"
            case .boolean(let whenTrue, let whenFalse): "\(whenTrue) or \(whenFalse)"
            case .date: "date"
            case .dateTime: "date and time"
            case .time: "time of day"
            case .year: "year"
            case .yearMonth: "month of a year"
            case .guid: "GUID"
            case .option: "one of \(field.options.count) options"
            }
    }
}

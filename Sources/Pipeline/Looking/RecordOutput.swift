import Formats
import Records

/// Where printed records go: one stream, whatever number of entities and files they come from.
package final class RecordOutput {
    /// How records are printed.
    package enum Form: String, Sendable, CaseIterable {
        /// Canonical CSV: one table, and so entities with the same columns only.
        case csv
        /// JSON lines: one object a record, of any entity.
        case jsonLines = "jsonl"
    }

    private let form: Form
    private let sink: any ByteSink
    private var writer: (any RecordWriter)?
    /// The columns of the table, and the file that they are from.
    private var table: (columns: [String], file: String)?

    init(_ form: Form, to sink: any ByteSink) {
        self.form = form
        self.sink = sink
    }

    /// Throws when the entities of one file cannot be one table.
    func checkOneTable(_ entities: [PackageEntity], of file: String) throws(ViewError) {
        guard form == .csv else { return }
        let names = entities.filter(\.hasFile).map(\.name)
        guard Set(names.map(\.foldedName)).count > 1 else { return }
        throw ViewError(
            "\(file) has several entities: \(FileView.list(names)). Choose one with --entity, or "
                + "print all of them with --to jsonl")
    }

    /// Begins the records of an entity.
    func begin(_ columns: [String], of entity: PackageEntity) throws {
        switch form {
        case .jsonLines:
            if writer == nil { writer = JSONLinesWriter(sink) }
        case .csv:
            // What has no column has nothing to print.
            if columns.isEmpty { return }
            guard let table else {
                try beginTable(columns, of: entity)
                return
            }
            guard table.columns == columns else {
                throw ViewError(
                    "\(entity.file) has other columns than \(table.file), and CSV is one table. "
                        + "Print them one by one, or together with --to jsonl")
            }
        }
    }

    private func beginTable(_ columns: [String], of entity: PackageEntity) throws {
        table = (columns, entity.file)
        do {
            writer = try CSVWriter(canonical: sink, fieldNames: columns, file: entity.file)
        } catch {
            throw PipelineError.output(error)
        }
    }

    func write(_ batch: RecordBatch, rows: [Int]) throws(PipelineError) {
        guard !batch.columns.isEmpty || form == .jsonLines else { return }
        do { try writer?.write(batch, rows: rows) } catch { throw .output(error) }
    }

    func finish() throws(PipelineError) {
        do {
            if let writer { try writer.finish() } else { try sink.finish() }
        } catch {
            throw .output(error)
        }
    }
}

import Formats
import Records

/// Prints the records of files, one entity after the other, while they are read.
package struct RecordPrinting {
    private let view: FileView
    private let form: RecordOutput.Form
    private(set) package var findings = ViewFindings()

    package init(_ view: FileView, as form: RecordOutput.Form) {
        self.view = view
        self.form = form
    }

    /// Prints the records of all files. What cannot be read is in the findings, and the rest is
    /// printed. Throws a `ViewError`, before anything is printed where there are several files, and
    /// a `PipelineError` when the output cannot be written.
    package mutating func print(_ files: [String], to sink: any ByteSink) throws {
        if files.count > 1 { try rehearse(files) }
        let output = RecordOutput(form, to: sink)
        for file in files { try print(file, to: output) }
        try output.finish()
    }

    /// Goes through all files without a record of them, to find wrong wishes.
    private func rehearse(_ files: [String]) throws {
        var view = view
        view.head = 0
        var rehearsal = RecordPrinting(view, as: form)
        let output = RecordOutput(form, to: NoSink())
        for file in files { try rehearsal.print(file, to: output) }
    }

    private mutating func print(_ file: String, to output: RecordOutput) throws {
        do {
            let package = try view.open(file)
            findings.note(package.warnings)
            let entities = try view.entities(of: package)
            try output.checkOneTable(entities, of: package.name)
            for entity in entities { try print(entity, of: package, to: output) }
        } catch let failure as FormatError {
            findings.note(failure)
        }
    }

    private mutating func print(
        _ entity: PackageEntity, of package: SourcePackage, to output: RecordOutput
    ) throws {
        do {
            try print(package.makeReader(for: entity), of: entity, to: output)
        } catch let failure as FormatError {
            findings.note(failure)
        }
    }

    private mutating func print(
        _ reader: any RecordReader, of entity: PackageEntity, to output: RecordOutput
    ) throws {
        defer { findings.note(reader.takeWarnings()) }
        var batch = try reader.next()
        let columns = try batch?.columns.map(\.name) ?? reader.knownColumns() ?? []
        try output.begin(columns, of: entity)
        var left = view.head ?? .max
        while let read = batch {
            let count = min(read.rowCount, left)
            try output.write(read, rows: Array(0..<count))
            left -= count
            if left == 0 {
                noteUnreadable(of: read, before: count)
                return
            }
            noteUnreadable(of: read)
            batch = try reader.next()
        }
    }

    private mutating func noteUnreadable(of batch: RecordBatch) {
        findings.note(batch.unreadable.map(\.issue))
    }

    /// Those that stand before the last of the rows: nobody asked for what is behind.
    private mutating func noteUnreadable(of batch: RecordBatch, before count: Int) {
        guard count > 0 else { return }
        let last = batch.positions[count - 1].byte
        findings.note(batch.unreadable.filter { $0.position.byte < last }.map(\.issue))
    }
}

/// Takes bytes and keeps none.
private final class NoSink: ByteSink {
    func write(_ bytes: UnsafeRawBufferPointer) {}
    func finish() {}
}

import Mapping
import Records

/// By what the source knows the rows of a batch, for what waits or was deleted of them: their business
/// key, or else all columns that the first leg's key is made of. A part that lies behind a lookup stands
/// there by the other record's id or by its number, whichever the file has.
struct SourceKeys {
    /// A column of the file, and what its lookup leads to; nothing where it is none.
    struct Part: Sendable {
        var column: Int
        var targets: [OpenLookup.Target]
        /// The column holds numbers, where the lookup's own holds ids.
        var isByNumber: Bool
    }

    private static let separator = "\u{1F}"

    let parts: [Part]
    /// As the check of the source left them. Their cells stay valid, because a batch's bytes only grow.
    private let columns: [Column]

    init(_ parts: [Part], of batch: RecordBatch) {
        self.parts = parts
        columns = parts.map { batch.columns[$0.column] }
    }

    /// The row's key as the file has it, in the form in which equal ones are the same; nil where all of it
    /// is blank.
    func text(of row: Int, in batch: RecordBatch) -> String? {
        spelledText(of: row, in: batch)?.foldedName
    }

    /// The same with the letters as the file has them.
    func spelledText(of row: Int, in batch: RecordBatch) -> String? {
        let texts = texts(of: row, in: batch)
        return texts.allSatisfy(\.isEmpty) ? nil : texts.joined(separator: Self.separator)
    }

    /// The row's key in all forms that other files may have it in.
    func forms(
        of row: Int, in batch: RecordBatch, registry: KeyRegistry?
    ) throws -> [String] {
        guard text(of: row, in: batch) != nil else { return [] }
        var forms: [[String]] = [[]]
        for (part, text) in zip(parts, texts(of: row, in: batch)) {
            let others = try registry?.otherForms(of: text, part.targets) ?? []
            forms = forms.flatMap { form in ([text] + others).map { form + [$0.foldedName] } }
        }
        return forms.map { $0.joined(separator: Self.separator) }
    }

    /// The parts of a key as `spelledText` gave it.
    static func parts(of text: String) -> [String] {
        text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }

    private func texts(of row: Int, in batch: RecordBatch) -> [String] {
        columns.map { batch.text(of: $0.cells[row])?.asIdentifier ?? "" }
    }
}

extension Leg {
    /// Where the file has what the leg's integration key is made from: a field itself, or the lookup
    /// that it lies behind. The business key of the source is enough, where it is among that: what else
    /// there is, such as the account of a contact, may change.
    func keyParts(of source: EntitySchema, in columns: [String]) -> [SourceKeys.Part] {
        let fields = integrationKey.flatMap { key in
            enabledMappings.first { $0.destinationField.isSameName(as: key) }?.sourceFields ?? []
        }
        let own = fields.first { source.businessKey?.isSameName(as: $0) == true }
        return (own.map { [$0] } ?? fields).compactMap { field in
            let targets = lookupTargets(of: field, in: source)
            if let column = columns.firstIndex(where: field.isSameName) {
                return .init(column: column, targets: targets, isByNumber: !targets.isEmpty)
            }
            return columns.firstIndex(where: field.beforeDot.isSameName).map {
                .init(column: $0, targets: targets, isByNumber: false)
            }
        }
    }
}
